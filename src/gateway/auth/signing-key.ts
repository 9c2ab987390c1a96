import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * The ES256 key that signs our tokens, from a PEM file shared by all nodes. With `make` a missing
 * file is made, readable by its owner only; when two processes make it at once, the first one wins.
 * @throws Error naming the file when it is missing or not a P-256 private key.
 */
export function readSigningKey(file: string, options: { make: boolean }): KeyObject {
  if (options.make) writeIfMissing(file);
  const key = parsePem(readFileSync(file));
  const curve = key?.asymmetricKeyDetails?.namedCurve;
  if (key?.asymmetricKeyType !== 'ec' || curve !== 'prime256v1') {
    throw new Error(`${file} holds no P-256 private key (ES256 needs one, in PEM)`);
  }
  return key;
}

/** OpenSSL's own words ("DECODER routines::unsupported") help nobody. */
function parsePem(pem: Buffer): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

/** A fresh ES256 key that is not stored anywhere. */
export function makeSigningKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function writeIfMissing(file: string): void {
  const pem = makeSigningKey().export({ type: 'pkcs8', format: 'pem' });
  try {
    writeFileSync(file, pem, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
