import { boost } from '../../../domain/commands/boost.ts';
import type { WatchPlan } from '../evidence-watch.ts';
import type { Steps } from '../procedure.ts';
import { isCharging, tryOtherUnit } from './other-unit.ts';
import { sampling } from './watch-plans.ts';

/** After a boost: samples, until one shows power above the floor in a running session. */
export function watchBoost(steps: Steps): WatchPlan {
  const { charger } = steps;
  const otherUnit = tryOtherUnit(charger, 'boost');
  return {
    forMs: boost.policy.evidenceWindowMs ?? 0,
    ...sampling(charger),
    isShown: () => {
      const isShown = isCharging(charger);
      if (isShown) otherUnit.onEffect();
      return isShown;
    },
    onNothing: (signal) => otherUnit.run(steps.goOn(signal)),
  };
}
