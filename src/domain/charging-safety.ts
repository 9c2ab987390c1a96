import { isSwitch } from './charging-switches.ts';
import type { Command } from './command.ts';
import { leastAmps } from './commands/charging-schedule.ts';
import { type DeviceView, minutes, type Refusal, seconds } from './commands/spec.ts';
import type { TransactionId } from './transaction.ts';

/** Two switches of ours at one charger are so far apart (safety.md, "EV current"), ms. */
export const switchGapMs = seconds(60);
/** And there are no more than this in an hour. */
export const switchesPerHourMax = 10;
/** No forced charge or discharge of a battery ends later than this from now, ms. */
export const forcedMaxMs = minutes(24 * 60);

const hourMs = minutes(60);

/** A vehicle is given nothing, or 6 A and more, and never more than its charger can carry. */
export function keepCurrentInRange(command: Command, view: DeviceView): Refusal | null {
  if (command.kind !== 'set_charging_schedule') return null;
  const maxAmps = view.description?.charger?.maxAmps ?? Number.POSITIVE_INFINITY;
  for (const { limitAmps: actual } of command.params.periods) {
    if (actual > 0 && actual < leastAmps) {
      const detail = `a vehicle takes nothing or at least ${leastAmps} A`;
      return { code: 'current_too_low', detail, limit: leastAmps, actual };
    }
    if (actual > maxAmps) {
      const detail = `the charger carries ${maxAmps} A at most`;
      return { code: 'current_too_high', detail, limit: maxAmps, actual };
    }
  }
  return null;
}

/**
 * Contactors are not worn out by our plans. Binds what the gateway makes; what an owner asks for is
 * a command of another kind, and passes. `transactionId`: its own, if it was accepted: an earlier
 * attempt of it may be counted already.
 */
export function spareContactor(
  command: Command,
  view: DeviceView,
  transactionId: TransactionId | null,
): Refusal | null {
  if (!isSwitch(command, view)) return null;
  const { nowMs, windowMs, settings } = view;
  const others = settings.switches.filter((one) => one.transactionId !== transactionId);
  const earlier = others.map(({ atMs }) => atMs);
  const freeAtMs = (earlier.at(-1) ?? Number.NEGATIVE_INFINITY) + windowMs(switchGapMs);
  if (freeAtMs > nowMs) {
    const detail = 'charging was switched a moment ago';
    return { code: 'switched_too_soon', detail, earliestAtMs: freeAtMs };
  }
  const inHour = earlier.filter((atMs) => atMs > nowMs - windowMs(hourMs));
  const [first] = inHour.slice(-switchesPerHourMax);
  if (first === undefined || inHour.length < switchesPerHourMax) return null;
  const detail = `charging was switched ${inHour.length} times within an hour`;
  const earliestAtMs = first + windowMs(hourMs);
  const [limit, actual] = [switchesPerHourMax, inHour.length];
  return { code: 'switched_too_often', detail, limit, actual, earliestAtMs };
}

/** An order to charge or discharge lapses by itself, also when nobody is there to end it. */
export function endForcedWindows(command: Command, { nowMs }: DeviceView): Refusal | null {
  if (command.kind !== 'set_windows') return null;
  const latestMs = Math.max(...command.params.windows.map(({ endAt }) => Date.parse(endAt)));
  if (latestMs - nowMs <= forcedMaxMs) return null;
  const detail = 'a forced charge or discharge must end within 24 hours';
  return { code: 'window_too_long', detail, limit: 24, actual: (latestMs - nowMs) / hourMs };
}
