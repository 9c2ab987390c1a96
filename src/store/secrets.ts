import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Secrets here are random or at least 16 characters, and a thousand chargers reconnect at once: a
 * salted SHA-256 is right for them where a password hash made slow on purpose would be a way to
 * stop the gateway.
 */
export function hashSecret(secret: string | Uint8Array): string {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${digest(salt, secret).toString('base64url')}`;
}

/** Compares in constant time. False for a malformed stored hash. */
export function isSecret(secret: string | Uint8Array, stored: string): boolean {
  const [salt, hash] = stored.split('.');
  if (!salt || !hash) return false;
  const wanted = Buffer.from(hash, 'base64url');
  const shown = digest(Buffer.from(salt, 'base64url'), secret);
  return wanted.length === shown.length && timingSafeEqual(wanted, shown);
}

/** The look-up name of a random token: nothing can be read back from it. */
export function toTokenName(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** A fresh secret of 256 random bits, base64url. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

function digest(salt: Uint8Array, secret: string | Uint8Array): Buffer {
  return createHmac('sha256', salt).update(secret).digest();
}
