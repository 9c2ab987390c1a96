import { cancelBoost } from '../../../domain/commands/cancel-boost.ts';
import { chargingPowerFloorW } from '../../../domain/commands/power-floor.ts';
import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import { triggerSamples } from '../connect/trigger.ts';
import type { WatchPlan } from '../evidence-watch.ts';
import { forgetPower } from '../metering/forget-power.ts';
import { hurrySamples, relaxSamples } from '../metering/sample-interval.ts';
import { reportProfiles } from '../profiles/report-profiles.ts';
import { orListed } from './list-own.ts';
import { askLimit, isWord, toReading } from './read-limit.ts';

/** Sampling as every search for evidence does it. */
export function sampling(charger: Charger): Pick<WatchPlan, 'sample' | 'hurry' | 'relax'> {
  // What was metered before the command's last answer shows nothing.
  forgetPower(charger);
  return {
    sample: () => triggerSamples(charger, charger.memory.mainConnectorId()),
    hurry: () => hurrySamples(charger),
    relax: () => relaxSamples(charger),
  };
}

/**
 * After a cancel: the schedule is read again after the last answer, for evidence must be newer
 * than that; with samples, until the power is below the floor where it must be.
 */
export function watchCancel(charger: Charger, mustRest: boolean): WatchPlan {
  const { memory } = charger;
  const { sample, ...own } = sampling(charger);
  return {
    forMs: cancelBoost.policy.evidenceWindowMs ?? 0,
    ...own,
    sample: async (signal) => {
      await readBack(charger, signal);
      await sample(signal);
    },
    isShown: () => {
      if (!mustRest || !memory.runningSession()) return !memory.profiles.boostInstalled;
      const { powerW } = memory.main();
      return powerW !== null && powerW <= chargingPowerFloorW;
    },
  };
}

async function readBack(charger: Charger, signal: AbortSignal): Promise<void> {
  const connectorId = charger.memory.mainConnectorId();
  const answer = await callInBackground(charger, askLimit(charger, connectorId));
  // Silence shows nothing; a refusal leaves what the charger said when it cleared the profile.
  if (answer.kind !== 'result' && answer.kind !== 'error') return;
  const reading = await orListed(charger, toReading(charger, connectorId, answer), signal);
  if (signal.aborted) return;
  const limitAmps = reading.kind === 'read' ? reading.limitAmps : null;
  await reportProfiles(charger, { limitAmps, readBack: isWord(charger.memory, reading) });
}
