import { describe, expect, it } from 'vitest';
import { assumedFacts } from '../../../../src/adapters/ocpp/charger-memory.ts';
import { readLimitAmps } from '../../../../src/adapters/ocpp/v16/calls/get-composite-schedule.ts';
import { toFacts } from '../../../../src/adapters/ocpp/v16/calls/get-configuration.ts';
import {
  toProfileId,
  toStackLevel,
  toTxProfile,
} from '../../../../src/adapters/ocpp/v16/commands/charging-profiles.ts';

function factsOf(keys: Record<string, string>, isReadonly = true) {
  const entries = Object.entries(keys).map(([key, value]) => [key, { value, isReadonly }] as const);
  return toFacts(new Map(entries));
}

describe('facts from the configuration', () => {
  it('are assumed where nothing is said or readable', () => {
    expect(factsOf({})).toEqual(assumedFacts);
    expect(factsOf({ ChargeProfileMaxStackLevel: 'many', MaxCurrent: '0' })).toEqual(assumedFacts);
  });

  it.each([
    ['Current', 'A'],
    ['Power', 'W'],
    ['Current,Power', 'A'],
    ['A', 'A'],
    ['W', 'W'],
    ['nonsense', 'A'],
  ])('take the unit from %s', (allowed, unit) => {
    expect(factsOf({ ChargingScheduleAllowedChargingRateUnit: allowed }).rateUnit).toBe(unit);
  });

  it('take the phases from the rotation of the connector', () => {
    expect(factsOf({ ConnectorPhaseRotation: '0.RST,1.NotApplicable' }).phases).toBe(1);
    expect(factsOf({ ConnectorPhaseRotation: '0.NotApplicable, 1.RST' }).phases).toBe(3);
  });

  it('leave a sample interval alone that cannot be written', () => {
    expect(factsOf({ MeterValueSampleInterval: '60' }).sampleIntervalS).toBeNull();
    expect(factsOf({ MeterValueSampleInterval: '60' }, false).sampleIntervalS).toBe(60);
  });

  it('bound what a charger may claim', () => {
    expect(factsOf({ NumberOfConnectors: '4000' }).connectorCount).toBe(8);
    expect(factsOf({ MaxChargingCurrent: '16' }).maxAmps).toBe(16);
    expect(factsOf({ MaxChargingCurrent: '4000' }).maxAmps).toBe(32);
  });
});

describe('our profiles', () => {
  it.each([
    [8, { guard: 0, plan: 4, boost: 8 }],
    [1, { guard: 0, plan: 0, boost: 1 }],
    [0, { guard: 0, plan: 0, boost: 0 }],
  ])('keep their order within a stack of %i', (max, levels) => {
    for (const purpose of ['guard', 'plan', 'boost'] as const) {
      expect(toStackLevel(purpose, max)).toBe(levels[purpose]);
    }
  });

  it('have an id of their own for each connector and purpose', () => {
    const purposes = ['guard', 'plan', 'boost'] as const;
    const ids = [1, 2, 64].flatMap((connector) => purposes.map((p) => toProfileId(connector, p)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are in watts for a charger that only takes watts', () => {
    const profile = toTxProfile({
      connectorId: 1,
      sessionId: 5,
      purpose: 'boost',
      limitAmps: 32,
      facts: { ...assumedFacts, rateUnit: 'W', phases: 1 },
      nowMs: 0,
    });
    expect(profile.csChargingProfiles.chargingSchedule).toMatchObject({
      chargingRateUnit: 'W',
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 7_360 }],
    });
  });
});

describe('the composite schedule', () => {
  const schedule = (chargingRateUnit: string, limit: number, numberPhases?: number) => ({
    chargingSchedule: {
      chargingRateUnit,
      chargingSchedulePeriod: [
        { startPeriod: 30, limit: 1 },
        { startPeriod: 0, limit, ...(numberPhases ? { numberPhases } : {}) },
      ],
    },
  });

  it.each([
    ['amperes', schedule('A', 16), 16],
    ['watts by its phases', schedule('W', 7_360, 1), 32],
    ['watts by the known phases', schedule('W', 11_040), 16],
    ['nothing', {}, null],
  ])('shows the present limit in %s', (_what, payload, amps) => {
    expect(readLimitAmps(payload, assumedFacts)).toBe(amps);
  });
});
