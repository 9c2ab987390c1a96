import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';

/** How one part stops. */
export type StopPart = () => Promise<void> | void;

/** Things that were started, to be stopped in reverse order (style.md, "Limits and lifetimes"). */
export type Stopper = {
  add(name: string, stop: StopPart): void;
  /** As `add`, for a part that bounds itself and must have stopped, however late it is. */
  addOwed(name: string, stop: StopPart): void;
  /** Stops everything, also when a part fails or takes too long; safe to call twice. */
  stop(log: Log): Promise<void>;
};

/**
 * What all parts may take together, ms. It leaves the embedded Redis, which ends last, three of the
 * nine seconds after which the process leaves whatever runs.
 */
export const stopBudgetMs = 6_000;

type Part = { readonly name: string; readonly stop: StopPart; readonly isOwed: boolean };

/**
 * Makes an empty stopper. A part that uses up the budget is left behind and told of. Those after it
 * are still asked to stop, so that nothing that we started outlives us.
 */
export function makeStopper(clock: Clock): Stopper {
  const parts: Part[] = [];
  return {
    add: (name, stop) => void parts.push({ name, stop, isOwed: false }),
    addOwed: (name, stop) => void parts.push({ name, stop, isOwed: true }),
    async stop(log) {
      const budget = Promise.withResolvers<'spent'>();
      const cancel = clock.after(stopBudgetMs, () => budget.resolve('spent'));
      let isSpent = false;
      for (let part = parts.pop(); part; part = parts.pop()) {
        const stopped = stopPart(part, log);
        if (part.isOwed) await stopped;
        else if (!isSpent && (await Promise.race([stopped, budget.promise])) === 'spent') {
          isSpent = true;
          log.error(
            { part: part.name },
            'a part did not stop in time, the others are not waited for',
          );
        }
      }
      cancel();
    },
  };
}

async function stopPart({ name, stop }: Part, log: Log): Promise<'stopped'> {
  try {
    await stop();
  } catch (error) {
    log.error({ part: name, err: error }, 'a part did not stop cleanly');
  }
  return 'stopped';
}
