import { boost } from '../../../domain/commands/boost.ts';
import type { WatchPlan } from '../evidence-watch.ts';
import type { Steps } from '../procedure.ts';
import { isCharging, tryOtherUnit } from './other-unit.ts';
import { showLimit } from './read-limit.ts';
import { sampling } from './watch-plans.ts';

/** After a boost: samples, until one shows power above the floor in a running session. */
export function watchBoost(steps: Steps): WatchPlan {
  const { charger } = steps;
  return {
    forMs: boost.policy.evidenceWindowMs ?? 0,
    ...sampling(charger),
    isShown: () => isCharging(charger),
    onNothing: async (signal) => {
      await tryOtherUnit(steps.goOn(signal), 'boost', await showLimit(charger));
    },
  };
}
