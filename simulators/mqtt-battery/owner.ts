import type { ActionResult } from '../lib/device.ts';
import { isRefusal } from '../lib/mqtt/request.ts';
import { follow } from './charge-model.ts';
import { setReserve } from './commands/set-reserve.ts';
import type { BatteryState } from './state.ts';

/** How many fault codes it tells at most. */
const FAULTS_MAX = 16;

/**
 * The owner at the device: any of `{minSocPercent, maxSocPercent, hold}`. With `hold: true`
 * commands are refused until `hold: false`; an empty body holds it.
 */
export function overrideLocally(
  state: BatteryState,
  body: Readonly<Record<string, unknown>>,
): ActionResult {
  const wish = Object.keys(body).length === 0 ? { hold: true } : body;
  const { hold, ...reserve } = wish as Record<string, unknown>;
  if (hold !== undefined && typeof hold !== 'boolean') {
    return { ok: false, status: 400, message: 'hold must be true or false' };
  }
  if (Object.keys(reserve).length > 0) {
    const judged = setReserve.plan(state, { minSocPercent: state.minSocPercent, ...reserve });
    if (isRefusal(judged)) return { ok: false, status: 400, message: judged.detail };
    judged.apply();
  }
  state.isHeld = hold ?? state.isHeld;
  return { ok: true, result: wish };
}

/** Faults add up, null clears them all; with one the inverter rests. */
export function setFault(state: BatteryState, code: string | null): ActionResult {
  const before = code === null ? [] : state.faultCodes.filter((one) => one !== code);
  state.faultCodes = code === null ? [] : [...before, code].slice(-FAULTS_MAX);
  follow(state);
  return { ok: true, result: { faultCodes: state.faultCodes } };
}
