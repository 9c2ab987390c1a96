import type { CommandBehaviour } from '../../lib/mqtt/behaviour.ts';
import { isOneOf, judgeNumber } from '../../lib/mqtt/params.ts';
import { outOfRange, parseMoment, type Refusal } from '../../lib/mqtt/request.ts';
import {
  type BatteryState,
  type BatteryWindow,
  MAX_CHARGE_W,
  MAX_DISCHARGE_W,
  SLOTS_MAX,
} from '../state.ts';

const DIRECTIONS = ['charge', 'discharge'] as const;

/** `set_windows {windows: [{startAt, endAt, direction, powerW}]}`: replaces all windows. */
export const setWindows: CommandBehaviour<BatteryState> = {
  aspect: 'battery',
  plan(state, params) {
    const { windows } = params;
    if (!Array.isArray(windows) || windows.length > SLOTS_MAX) {
      return outOfRange(`windows: must be a list of at most ${SLOTS_MAX}`);
    }
    const read = windows.map((window: unknown) => readWindow(state, window));
    const refusal = read.find((one) => 'code' in one);
    if (refusal !== undefined) return refusal as Refusal;
    return {
      apply() {
        state.windows = read as BatteryWindow[];
      },
    };
  },
};

function readWindow(state: BatteryState, value: unknown): BatteryWindow | Refusal {
  const { direction, powerW, ...times } = Object(value) as Record<string, unknown>;
  const startAt = parseMoment(times['startAt']);
  const endAt = parseMoment(times['endAt']);
  if (startAt === null || endAt === null) return outOfRange('startAt, endAt: must be times');
  if (endAt <= startAt) return outOfRange('endAt: not after startAt');
  if (!isOneOf(DIRECTIONS, direction)) {
    return outOfRange(`direction: must be one of ${DIRECTIONS.join(', ')}`);
  }
  const max = direction === 'charge' ? MAX_CHARGE_W : MAX_DISCHARGE_W;
  const refusal = judgeNumber('powerW', powerW, { min: 0, max });
  if (refusal !== null) return refusal;
  const { clock } = state;
  const toDeviceMs = (moment: Date) => clock.elapsedMs() + moment.getTime() - clock.now().getTime();
  return {
    startAt: startAt.toISOString(),
    endAt: endAt.toISOString(),
    direction,
    powerW: Number(powerW),
    startMs: toDeviceMs(startAt),
    endMs: toDeviceMs(endAt),
  };
}
