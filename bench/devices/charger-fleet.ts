import { setTimeout as sleep } from 'node:timers/promises';
import { forEachAtOnce } from '../process/for-each-at-once.ts';
import { serveParent } from '../process/serve-parent.ts';
import { boot } from './charger-messages.ts';
import { type MixCount, type MixingCharger, makeMixingCharger } from './inbound-mix.ts';
import {
  type ChargerAddress,
  connectCharger,
  type Questions,
  type RawCharger,
} from './raw-charger.ts';

/** What a storm came to, ms; `bootMs` are the answers to BootNotification, from frame to frame. */
export type StormResult = {
  readonly bootMs: readonly number[];
  /** From the first SYN until the last charger was answered. */
  readonly allAnsweredMs: number;
  /** Doors that had to be tried again. */
  readonly retries: number;
};

type Storm = {
  readonly url: string;
  readonly fleet: readonly { readonly identity: string; readonly secret: string }[];
  /** How many come in at a time; all if it is not said. */
  readonly atOnce?: number;
};

const RETRY_MS = 250;
/** A storm that takes longer than this is not measured but an error. */
const STORM_MAX_MS = 60_000;
const SETTLE_LOOK_MS = 50;

const questions: Questions = { lastAtMs: 0 };
const chargers: RawCharger[] = [];
let stormBeganMs = 0;
let mixing: readonly MixingCharger[] = [];

serveParent({
  /** All connect and boot, each until it is in. */
  async storm({ url, fleet, atOnce = fleet.length }: Storm): Promise<StormResult> {
    stormBeganMs = performance.now();
    const bootMs: number[] = [];
    let retries = 0;
    await forEachAtOnce(fleet, atOnce, async (address) => {
      const charger = await comeIn({ url, ...address }, () => {
        retries += 1;
      });
      chargers.push(charger);
      const sentMs = performance.now();
      await charger.call(boot(address.identity));
      bootMs.push(performance.now() - sentMs);
    });
    return { bootMs, allAnsweredMs: performance.now() - stormBeganMs, retries };
  },

  /**
   * Waits until the gateway has asked nothing for so long; when it asked its last question, ms from
   * the beginning of the storm, 0 if it asked none.
   */
  async quiet({ forMs, withinMs }: { forMs: number; withinMs: number }) {
    const fromMs = performance.now();
    while (performance.now() - Math.max(questions.lastAtMs, fromMs) < forMs) {
      if (performance.now() - fromMs > withinMs) throw new Error('the gateway asks without end');
      await sleep(SETTLE_LOOK_MS);
    }
    return Math.max(questions.lastAtMs - stormBeganMs, 0);
  },

  /** Everybody begins a session, and is somewhere in it at the end. */
  async beginSessions() {
    mixing = chargers.map(makeMixingCharger);
    await Promise.all(mixing.map((charger, index) => charger.begin(index)));
  },

  /** The inbound mix on every charger, without a pause. */
  async mix({ warmMs, forMs }: { warmMs: number; forMs: number }) {
    const countFromMs = performance.now() + warmMs;
    const times = { countFromMs, endMs: countFromMs + forMs };
    const count: MixCount = { answered: {}, failed: 0, latenciesMs: [] };
    await Promise.all(mixing.map((charger) => charger.drive(times, count)));
    return count;
  },

  /** Cuts every link without a word, as a power cut does. */
  async cut() {
    await Promise.all(chargers.splice(0).map((charger) => charger.close()));
  },
});

/** Knocks until the door opens. */
async function comeIn(address: ChargerAddress, onRetry: () => void): Promise<RawCharger> {
  for (;;) {
    const charger = await connectCharger(address, questions).catch(() => null);
    if (charger) return charger;
    if (performance.now() - stormBeganMs > STORM_MAX_MS) {
      throw new Error(`${address.identity} stays out`);
    }
    onRetry();
    await sleep(RETRY_MS);
  }
}
