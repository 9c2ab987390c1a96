import { chmodSync, writeFileSync } from 'node:fs';
import type { DeviceMemory } from '../../lib/device-memory.ts';
import { messageOf, UsageError } from '../../lib/errors.ts';
import { type FactoryKey, makeFactoryKey, toFactoryKey } from './factory-key.ts';

/** The factory keys of a fleet, kept where each controller keeps what it knows; made if new. */
export function loadFactoryKeys(
  memories: ReadonlyMap<string, DeviceMemory>,
): ReadonlyMap<string, FactoryKey> {
  return new Map([...memories].map(([euid, memory]) => [euid, loadFactoryKey(euid, memory)]));
}

function loadFactoryKey(euid: string, memory: DeviceMemory): FactoryKey {
  const kept = memory.load('factoryKey');
  if (typeof kept === 'string') return toFactoryKey(euid, kept);
  const made = makeFactoryKey(euid);
  memory.save('factoryKey', made.privateKeyPem);
  return made;
}

/**
 * Writes the public halves as CSV `euid,publicKey` (SPKI in base64 DER), for an operator to enrol.
 * Throws UsageError when the file cannot be written.
 */
export function writeFactoryKeys(file: string, keys: Iterable<FactoryKey>): void {
  const lines = [...keys].map(({ euid, publicKey }) => `${euid},${publicKey}\n`);
  try {
    writeFileSync(file, `euid,publicKey\n${lines.join('')}`, { mode: 0o600 });
    chmodSync(file, 0o600);
  } catch (cause) {
    throw new UsageError(`--factory-keys ${file}: ${messageOf(cause)}`, { cause });
  }
}
