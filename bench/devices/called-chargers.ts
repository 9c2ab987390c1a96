import { setTimeout as sleep } from 'node:timers/promises';
import { forEachAtOnce } from '../process/for-each-at-once.ts';
import { nowUs } from '../process/now-us.ts';
import { serveParent } from '../process/serve-parent.ts';
import { boot } from './charger-messages.ts';
import { connectCharger, type RawCharger } from './raw-charger.ts';

/** A process full of chargers that note when they are called. */

/** A CALL as it came off the wire at a charger. */
export type SeenCall = {
  /** Index of its charger. */
  readonly target: number;
  readonly atUs: number;
};

type Fleet = {
  readonly url: string;
  readonly fleet: readonly { readonly identity: string; readonly secret: string }[];
};

const connectingMax = 32;
const quietLookMs = 100;
const quietMaxMs = 60_000;

const chargers: RawCharger[] = [];
let calls: SeenCall[] = [];
let lastAtMs = performance.now();

serveParent({
  /** Connects and boots them; resolves when the gateway has asked them nothing for so long. */
  async connect({ url, fleet, quietForMs }: Fleet & { quietForMs: number }) {
    await forEachAtOnce(fleet, connectingMax, async ({ identity, secret }, target) => {
      const questions = {
        lastAtMs,
        onCall() {
          calls.push({ target, atUs: nowUs() });
          lastAtMs = performance.now();
        },
      };
      const charger = await connectCharger({ url, identity, secret }, questions);
      chargers.push(charger);
      await charger.call(boot(identity));
    });
    const fromMs = performance.now();
    while (performance.now() - Math.max(lastAtMs, fromMs) < quietForMs) {
      if (performance.now() - fromMs > quietMaxMs) throw new Error('the gateway asks without end');
      await sleep(quietLookMs);
    }
  },

  /** The CALLs since the last time of asking. */
  async takeCalls() {
    const taken = calls;
    calls = [];
    return taken;
  },
});
