import type { Command } from './command.ts';
import { type ChargingScheduleParams, restsAt } from './commands/charging-schedule.ts';
import type { DeviceView } from './commands/spec.ts';
import { type ChargerFacts, isDrawing, toChargerFacts } from './planning/charger-facts.ts';

/**
 * True where a command of the gateway's own switches charging on or off now: what safety.md bounds
 * ("EV current"), and what is counted when it is sent. What an owner asks for is of another kind.
 */
export function isSwitch(command: Command, view: DeviceView): boolean {
  return command.kind === 'set_charging_schedule' && doesSwitch(command.params, view);
}

function doesSwitch(params: ChargingScheduleParams, view: DeviceView): boolean {
  const facts = toChargerFacts(view.reports);
  const rests = restsAt(params, view.nowMs);
  // A session that is ended counts, whatever flows in it: its charger may begin the next by itself.
  if (params.ends || isDrawing(facts)) return rests;
  if (rests) return mayBeEnded(facts);
  const isHeldBack = facts.session?.running === true && facts.status?.state !== 'suspended_vehicle';
  return params.begins || isHeldBack;
}

/** A charger that has shown no limit of ours may take none: then its session is what is ended. */
function mayBeEnded({ session, profile }: ChargerFacts): boolean {
  const isGuarded = profile?.guardInstalled !== undefined && profile.guardInstalled !== false;
  const isLimited = isGuarded || profile?.boostInstalled === true || Boolean(profile?.planId);
  return session?.running === true && (!isLimited || profile?.control === 'on_off');
}
