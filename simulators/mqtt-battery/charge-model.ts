import { type BatteryState, EFFICIENCY } from './state.ts';

const HOUR_MS = 3_600_000;
/** Inverters do not follow smaller differences. */
const DEAD_BAND_W = 50;
/** Physics in steps no longer than this, so that edges hold at any speed of the clock. */
const STEP_MAX_MS = 10_000;

/** The power that the battery takes at a moment of device time; above 0 charges. */
export function decidePower(state: BatteryState, elapsedMs: number): number {
  if (state.faultCodes.length > 0) return 0;
  const window = state.windows.find(
    ({ startMs, endMs }) => startMs <= elapsedMs && elapsedMs < endMs,
  );
  // Suspended it does what it did before anybody controlled it: it serves the house.
  if (window === undefined || state.isSuspended) return withinReserve(state, -state.houseW);
  return withinReserve(state, window.direction === 'charge' ? window.powerW : -window.powerW);
}

/** The power follows at once what was decided about it. */
export function follow(state: BatteryState): void {
  const elapsedMs = state.clock.elapsedMs();
  state.houseW = houseAt(elapsedMs);
  state.powerW = decidePower(state, elapsedMs);
}

/** Advances house, power, charge and counters by device time, which ends now. */
export function stepBattery(state: BatteryState, deviceMs: number): void {
  let atMs = state.clock.elapsedMs() - deviceMs;
  for (let leftMs = deviceMs; leftMs > 0; leftMs -= STEP_MAX_MS) {
    const stepMs = Math.min(leftMs, STEP_MAX_MS);
    atMs += stepMs;
    state.houseW = houseAt(atMs);
    state.powerW = decidePower(state, atMs);
    move(state, stepMs);
  }
  // The last step may have reached the reserve or the ceiling.
  state.powerW = withinReserve(state, state.powerW);
}

function move(state: BatteryState, stepMs: number): void {
  const kwh = (Math.abs(state.powerW) / 1_000) * (stepMs / HOUR_MS);
  const sharePercent = (kwh / state.setup.capacityKwh) * 100;
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
  const { maxChargeW, maxDischargeW } = state.setup;
  const powerW = Math.round(Math.min(Math.max(wishW, -maxDischargeW), maxChargeW));
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
