import type { Device, DeviceId } from '../../domain/device.ts';
import type { Clock } from '../../domain/ports/clock.ts';

/** Keeps two live sockets of one charger from throwing each other out for ever. */
export type Takeovers = {
  /**
   * Whether a new socket may take over from the one that is held; `heardAtMs` of that one, Unix ms,
   * `null` = none is held. Counted when it may.
   */
  mayTake(device: Device, heardAtMs: number | null): boolean;
};

const windowMs = 60_000;
/** The newest socket wins (ocpp.md, complaint 2); so often in a minute from one that is alive. */
const takeoversMax = 5;
/** One that spoke so lately is no half-open link that the newcomer has given up. */
const aliveMs = 5_000;
/** Chargers that are counted at a time; the oldest count is forgotten for a new one. */
const devicesMax = 10_000;

/** Makes the count of one node; the windows are real time. */
export function makeTakeovers(clock: Clock): Takeovers {
  const taken = new Map<DeviceId, number[]>();
  return {
    mayTake({ id }, heardAtMs) {
      const nowMs = clock.nowMs();
      if (heardAtMs === null || nowMs - heardAtMs > aliveMs) return true;
      const recent = (taken.get(id) ?? []).filter((atMs) => nowMs - atMs < windowMs);
      if (recent.length >= takeoversMax) return false;
      taken.delete(id);
      taken.set(id, [...recent, nowMs]);
      const oldest = taken.keys().next().value;
      if (taken.size > devicesMax && oldest !== undefined) taken.delete(oldest);
      return true;
    },
  };
}
