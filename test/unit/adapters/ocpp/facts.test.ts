import { describe, expect, it } from 'vitest';
import { assumedFacts } from '../../../../src/adapters/ocpp/charger-memory.ts';
import { toFacts } from '../../../../src/adapters/ocpp/v16/calls/get-configuration.ts';

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
    expect(factsOf({ ConnectorPhaseRotation: '1.Unknown' }).phases).toBeNull();
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
