import { activeSlot, slotKey } from './schedule/active-slot.ts';
import type { HeatPumpState } from './state.ts';
import type { Mode, ZoneAction } from './zone-words.ts';
import type { Operation, Zone } from './zones.ts';

/** A boost without an end of its own lasts this long: no override is endless (safety.md). */
const BOOST_DEFAULT_MS = 60 * 60_000;
/** What a boost without a setpoint aims at. */
const BOOST_ABOVE_C = 2;
/** What a heat zone falls back to when it is put on without a setpoint (kraken-api.md 3). */
const ON_C = 20;
/** What a heat zone shows while it is off (kraken-api.md 3). */
const OFF_C = 7;

/** The wish of a `set_zone_mode`, or of the owner at the wall. */
export interface OperationWish {
  readonly mode: Mode;
  readonly setpointC: number | null;
  readonly endAt: Date | null;
  readonly override: 'TURN_ON' | 'TURN_OFF' | 'SET_TEMPERATURE' | null;
}

/** Begins an operation; the one before comes back at its end, if it has one. */
export function begin(state: HeatPumpState, zone: Zone, wish: OperationWish): void {
  const isRenewal = zone.endAt !== null;
  disarm(zone);
  // Of a boost upon a boost the end returns to what was there before the first.
  if (!isRenewal) zone.previous = zone.operation;
  if (wish.mode === 'AUTO') beginAuto(state, zone, wish);
  else {
    const action: ZoneAction = wish.mode === 'OFF' ? 'OFF' : 'ON';
    zone.operation = { mode: wish.mode, setpointC: aimOf(state, zone, wish), action };
  }
  const endAt = wish.endAt ?? (wish.mode === 'BOOST' ? defaultEnd(state) : null);
  if (endAt !== null) arm(state, zone, endAt);
}

/** In AUTO: takes over what the schedule says now, unless an override still holds. */
export function followSchedule(state: HeatPumpState, zone: Zone): void {
  if (zone.operation.mode !== 'AUTO') return;
  const now = state.clock.now();
  const wasOverridden = zone.overriddenSlot !== null;
  if (zone.overriddenSlot === slotKey(zone.schedules, state.localTime, now)) return;
  zone.overriddenSlot = null;
  const slot = activeSlot(zone.schedules, state.localTime, now);
  if (slot === null) {
    const setpointC = restOf(state, zone, 'ON');
    if (wasOverridden) zone.operation = { mode: 'AUTO', setpointC, action: 'ON' };
    return;
  }
  const action: ZoneAction = slot.setting.action === 'TURN_OFF' ? 'OFF' : 'ON';
  const setpointC = slot.setting.setpointC ?? restOf(state, zone, action);
  zone.operation = { mode: 'AUTO', setpointC, action };
}

/** What a zone shows that was switched without a setpoint. */
function restOf(state: HeatPumpState, zone: Zone, action: ZoneAction): number | null {
  if (zone.type === 'WATER') return state.waterSetpointC;
  if (zone.type !== 'HEAT') return null;
  return action === 'ON' ? ON_C : OFF_C;
}

function beginAuto(state: HeatPumpState, zone: Zone, wish: OperationWish): void {
  zone.overriddenSlot = null;
  // Without a schedule AUTO goes on as it was; from OFF it begins to heat.
  const isOff = zone.operation.action === 'OFF';
  const startC = isOff ? restOf(state, zone, 'ON') : zone.operation.setpointC;
  zone.operation = { mode: 'AUTO', setpointC: startC, action: 'ON' };
  followSchedule(state, zone);
  if (wish.override === null && wish.setpointC === null) return;
  // An override holds until the schedule's next change-over, without a schedule until midnight.
  zone.overriddenSlot = slotKey(zone.schedules, state.localTime, state.clock.now());
  const action: ZoneAction = wish.override === 'TURN_OFF' ? 'OFF' : 'ON';
  const keptC = zone.operation.action === action ? zone.operation.setpointC : null;
  const setpointC = wish.setpointC ?? keptC ?? restOf(state, zone, action);
  zone.operation = { mode: 'AUTO', setpointC, action };
}

function aimOf(state: HeatPumpState, zone: Zone, wish: OperationWish): number | null {
  if (wish.setpointC !== null) return wish.setpointC;
  if (zone.type === 'AUX') return null;
  if (wish.mode !== 'BOOST') return restOf(state, zone, wish.mode === 'OFF' ? 'OFF' : 'ON');
  if (zone.type === 'WATER') return state.waterSetpointC;
  const aim = (zone.operation.setpointC ?? zone.range.min) + BOOST_ABOVE_C;
  return Math.min(aim, zone.range.max);
}

function defaultEnd(state: HeatPumpState): Date {
  return new Date(state.clock.now().getTime() + BOOST_DEFAULT_MS);
}

function arm(state: HeatPumpState, zone: Zone, endAt: Date): void {
  zone.endAt = endAt.toISOString();
  // The payload is unscaled; the window is divided as it is armed (lifecycle.md, "Windows").
  const deviceMs = endAt.getTime() - state.clock.now().getTime();
  zone.cancelEnd = state.clock.after(deviceMs, () => {
    const ended: Operation = zone.operation;
    zone.operation = zone.previous;
    zone.previous = ended;
    zone.endAt = null;
    zone.cancelEnd = null;
    followSchedule(state, zone);
    state.changed();
  });
}

function disarm(zone: Zone): void {
  zone.cancelEnd?.();
  zone.cancelEnd = null;
  zone.endAt = null;
}
