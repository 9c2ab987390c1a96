import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { isOneOf, judgeNumber } from '../../lib/mqtt/params.ts';
import { isRefusal, outOfRange, parseMoment, type Refusal } from '../../lib/mqtt/request.ts';
import { type BatteryState, type BatteryWindow, SLOTS_MAX } from '../state.ts';
import { armWindows } from '../windows.ts';

const DIRECTIONS = ['charge', 'discharge'] as const;
/** safety.md, "Battery": no forced charge or discharge ends later than this. */
const AHEAD_MAX_MS = 24 * 3_600_000;
/** How far the other side's clock may be off (lifecycle.md, "Windows"). */
const SKEW_MS = 5_000;

/** `set_windows {windows: [{startAt, endAt, direction, powerW}]}`: replaces all windows. */
export const setWindows: CommandBehaviour<BatteryState> = {
  aspect: 'battery',
  plan(state, params) {
    const { windows: wanted } = params;
    if (!Array.isArray(wanted) || wanted.length > SLOTS_MAX) {
      return outOfRange(`windows: must be a list of at most ${SLOTS_MAX}`);
    }
    const windows: BatteryWindow[] = [];
    for (const each of wanted) {
      const read = readWindow(state, each);
      if (isRefusal(read)) return read;
      if (windows.some(({ startMs, endMs }) => startMs < read.endMs && read.startMs < endMs)) {
        return outOfRange(`windows: two overlap at ${read.startAt}`);
      }
      windows.push(read);
    }
    return { apply: () => armWindows(state, windows) };
  },
};

function readWindow(state: BatteryState, value: unknown): BatteryWindow | Refusal {
  const { direction, powerW, ...times } = Object(value) as Record<string, unknown>;
  const startAt = parseMoment(times['startAt']);
  const endAt = parseMoment(times['endAt']);
  if (startAt === null || endAt === null) return outOfRange('startAt, endAt: must be times');
  const { clock, setup } = state;
  const nowMs = clock.now().getTime();
  const toDeviceMs = (moment: Date) => clock.elapsedMs() + moment.getTime() - nowMs;
  if (endAt <= startAt) return outOfRange('endAt: not after startAt');
  const aheadMs = endAt.getTime() - Math.min(nowMs + SKEW_MS, startAt.getTime());
  if (aheadMs > AHEAD_MAX_MS) return outOfRange('endAt: over 24 hours ahead, or after startAt');
  if (!isOneOf(DIRECTIONS, direction)) {
    return outOfRange(`direction: must be one of ${DIRECTIONS.join(', ')}`);
  }
  const max = direction === 'charge' ? setup.maxChargeW : setup.maxDischargeW;
  const refusal = judgeNumber('powerW', powerW, { min: 1, max });
  if (refusal !== null) return refusal;
  return {
    startAt: startAt.toISOString(),
    endAt: endAt.toISOString(),
    direction,
    powerW: Number(powerW),
    startMs: toDeviceMs(startAt),
    endMs: toDeviceMs(endAt),
  };
}
