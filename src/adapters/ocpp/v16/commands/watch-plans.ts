import { boost } from '../../../../domain/commands/boost.ts';
import { cancelBoost } from '../../../../domain/commands/cancel-boost.ts';
import { chargingPowerFloorW } from '../../../../domain/commands/power-floor.ts';
import type { Charger } from '../../charger.ts';
import type { WatchPlan } from '../../evidence-watch.ts';
import { callInBackground } from '../calls/background.ts';
import { readLimitAmps, toCompositeRequest } from '../calls/get-composite-schedule.ts';
import { hurrySamples, relaxSamples } from '../calls/sample-interval.ts';
import { triggerMessage } from '../calls/trigger-message.ts';

/** After a boost: samples, until one shows power above the floor in a running session. */
export function watchBoost(charger: Charger): WatchPlan {
  const { memory } = charger;
  return {
    forMs: boost.policy.evidenceWindowMs ?? 0,
    ...sampling(charger),
    isShown: () =>
      memory.runningSession() !== null && (memory.main().powerW ?? 0) > chargingPowerFloorW,
  };
}

/**
 * After a cancel: the schedule is read again after the last answer, for evidence must be newer
 * than that; with samples, until the power is below the floor or no session of ours runs.
 */
export function watchCancel(charger: Charger): WatchPlan {
  const { memory } = charger;
  const { sample, ...own } = sampling(charger);
  return {
    forMs: cancelBoost.policy.evidenceWindowMs ?? 0,
    ...own,
    sample: async () => {
      await readBack(charger);
      await sample();
    },
    isShown: () => {
      if (!memory.runningSession()?.startedByGateway) return !memory.boostInstalled;
      const { powerW } = memory.main();
      return powerW !== null && powerW <= chargingPowerFloorW;
    },
  };
}

function sampling(charger: Charger) {
  // What was metered before the command's last answer shows nothing.
  charger.memory.main().powerW = null;
  return {
    sample: async () => {
      await triggerMessage(charger, 'MeterValues', charger.memory.mainConnectorId());
    },
    hurry: () => hurrySamples(charger),
    relax: () => relaxSamples(charger),
  };
}

async function readBack(charger: Charger): Promise<void> {
  const { memory, store, clock } = charger;
  const params = toCompositeRequest(memory.mainConnectorId());
  const answer = await callInBackground(charger, 'GetCompositeSchedule', params);
  // Silence shows nothing; a refusal leaves what the charger said when it cleared the profile.
  if (answer.kind !== 'result' && answer.kind !== 'error') return;
  const limitAmps = answer.kind === 'result' ? readLimitAmps(answer.payload, memory.facts) : null;
  const value = { boostInstalled: memory.boostInstalled, limitAmps, readBack: true };
  await store.report('profile', value, clock.nowMs());
}
