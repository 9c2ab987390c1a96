import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { isOneOf, judgeOptional } from '../../lib/mqtt/params.ts';
import { outOfRange, type Params, parseMoment, type Refusal } from '../../lib/mqtt/request.ts';
import { begin, type OperationWish } from '../operation.ts';
import type { HeatPumpState } from '../state.ts';
import { MODES } from '../zone-words.ts';
import type { Zone } from '../zones.ts';
import { findZone } from './find-zone.ts';

const OVERRIDES = ['TURN_ON', 'TURN_OFF', 'SET_TEMPERATURE'] as const;

/** `set_zone_mode {zone, mode, setpointC?, endAt?, scheduleOverrideAction?}` */
export const setZoneMode: CommandBehaviour<HeatPumpState> = {
  aspect: 'zones',
  announces: true,
  plan(state, params) {
    const zone = findZone(state, params['zone']);
    if ('code' in zone) return zone;
    if (zone.isHeld) return { code: 'local_override', detail: `${zone.name}: held at the wall` };
    const wish = readWish(zone, params, state.clock.now());
    if ('code' in wish) return wish;
    return { apply: () => begin(state, zone, wish) };
  },
};

/** Reads what a zone is to do; a refusal where it cannot be meant. */
export function readWish(zone: Zone, params: Params, now: Date): OperationWish | Refusal {
  const { mode, endAt } = params;
  const setpointC = params['setpointC'] ?? null;
  const override = params['scheduleOverrideAction'] ?? null;
  if (!isOneOf(MODES, mode)) return outOfRange(`mode: must be one of ${MODES.join(', ')}`);
  if (override !== null && !isOneOf(OVERRIDES, override)) {
    return outOfRange(`scheduleOverrideAction: must be one of ${OVERRIDES.join(', ')}`);
  }
  if (override !== null && mode !== 'AUTO') {
    return outOfRange('scheduleOverrideAction: only with mode AUTO');
  }
  if (override === 'SET_TEMPERATURE' && setpointC === null) {
    return outOfRange('scheduleOverrideAction: SET_TEMPERATURE needs a setpointC');
  }
  const refusal = judgeOptional('setpointC', setpointC, zone.range);
  if (refusal !== null) return refusal;
  const end = endAt === undefined || endAt === null ? null : parseMoment(endAt);
  if (end === null && typeof endAt === 'string') return outOfRange('endAt: not a time');
  if (end !== null && end <= now) return outOfRange(`endAt ${String(endAt)}: is over`);
  // judgeOptional has found a number or nothing.
  return { mode, setpointC: setpointC as number | null, endAt: end, override };
}
