import { randomBytes } from 'node:crypto';

/** The presence words of a device (mqtt.md, `status`) and the counters they carry. */
export interface Lifetime {
  readonly session: number;
  readonly bootId: string;
  /** Counts the session up and gives its will, which carries the new number. */
  beginSession(): string;
  /** The birth of the running session. */
  birth(firmware: string): string;
  /** The last word of a clean exit. */
  goodbye(): string;
  /** Another boot: another `bootId`, the same session counter. */
  restart(): void;
}

/** A device that has just been switched on. */
export function makeLifetime(now: () => Date): Lifetime {
  // Unix seconds: a new process never repeats a session of an earlier one.
  let session = Math.floor(now().getTime() / 1_000);
  let boot = newBoot(now());
  return {
    get session() {
      return session;
    },
    get bootId() {
      return boot.bootId;
    },
    beginSession() {
      session += 1;
      return JSON.stringify({ s: 'lost', session });
    },
    birth: (firmware) =>
      JSON.stringify({ s: 'online', session, ...boot, fw: firmware, clock: true }),
    goodbye: () => JSON.stringify({ s: 'offline', session }),
    restart() {
      boot = newBoot(now());
    },
  };
}

/** Never from the seed: `rev` is compared only inside one `bootId` (mqtt.md). */
function newBoot(at: Date): { bootId: string; bootedAt: string } {
  return { bootId: randomBytes(8).toString('hex'), bootedAt: at.toISOString() };
}
