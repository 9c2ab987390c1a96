import { Type } from 'typebox';
import type { ZoneDescription } from '../description.ts';
import type { ZonesReport } from '../reports.ts';
import { findZone, toZoneFaults, type ZoneName, zoneNameSchema } from './controller-zones.ts';
import { isSameCelsius, judgeEquality, matches, matchesAll, matchesKnown } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { toRangeFaults } from './ranges.ts';
import { type CommandSpec, type DeviceView, type InputFault, minutes, seconds } from './spec.ts';

const schema = Type.Object(
  {
    zone: zoneNameSchema,
    mode: Type.Union(['AUTO', 'ON', 'OFF', 'BOOST'].map((mode) => Type.Literal(mode))),
    setpointC: Type.Optional(Type.Number({ minimum: -50, maximum: 100 })),
    endAt: Type.Optional(Type.String({ format: 'date-time' })),
    scheduleOverrideAction: Type.Optional(
      Type.Union(['TURN_ON', 'TURN_OFF', 'SET_TEMPERATURE'].map((action) => Type.Literal(action))),
    ),
  },
  { additionalProperties: false },
);

/** Parameters of {@link setZoneMode}; `setpointC` in degrees Celsius, `endAt` RFC 3339 UTC. */
export type SetZoneModeParams = {
  zone: ZoneName;
  mode: 'AUTO' | 'ON' | 'OFF' | 'BOOST';
  setpointC?: number;
  endAt?: string;
  scheduleOverrideAction?: 'TURN_ON' | 'TURN_OFF' | 'SET_TEMPERATURE';
};

/** A zone boost may end at most so long after its acceptance (kraken-api.md 4), ms. */
export const zoneBoostLongestMs = minutes(12 * 60);

/** Put one zone of a heating controller into a mode (mqtt.md `set_zone_mode`). */
export const setZoneMode: CommandSpec<'set_zone_mode', SetZoneModeParams> = {
  kind: 'set_zone_mode',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(15), evidenceWindowMs: seconds(30) }),
  classes: ['heat_pump_controller'],
  supersedeKey: (params) => `${params.zone}:mode`,
  aspects: ['zones'],
  complete: completeBoost,
  faults: toFaults,
  refuse: (params, view) =>
    params.endAt !== undefined && Date.parse(params.endAt) <= view.nowMs
      ? { code: 'end_passed', detail: 'the boost would have ended before it could begin' }
      : null,
  judge: (params, input) =>
    judgeEquality(input, 'zones', (value) => compareZone(params, value as ZonesReport)),
};

/** A boost without an end or a setpoint gets both, absolute: now + 1 h; 50 C water, 30 C heat. */
function completeBoost(params: SetZoneModeParams, view: DeviceView): SetZoneModeParams {
  if (params.mode !== 'BOOST') return params;
  const zone = findZone(params.zone, view);
  const wanted = zone?.type === 'WATER' || params.zone === 'WATER' ? 50 : 30;
  const fallbackC = zone ? Math.min(Math.max(wanted, zone.minC), zone.maxC) : wanted;
  return {
    ...params,
    setpointC: params.setpointC ?? fallbackC,
    endAt: params.endAt ?? new Date(view.nowMs + minutes(60)).toISOString(),
  };
}

function toFaults(params: SetZoneModeParams, view: DeviceView): readonly InputFault[] {
  const zone = findZone(params.zone, view);
  if (!zone?.enabled) return toZoneFaults(params.zone, view);
  return [
    ...toSetpointFaults(params, zone),
    ...toEndFaults(params, view),
    ...toOverrideFaults(params),
  ];
}

function toSetpointFaults(params: SetZoneModeParams, zone: ZoneDescription): readonly InputFault[] {
  return params.setpointC === undefined ? [] : toRangeFaults(params.setpointC, zone, ['setpointC']);
}

function toEndFaults(params: SetZoneModeParams, view: DeviceView): readonly InputFault[] {
  if (params.endAt === undefined) return [];
  const path = ['endAt'];
  if (params.mode !== 'BOOST') {
    return [{ code: 'invalid_parameters', path, message: 'only BOOST takes an end' }];
  }
  const inMs = Date.parse(params.endAt) - view.nowMs;
  if (inMs <= 0) return [{ code: 'invalid_parameters', path, message: 'the end is in the past' }];
  if (inMs <= zoneBoostLongestMs) return [];
  return [{ code: 'out_of_range', path, message: 'the end may be at most 12 hours ahead' }];
}

/** An override changes the slot that runs now; the zone stays in AUTO (kraken-api.md 3). */
function toOverrideFaults(params: SetZoneModeParams): readonly InputFault[] {
  const { scheduleOverrideAction: action, mode, setpointC } = params;
  const path = ['scheduleOverrideAction'];
  if (action === undefined) return [];
  if (mode !== 'AUTO') {
    const message = 'a schedule override goes with mode AUTO only';
    return [{ code: 'invalid_parameters', path, message }];
  }
  if (action !== 'SET_TEMPERATURE' || setpointC !== undefined) return [];
  const message = 'SET_TEMPERATURE needs a setpoint';
  return [{ code: 'invalid_parameters', path, message }];
}

function compareZone(params: SetZoneModeParams, report: ZonesReport) {
  const zone = report.zones.find((each) => each.zone === params.zone);
  const { mode, setpointC, endAt } = params;
  const override = overrideActions[params.scheduleOverrideAction ?? 'none'];
  const wanted = { mode, setpointC, endAt, action: override };
  // The list is whole: a zone that is not in it is in no mode.
  if (!zone) return { wanted, shown: null, equal: false };
  // Without a setpoint it may not know one; without an end (null) its boost has none.
  const equal = matchesAll([
    zone.mode === mode,
    isAimless(params) || setpointC === undefined
      ? true
      : matchesKnown(zone.setpointC, (shown) => isSameCelsius(shown, setpointC)),
    endAt === undefined ? true : matches(zone.endAt, (shown) => isSameInstant(shown, endAt)),
    override === undefined ? true : matches(zone.action, (shown) => shown === override),
  ]);
  return { wanted, shown: pick(zone), equal };
}

/** A zone that is off aims at nothing: controllers show 7 C then, whatever was asked for. */
function isAimless({ mode, scheduleOverrideAction }: SetZoneModeParams): boolean {
  return mode === 'OFF' || scheduleOverrideAction === 'TURN_OFF';
}

function pick({ mode, setpointC, endAt, action }: ZonesReport['zones'][number]) {
  return { mode, setpointC, endAt, action };
}

/** How an override shows in the zone's own action. */
const overrideActions = {
  TURN_ON: 'ON',
  TURN_OFF: 'OFF',
  // A temperature may already be reached: the setpoint shows it, the action need not.
  SET_TEMPERATURE: undefined,
  none: undefined,
} as const;

/** Equal to the second: controllers keep whole seconds. */
function isSameInstant(shown: string | null, wanted: string): boolean {
  return typeof shown === 'string' && Math.abs(Date.parse(shown) - Date.parse(wanted)) < 1_000;
}
