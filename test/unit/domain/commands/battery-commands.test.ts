import { describe, expect, it } from 'vitest';
import { type Command, specOf } from '../../../../src/domain/command.ts';
import { setReserve } from '../../../../src/domain/commands/battery-reserve.ts';
import { setWindows } from '../../../../src/domain/commands/battery-windows.ts';
import type { BatteryReport } from '../../../../src/domain/reports.ts';
import { makeDescription, makeReport, makeReports, makeView } from '../../../support/builders.ts';
import { fakeStartMs } from '../../../support/fake-clock.ts';

const at = (minutes: number) => new Date(fakeStartMs + minutes * 60_000).toISOString();
const window = (from: number, to: number, more: object = {}) => ({
  startAt: at(from),
  endAt: at(to),
  direction: 'charge' as const,
  powerW: 2_000,
  ...more,
});
const battery = { capacityKwh: 10, maxChargeW: 3_000, maxDischargeW: 2_500 };
const view = makeView({ description: makeDescription({ class: 'battery', battery }) });
const faultsOf = (...windows: ReturnType<typeof window>[]) =>
  setWindows.faults({ windows }, view).map(({ path }) => path.join('.'));

describe('windows of a battery', () => {
  it('are taken up to a day ahead, back to back, and at the power that it has', () => {
    expect(faultsOf()).toEqual([]);
    expect(faultsOf(window(-30, 60), window(60, 24 * 60))).toEqual([]);
    expect(faultsOf(window(0, 60, { powerW: 3_000 }))).toEqual([]);
  });

  it.each([
    ['that end before they begin', [window(60, 30)], 'windows.0.endAt'],
    ['that are over', [window(-60, 0)], 'windows.0.endAt'],
    ['that end over a day from now', [window(60, 24 * 60 + 1)], 'windows.0.endAt'],
    ['that last over a day', [window(-60, 24 * 60 - 1)], 'windows.0.endAt'],
    ['that overlap', [window(0, 60), window(59, 120)], 'windows.1.startAt'],
    ['that are out of order', [window(60, 120), window(0, 30)], 'windows.1.startAt'],
    ['above its charging power', [window(0, 60, { powerW: 3_001 })], 'windows.0.powerW'],
    [
      'above its discharging power',
      [window(0, 60, { powerW: 2_501, direction: 'discharge' })],
      'windows.0.powerW',
    ],
  ])('%s are a fault', (_what, windows, path) => {
    expect(faultsOf(...windows)).toEqual([path]);
  });

  const judge = (wanted: object[], shown: object[] | undefined, receivedAtMs = fakeStartMs + 1) =>
    setWindows.judge(
      { windows: wanted as ReturnType<typeof window>[] },
      {
        transactionId: 'tx',
        reports: {
          battery: makeReport({ windows: shown } as BatteryReport, { receivedAtMs }),
        },
        marks: {},
        sentAtMs: fakeStartMs,
      },
    ).kind;

  it('are proved by the same windows, in whatever zone they are written', () => {
    const inParis = { startAt: at(0).replace('Z', '+00:00') };
    expect(judge([window(0, 60)], [window(0, 60, inParis)])).toBe('proved');
    expect(judge([], [])).toBe('proved');
  });

  it.each([
    ['none', []],
    ['another power', [window(0, 60, { powerW: 1_999 })]],
    ['another direction', [window(0, 60, { direction: 'discharge' })]],
    ['another end', [window(0, 61)]],
    ['one more', [window(0, 60), window(60, 120)]],
  ])('are contradicted by %s', (_what, shown) => {
    expect(judge([window(0, 60)], shown)).toBe('contrary');
  });

  it('need not be shown once they are over', () => {
    const later = fakeStartMs + 61 * 60_000;
    expect(judge([window(0, 60), window(60, 120)], [window(60, 120)], later)).toBe('proved');
    expect(judge([window(0, 60)], [window(0, 60)], later)).toBe('proved');
  });

  it('are open while the battery does not say which it has', () => {
    expect(judge([window(0, 60)], undefined)).toBe('none');
  });
});

describe.each([
  ['suspend', true],
  ['resume', false],
] as const)('%s of a battery', (kind, isSuspended) => {
  const command = { kind, params: {} } as Command;
  const judge = (value: BatteryReport) =>
    specOf(command).judge(command.params, {
      transactionId: 'tx',
      reports: makeReports({ battery: value }),
      marks: {},
      sentAtMs: fakeStartMs,
    }).kind;

  it('is proved by what it reports, and by nothing else', () => {
    expect(judge({ suspended: isSuspended })).toBe('proved');
    expect(judge({ suspended: !isSuspended })).toBe('contrary');
    expect(judge({ mode: 'idle' })).toBe('none');
  });
});

describe('the reserve of a battery', () => {
  const shown = makeReports({ battery: { reserve: { minSocPercent: 20, maxSocPercent: 90 } } });
  const faultsAt = (minSocPercent: number, maxSocPercent?: number, reports = shown) =>
    setReserve
      .faults({ minSocPercent, ...(maxSocPercent && { maxSocPercent }) }, { ...view, reports })
      .map(({ message }) => message);

  it.each([
    [90, undefined, []],
    [95, undefined, ['the reserve of 95 % is above the ceiling of 90 %']],
    [95, 100, []],
    [85, 80, ['the reserve of 85 % is above the ceiling of 80 %']],
  ])('of %i with a ceiling of %s is at most that, or the one that it has', (min, max, faults) => {
    expect(faultsAt(min, max)).toEqual(faults);
  });

  it('is any where nobody knows a ceiling', () => {
    expect(faultsAt(95, undefined, {})).toEqual([]);
  });
});
