import { describe, expect, it } from 'vitest';
import type { SampledValue } from '../../../../src/adapters/ocpp/v16/actions.ts';
import { parseMeterValues } from '../../../../src/adapters/ocpp/v16/meter-values.ts';

const at = '2026-11-23T10:00:00Z';
const atMs = Date.parse(at);

function powerOf(...sampledValue: SampledValue[]): number | null | undefined {
  return parseMeterValues([{ timestamp: at, sampledValue }], null)?.powerW;
}

const power = 'Power.Active.Import';
const current = 'Current.Import';

describe('power from MeterValues', () => {
  it.each<[string, SampledValue[], number | null]>([
    ['watts', [{ value: '7360', measurand: power, unit: 'W' }], 7_360],
    ['watts without a unit', [{ value: '7360.5', measurand: power }], 7_360.5],
    ['kilowatts', [{ value: '7.36', measurand: power, unit: 'kW' }], 7_360],
    ['zero', [{ value: '0', measurand: power }], 0],
    [
      'the whole before its phases',
      [
        { value: '9000', measurand: power },
        { value: '1', measurand: power, phase: 'L1' },
      ],
      9_000,
    ],
    [
      'the sum of its phases',
      [
        { value: '1000', measurand: power, phase: 'L1' },
        { value: '1.5', measurand: power, phase: 'L2-N', unit: 'kW' },
        { value: '500', measurand: power, phase: 'L3' },
      ],
      3_000,
    ],
    [
      'currents times voltages',
      [
        { value: '10', measurand: current, phase: 'L1' },
        { value: '10', measurand: current, phase: 'L2' },
        { value: '0.1', measurand: current, phase: 'N' },
        { value: '220', measurand: 'Voltage', phase: 'L1-N' },
        { value: '240', measurand: 'Voltage', phase: 'L2' },
      ],
      4_600,
    ],
    ['one current at the nominal voltage', [{ value: '16', measurand: current }], 3_680],
    ['nothing but state of charge', [{ value: '55', measurand: 'SoC' }], null],
    ['a number that is none', [{ value: 'n/a', measurand: power }], null],
    ['an empty value', [{ value: ' ', measurand: power }], null],
    ['signed data', [{ value: 'AAECAw==', measurand: power, format: 'SignedData' }], null],
    [
      'the outlet rather than the inlet',
      [
        { value: '9000', measurand: power, location: 'Inlet' },
        { value: '2000', measurand: power, location: 'Outlet' },
      ],
      2_000,
    ],
  ])('is read from %s', (_what, values, watts) => {
    if (watts === null) expect(powerOf(...values) ?? null).toBeNull();
    else expect(powerOf(...values)).toBeCloseTo(watts);
  });

  it('is derived from the energy register, whose measurand is the default', () => {
    const before = { energyWh: 1_000, atMs: atMs - 60_000 };
    const sampledValue = [{ value: '1.123', unit: 'kWh' }];
    const reading = parseMeterValues([{ timestamp: at, sampledValue }], before);
    expect(reading).toMatchObject({ atMs, energyWh: 1_123 });
    expect(reading?.powerW).toBeCloseTo(7_380);
  });

  it.each([
    ['too close', 1_000, 500],
    ['too far apart', 1_000, 3_600_000],
    ['running backwards', 2_000, 60_000],
    ['of another register: no charger gives so much', 1_100 - 6_700, 60_000],
  ])('is not derived from readings that are %s', (_what, energyWh, agoMs) => {
    const before = { energyWh, atMs: atMs - agoMs };
    const sampledValue = [{ value: '1100' }];
    expect(parseMeterValues([{ timestamp: at, sampledValue }], before)?.powerW).toBeNull();
  });

  it('is not derived from a reading that is older than what is looked for', () => {
    const before = { energyWh: 1_000, atMs: atMs - 60_000, isBefore: true } as const;
    const sampledValue = [{ value: '1100' }];
    expect(parseMeterValues([{ timestamp: at, sampledValue }], before)).toMatchObject({
      ...{ powerW: null, energyWh: 1_100 },
    });
  });
});

describe('a sample that no charger can have measured', () => {
  it.each<[string, SampledValue]>([
    ['power without end', { value: '1e308', measurand: power }],
    ['more power than any charger gives', { value: '400.1', measurand: power, unit: 'kW' }],
    ['power that flows back', { value: '-1', measurand: power }],
    ['a current without end', { value: '1e300', measurand: current }],
    ['a register without end', { value: '1e308', unit: 'kWh' }],
    ['more than full', { value: '101', measurand: 'SoC', unit: 'Percent' }],
  ])('counts as none: %s', (_what, sampled) => {
    expect(parseMeterValues([{ timestamp: at, sampledValue: [sampled] }], null)).toMatchObject({
      ...{ powerW: null, energyWh: null, socPercent: null, implausible: 1 },
    });
  });

  it('leaves what was measured beside it', () => {
    const sampledValue = [
      { value: '16', measurand: current },
      { value: '1e308', measurand: power },
    ];
    const reading = parseMeterValues([{ timestamp: at, sampledValue }], null);
    expect(reading).toMatchObject({ powerW: 3_680, implausible: 1 });
  });

  it('takes phases for none that are too much together only', () => {
    const phases = ['L1', 'L2'] as const;
    const values = phases.map((phase) => ({ value: '300000', measurand: power, phase }));
    expect(powerOf(...values)).toBeNull();
  });
});

describe('a message', () => {
  it('counts with its newest sample, in whatever order they come', () => {
    const value = (timestamp: string, watts: string) => ({
      timestamp,
      sampledValue: [{ value: watts, measurand: power }],
    });
    const values = [value('2026-11-23T10:02:00Z', '3'), value(at, '1')];
    expect(parseMeterValues(values, null)).toMatchObject({ powerW: 3, atMs: atMs + 120_000 });
  });

  it('says nothing when it holds no sample', () => {
    expect(parseMeterValues([], null)).toBeNull();
    expect(parseMeterValues([{ timestamp: at, sampledValue: [] }], null)).toBeNull();
  });

  it('carries the state of charge', () => {
    const sampledValue = [
      { value: '55', measurand: 'SoC', unit: 'Percent', location: 'EV' },
      { value: '10', measurand: power },
    ];
    const reading = parseMeterValues([{ timestamp: at, sampledValue }], null);
    expect(reading).toMatchObject({ socPercent: 55, powerW: 10 });
  });
});
