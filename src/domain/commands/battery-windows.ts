import { type Static, Type } from 'typebox';
import type { BatteryReport } from '../reports.ts';
import { judgeEquality, matches } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { type CommandSpec, type DeviceView, type InputFault, minutes, seconds } from './spec.ts';

const schema = Type.Object(
  {
    windows: Type.Array(
      Type.Object(
        {
          startAt: Type.String({ format: 'date-time' }),
          endAt: Type.String({ format: 'date-time' }),
          direction: Type.Union([Type.Literal('charge'), Type.Literal('discharge')]),
          powerW: Type.Integer({ minimum: 1, maximum: 100_000 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 24 },
    ),
  },
  { additionalProperties: false },
);

/** The parameters of {@link setWindows}. */
export type BatteryWindowsParams = Static<typeof schema>;

/** No forced charge or discharge is longer than this, nor ends later (safety.md, "Battery"). */
const windowMaxMs = 24 * 60 * 60_000;
/** The device's clock and ours may differ so much. */
const toleranceMs = 1_000;

/** When a home battery is to charge or discharge, each with an end (mqtt.md `set_windows`). */
export const setWindows: CommandSpec<'set_windows', BatteryWindowsParams> = {
  kind: 'set_windows',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(60), evidenceWindowMs: seconds(60) }),
  classes: ['battery'],
  supersedeKey: () => 'set_windows',
  aspects: ['battery'],
  replans: true,
  faults: (params, view) => toFaults(params, view),
  refuse: () => null,
  judge: ({ windows }, input) =>
    judgeEquality(input, 'battery', (value) => {
      const shown = (value as BatteryReport).windows;
      // A window lapses by itself: what is over by the report need not be in it any more.
      const reportedAtMs = input.reports.battery?.receivedAtMs ?? input.sentAtMs;
      const wanted = toLasting(windows, reportedAtMs);
      const isWanted = (each: Windows) => isSame(wanted, toLasting(each, reportedAtMs));
      return { wanted, shown, equal: matches(shown, isWanted) };
    }),
};

function toFaults({ windows }: BatteryWindowsParams, view: DeviceView): readonly InputFault[] {
  const faults: InputFault[] = [];
  const battery = view.description?.battery;
  let freeFromMs = Number.NEGATIVE_INFINITY;
  windows.forEach(({ startAt, endAt, direction, powerW }, index) => {
    const fault = (name: string, message: string) =>
      faults.push({ code: 'out_of_range', path: ['windows', String(index), name], message });
    const [startMs, endMs] = [Date.parse(startAt), Date.parse(endAt)];
    if (endMs <= startMs) fault('endAt', 'must be after startAt');
    if (endMs <= view.nowMs) fault('endAt', 'must be in the future');
    if (endMs - view.nowMs > windowMaxMs || endMs - startMs > windowMaxMs) {
      fault('endAt', 'must be at most 24 hours ahead, and after startAt');
    }
    if (startMs < freeFromMs) fault('startAt', 'must not be before the end of the one before');
    freeFromMs = endMs;
    const maxW = direction === 'charge' ? battery?.maxChargeW : battery?.maxDischargeW;
    if (maxW !== undefined && powerW > maxW) fault('powerW', `must be at most ${maxW} W`);
  });
  return faults;
}

type Windows = NonNullable<BatteryReport['windows']>;

function toLasting(windows: Windows, atMs: number): Windows {
  return windows.filter(({ endAt }) => Date.parse(endAt) > atMs);
}

function isSame(wanted: Windows, shown: Windows): boolean {
  if (wanted.length !== shown.length) return false;
  return wanted.every((window, index) => {
    const other = shown[index];
    return (
      other?.direction === window.direction &&
      other.powerW === window.powerW &&
      Math.abs(Date.parse(other.startAt) - Date.parse(window.startAt)) <= toleranceMs &&
      Math.abs(Date.parse(other.endAt) - Date.parse(window.endAt)) <= toleranceMs
    );
  });
}
