import type { Redis } from 'ioredis';
import { GatewayError } from '../domain/errors.ts';

const passing = new RegExp(
  [
    ...['Connection is closed', 'Command timed out', "isn't writeable", 'Socket closed'],
    ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', '^LOADING', 'max retries'],
  ].join('|'),
  'i',
);

/**
 * Redis is there and says "not now": full, without its disk, a replica after a failover, or busy. A
 * MULTI says only that one of its commands was refused. Nothing was written.
 */
const notNow = /^(OOM|MISCONF|READONLY|MASTERDOWN|NOREPLICAS|BUSY|EXECABORT)\b/;

/** True for errors of the connection rather than of the command: the answer may be lost. */
export function isPassing(error: unknown): boolean {
  return error instanceof Error && passing.test(error.message);
}

/** What the domain sees of a store's error: one that time may heal, or a bug. */
export function toStoreError(error: unknown, what: string): GatewayError {
  if (error instanceof GatewayError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (isPassing(error) || notNow.test(text)) {
    return new GatewayError('unavailable', 'the store does not answer', { what }, error);
  }
  return new GatewayError('invariant_broken', `the store refused ${what}`, { what }, error);
}

/** Returns when the connection is usable, or after the bound: the caller tries either way. */
export async function whenReady(redis: Redis, boundMs: number): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      redis.off('ready', done);
      resolve();
    };
    const timer = setTimeout(done, boundMs);
    redis.once('ready', done);
  });
}
