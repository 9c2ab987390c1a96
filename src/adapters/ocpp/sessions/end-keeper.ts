import type { DeviceId } from '../../../domain/device.ts';
import { GatewayError } from '../../../domain/errors.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Log } from '../../../domain/ports/log.ts';
import { pause } from '../pause.ts';

/**
 * Ends of sessions that were answered and are not stored yet: no charger sends them again, so they
 * are kept in this node, beyond their links, until the store takes them.
 */
export type EndKeeper = {
  /** Fires when the node stops; what is kept then is lost, and logged. */
  readonly stopped: AbortSignal;
  /** `write` stores one end, and may be run again. */
  keep(deviceId: DeviceId, write: () => Promise<void>): void;
  /** Stores what is kept of a charger before a newer link reads what runs on it; never rejects. */
  settle(deviceId: DeviceId): Promise<void>;
  stop(): void;
};

const EVERY_MS = 2_000;
const KEPT_MAX = 1_000;
/** An error that time does not heal is a bug of ours: it is not tried forever. */
const FAILED_MAX = 10;

type Kept = { readonly deviceId: DeviceId; readonly write: () => Promise<void>; failed: number };

/** Makes the keeper of one adapter. */
export function makeEndKeeper({ clock, log }: { clock: Clock; log: Log }): EndKeeper {
  const stop = new AbortController();
  const kept = new Set<Kept>();
  let isTrying = false;

  async function attempt(end: Kept): Promise<void> {
    try {
      await end.write();
      kept.delete(end);
    } catch (error) {
      const { deviceId } = end;
      end.failed += isPassing(error) ? 0 : 1;
      log.error({ deviceId, err: error }, 'the end of a session is still not stored');
      if (end.failed >= FAILED_MAX) drop(end, 'it cannot be stored');
    }
  }

  function drop(end: Kept, why: string): void {
    kept.delete(end);
    log.error({ deviceId: end.deviceId, why }, 'the end of a session is lost');
  }

  async function tryOn(): Promise<void> {
    if (isTrying) return;
    isTrying = true;
    while (kept.size > 0 && (await pause(clock, EVERY_MS, stop.signal))) {
      for (const end of [...kept]) await attempt(end);
    }
    isTrying = false;
  }

  return {
    stopped: stop.signal,
    keep(deviceId, write) {
      const [oldest] = kept;
      if (kept.size >= KEPT_MAX && oldest) drop(oldest, 'too many wait');
      kept.add({ deviceId, write, failed: 0 });
      void tryOn();
    },
    async settle(deviceId) {
      for (const end of [...kept].filter((each) => each.deviceId === deviceId)) await attempt(end);
    },
    stop() {
      stop.abort();
      for (const end of [...kept]) drop(end, 'the gateway stops');
    },
  };
}

function isPassing(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'unavailable';
}
