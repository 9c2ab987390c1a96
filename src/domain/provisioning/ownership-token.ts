import { randomBytes } from 'node:crypto';
import { sha256 } from '../digest.ts';

/** 32 random bytes that whoever sent the CSR registers with; only the hash is stored. */
export function makeOwnershipToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: sha256(token) };
}

/** The stored name of a token that a device shows. */
export function toTokenHash(token: string): string {
  return sha256(token);
}
