import { createPublicKey, type KeyObject } from 'node:crypto';
import { parseCsv } from './csv.ts';

/** One good line: an EUID and its factory key. */
export type KeyLine = {
  readonly line: number;
  readonly euid: string;
  readonly publicKey: string;
};

/** One line that cannot be enrolled, and why. */
export type BadLine = { readonly line: number; readonly why: string };

const euidForm = /^[0-9a-f]{16}$/;
const rsaBitsMin = 2_048;

/**
 * Reads a file of factory keys: a header that names `euid` and `publicKey`, then one controller a
 * line; a key is SPKI, as PEM in quotes or as base64 of its DER.
 * @throws Error when it is no such file at all.
 */
export function readKeyFile(text: string): {
  good: readonly KeyLine[];
  bad: readonly BadLine[];
} {
  const [header, ...rows] = parseCsv(text);
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const columns = { euid: names.indexOf('euid'), key: names.indexOf('publickey') };
  if (columns.euid < 0 || columns.key < 0) {
    const hint = /[;\t]/.test(names[0] ?? '') ? '; columns are separated by commas' : '';
    throw new Error(`its first line does not name the columns euid and publicKey${hint}`);
  }
  const good: KeyLine[] = [];
  const bad: BadLine[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of rows) {
    const euid = normalise(cells[columns.euid] ?? '');
    const publicKey = (cells[columns.key] ?? '').trim();
    const earlier = seen.get(euid);
    const why =
      toFormFault(cells, names.length) ??
      (euidForm.test(euid) ? null : 'an EUID is 16 hex digits, with or without colons') ??
      (earlier === undefined ? null : `the EUID stands in line ${earlier} already`) ??
      toKeyFault(publicKey);
    if (why === null) {
      seen.set(euid, line);
      good.push({ line, euid, publicKey });
    } else bad.push({ line, why });
  }
  return { good, bad };
}

function normalise(euid: string): string {
  return euid.trim().replaceAll(/[:-]/g, '').toLowerCase();
}

function toFormFault(cells: readonly string[], count: number): string | null {
  return cells.length === count ? null : `it has ${cells.length} columns instead of ${count}`;
}

/** Keys that the gateway takes (provisioning.md 2.2): P-256, or RSA from 2048 bits. */
function toKeyFault(text: string): string | null {
  if (text === '') return 'the public key is missing';
  if (/PRIVATE KEY/.test(text)) return 'this is a private key: only its public half belongs here';
  const key = readPublicKey(text);
  if (key === null) return 'the public key is no SPKI, neither PEM nor base64 of its DER';
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return null;
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= rsaBitsMin) return null;
  return `the key must be P-256, or RSA of at least ${rsaBitsMin} bits`;
}

function readPublicKey(text: string): KeyObject | null {
  try {
    if (text.startsWith('-----')) return createPublicKey(text);
    const key = Buffer.from(text, 'base64');
    return createPublicKey({ key, format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
