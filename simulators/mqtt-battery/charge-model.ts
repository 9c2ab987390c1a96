import {
  type BatteryState,
  CAPACITY_KWH,
  EFFICIENCY,
  MAX_CHARGE_W,
  MAX_DISCHARGE_W,
} from './state.ts';

const HOUR_MS = 3_600_000;
/** Inverters do not follow smaller differences. */
const DEAD_BAND_W = 50;

/** The power that the battery takes now; above 0 charges. */
export function decidePower(state: BatteryState, elapsedMs: number): number {
  if (state.isSuspended) return 0;
  const window = state.windows.find(
    ({ startMs, endMs }) => startMs <= elapsedMs && elapsedMs < endMs,
  );
  if (window === undefined) return withinReserve(state, -state.houseW);
  return withinReserve(state, window.direction === 'charge' ? window.powerW : -window.powerW);
}

/** Advances house, power, charge and counters by device time. */
export function stepBattery(state: BatteryState, deviceMs: number): void {
  const elapsedMs = state.clock.elapsedMs();
  state.houseW = houseAt(elapsedMs);
  state.powerW = decidePower(state, elapsedMs);
  const kwh = (Math.abs(state.powerW) / 1_000) * (deviceMs / HOUR_MS);
  const sharePercent = (kwh / CAPACITY_KWH) * 100;
  if (state.powerW > 0) {
    state.chargedKwh += kwh;
    const socPercent = state.socPercent + sharePercent * EFFICIENCY;
    state.socPercent = Math.min(socPercent, Math.max(state.maxSocPercent, state.socPercent));
  } else if (state.powerW < 0) {
    state.dischargedKwh += kwh;
    const socPercent = state.socPercent - sharePercent;
    state.socPercent = Math.max(socPercent, Math.min(state.minSocPercent, state.socPercent));
  }
}

/** Never charges above the ceiling, never discharges below the reserve. */
function withinReserve(state: BatteryState, wishW: number): number {
  const powerW = Math.round(Math.min(Math.max(wishW, -MAX_DISCHARGE_W), MAX_CHARGE_W));
  if (Math.abs(powerW) < DEAD_BAND_W) return 0;
  if (powerW > 0 && state.socPercent >= state.maxSocPercent) return 0;
  if (powerW < 0 && state.socPercent <= state.minSocPercent) return 0;
  return powerW;
}

/** A house that draws 450 W, with a roof that gives up to 3 kW for half of the day. */
function houseAt(elapsedMs: number): number {
  const sun = Math.sin((elapsedMs / HOUR_MS / 24) * 2 * Math.PI);
  return 450 - Math.max(sun, 0) * 3_000;
}
