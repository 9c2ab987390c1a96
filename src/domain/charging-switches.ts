import type { Command } from './command.ts';
import type { ChargingScheduleParams } from './commands/charging-schedule.ts';
import type { DeviceView } from './commands/spec.ts';
import { isDrawing, toChargerFacts } from './planning/charger-facts.ts';

/**
 * True where a command of the gateway's own switches charging on or off now: what safety.md bounds
 * ("EV current"), and what is counted when it is sent. What an owner asks for is of another kind.
 */
export function isSwitch(command: Command, view: DeviceView): boolean {
  return command.kind === 'set_charging_schedule' && doesSwitch(command.params, view);
}

function doesSwitch(params: ChargingScheduleParams, view: DeviceView): boolean {
  const facts = toChargerFacts(view.reports);
  const rests = !params.isBoosting && toLimitNow(params, view.nowMs) === 0;
  if (isDrawing(facts)) return rests;
  const isHeldBack = facts.session?.running === true && facts.status?.state !== 'suspended_vehicle';
  return !rests && (params.begins || isHeldBack);
}

/** A per phase; `null` = nothing is limited. */
function toLimitNow({ periods, endAt }: ChargingScheduleParams, nowMs: number): number | null {
  if (endAt === null || Date.parse(endAt) <= nowMs) return null;
  const begun = periods.filter(({ startAt }) => Date.parse(startAt) <= nowMs);
  return begun.at(-1)?.limitAmps ?? null;
}
