import type { StepEnd, Steps } from '../procedure.ts';

/**
 * True while a charger that says that its smart charging is switched off has not been asked to
 * switch it on (ocpp.md 3.3, rung 6); once on a link, because settings wear out their memory.
 */
export function mustSwitchOn(steps: Steps): boolean {
  const { memory, dialect } = steps.charger;
  return (
    memory.facts.isSmartChargingOff && dialect.switchOnProfiles !== null && !steps.isPastDeadline()
  );
}

/** Asks it to. `null`: answered, and what it refuses from now on it refuses for another reason. */
export async function switchOnProfiles(steps: Steps): Promise<StepEnd | null> {
  const { memory, dialect, log } = steps.charger;
  if (!dialect.switchOnProfiles) return null;
  const text = dialect.switchOnProfiles;
  const answer = await steps.call(text, undefined, 'SmartChargingCtrlr.Enabled');
  if (answer.kind === 'ended') return answer;
  memory.facts = { ...memory.facts, isSmartChargingOff: false };
  const isTaken = answer.kind === 'result' && dialect.isSettingTaken(answer.payload);
  log.info({ isTaken }, 'a station was asked to switch its smart charging on');
  return null;
}
