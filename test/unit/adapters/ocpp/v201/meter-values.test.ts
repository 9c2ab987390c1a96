import { describe, expect, it } from 'vitest';
import { parseMeterValues } from '../../../../../src/adapters/ocpp/v201/meter-values.ts';
import type { SampledValue } from '../../../../../src/adapters/ocpp/v201/types.ts';

const at = '2026-11-23T10:00:00Z';
const atMs = Date.parse(at);
const power = 'Power.Active.Import';
const current = 'Current.Import';

function read(...sampledValue: SampledValue[]) {
  return parseMeterValues([{ timestamp: at, sampledValue }], null);
}

describe('a sample of OCPP 2.x', () => {
  it.each<[string, SampledValue[], number | null]>([
    ['watts', [{ value: 7_360, measurand: power, unitOfMeasure: { unit: 'W' } }], 7_360],
    ['kilowatts', [{ value: 7.36, measurand: power, unitOfMeasure: { unit: 'kW' } }], 7_360],
    [
      'a multiplier',
      [{ value: 736, measurand: power, unitOfMeasure: { unit: 'W', multiplier: 1 } }],
      7_360,
    ],
    [
      'a negative multiplier',
      [{ value: 73_600, measurand: power, unitOfMeasure: { unit: 'W', multiplier: -1 } }],
      7_360,
    ],
    [
      'the sum of its phases',
      [
        { value: 1_000, measurand: power, phase: 'L1' },
        { value: 2_000, measurand: power, phase: 'L2' },
      ],
      3_000,
    ],
    [
      'currents times voltages',
      [
        { value: 16, measurand: current, phase: 'L1' },
        { value: 231, measurand: 'Voltage', phase: 'L1-N' },
      ],
      3_696,
    ],
    [
      'an absurd multiplier',
      [{ value: 1, measurand: power, unitOfMeasure: { multiplier: 99 } }],
      null,
    ],
    ['another measurand', [{ value: 1, measurand: 'Power.Offered' }], null],
  ])('reads power from %s', (_what, values, powerW) => {
    expect(read(...values)?.powerW ?? null).toBe(powerW);
  });

  it('is the register in watt-hours where it names neither measurand nor unit', () => {
    expect(read({ value: 1_234 })).toMatchObject({ atMs, energyWh: 1_234, powerW: null });
  });

  it('derives power from two readings of the register', () => {
    const before = { energyWh: 1_000, atMs: atMs - 60_000 };
    const now = [{ timestamp: at, sampledValue: [{ value: 1_120 }] }];
    expect(parseMeterValues(now, before)?.powerW).toBe(7_200);
  });

  it('reads the state of charge at the vehicle', () => {
    expect(read({ value: 55, measurand: 'SoC', location: 'EV' })).toMatchObject({ socPercent: 55 });
  });

  it('is none without a time', () => {
    expect(
      parseMeterValues([{ timestamp: 'soon', sampledValue: [{ value: 1 }] }], null),
    ).toBeNull();
  });
});
