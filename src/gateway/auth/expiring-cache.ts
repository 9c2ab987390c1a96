import type { Clock } from '../../domain/ports/clock.ts';

/** A map with a bound whose entries are forgotten; the oldest one makes room. */
export type ExpiringCache<V> = {
  get(key: string): V | undefined;
  set(key: string, value: V, untilMs: number): void;
  delete(key: string): void;
};

/** Makes a cache of at most `sizeMax` entries; times are the clock's Unix ms. */
export function makeExpiringCache<V>(clock: Clock, sizeMax: number): ExpiringCache<V> {
  const entries = new Map<string, { value: V; untilMs: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      if (entry.untilMs > clock.nowMs()) return entry.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value, untilMs) {
      entries.delete(key);
      const oldest = entries.size < sizeMax ? undefined : entries.keys().next().value;
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(key, { value, untilMs });
    },
    delete: (key) => void entries.delete(key),
  };
}
