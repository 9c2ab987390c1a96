import type { Charger } from '../charger.ts';
import type { StepEnd, Steps } from '../procedure.ts';
import { reportProfiles } from './report-profiles.ts';

/**
 * True while a charger that says that its smart charging is switched off is to be asked to switch
 * it on (ocpp.md 3.3, rung 6): once on a link, because settings wear out their memory, and never
 * again once that has helped: then its owner has switched it off.
 */
export function mustSwitchOn(steps: Steps): boolean {
  const { memory, dialect } = steps.charger;
  const isOff = memory.facts.isSmartChargingOff && !memory.wasSwitchedOn;
  return isOff && dialect.switchOnProfiles !== null && !steps.isPastDeadline();
}

/** Asks it to. `null`: answered, and what it refuses from now on it refuses for another reason. */
export async function switchOnProfiles(steps: Steps): Promise<StepEnd | null> {
  const { memory, dialect, log } = steps.charger;
  if (!dialect.switchOnProfiles) return null;
  const text = dialect.switchOnProfiles;
  const answer = await steps.call(text, undefined, 'SmartChargingCtrlr.Enabled');
  if (answer.kind === 'ended') return answer;
  memory.facts = { ...memory.facts, isSmartChargingOff: false };
  memory.wasSwitchedOn = answer.kind === 'result' && dialect.isSettingTaken(answer.payload);
  log.info({ isTaken: memory.wasSwitchedOn }, 'a station was asked to switch smart charging on');
  return null;
}

/** Remembers it beyond this link, unless a profile was refused all the same. */
export async function keepSwitchedOn(charger: Charger, hasHelped: boolean): Promise<void> {
  const { memory } = charger;
  memory.wasSwitchedOn &&= hasHelped;
  if (memory.wasSwitchedOn) await reportProfiles(charger, { limitAmps: null, readBack: false });
}
