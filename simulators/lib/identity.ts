import { UsageError } from './errors.ts';

const COUNT_MAX = 100_000;

/**
 * Numbers EUIDs upwards from the first (mqtt.md: 16 lower-case hex, colons allowed when read).
 */
export function numberEuids(first: string, count: number): string[] {
  const plain = first.replaceAll(':', '').toLowerCase();
  if (!/^[0-9a-f]{16}$/.test(plain)) {
    throw new UsageError(`--id ${first}: an EUID is 16 hex digits, with or without colons`);
  }
  const start = BigInt(`0x${plain}`);
  if (start + BigInt(checkCount(count)) > 1n << 64n) {
    throw new UsageError(`--id ${first}: ${count} EUIDs from here on run out of 64 bits`);
  }
  return Array.from({ length: count }, (_, index) =>
    (start + BigInt(index)).toString(16).padStart(16, '0'),
  );
}

/** Numbers names upwards by their trailing digits: CP0009, CP0010. A single one stays as it is. */
export function numberNames(first: string, count: number): string[] {
  if (checkCount(count) === 1) return [first];
  const [, stem = '', digits = ''] = /^(.*?)(\d{0,15})$/.exec(first) ?? [];
  const start = digits === '' ? 1 : Number(digits);
  const width = digits === '' ? 4 : digits.length;
  return Array.from(
    { length: count },
    (_, index) => `${stem}${String(start + index).padStart(width, '0')}`,
  );
}

function checkCount(count: number): number {
  if (!Number.isSafeInteger(count) || count < 1 || count > COUNT_MAX) {
    throw new UsageError(`--count ${count}: must be a whole number from 1 to ${COUNT_MAX}`);
  }
  return count;
}
