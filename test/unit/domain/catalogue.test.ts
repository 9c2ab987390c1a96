import { describe, expect, it } from 'vitest';
import {
  batteryWhOf,
  checkVariants,
  findChargePoint,
  findVehicle,
  toVariants,
} from '../../../src/domain/catalogue/catalogue.ts';
import { chargePointModels } from '../../../src/domain/catalogue/charge-points.ts';
import { vehicleModels } from '../../../src/domain/catalogue/vehicles.ts';

describe('the catalogue', () => {
  it('gives no id twice, over vehicles and charge points', () => {
    const ids = [...vehicleModels, ...chargePointModels].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names no model twice', () => {
    const names = [...vehicleModels, ...chargePointModels].map((one) => `${one.make} ${one.model}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('states what a vehicle and a charge point can physically be', () => {
    for (const { model, batteryKwh, maxAcKw, phases } of vehicleModels) {
      expect(batteryKwh, model).toBeGreaterThan(10);
      expect(batteryKwh, model).toBeLessThan(150);
      // 32 A and 230 V on each phase are the most that a house or a cable gives.
      expect(maxAcKw, model).toBeLessThanOrEqual(phases * 7.4);
    }
    for (const { model, powerKw, phases } of chargePointModels) {
      expect(powerKw, model).toBeLessThanOrEqual(phases * 7.4);
    }
  });

  it('finds by id, and nothing by another', () => {
    expect(findVehicle('22')).toMatchObject({ make: 'Nissan', model: 'Leaf 40 kWh' });
    expect(findChargePoint('1018')).toMatchObject({ make: 'myenergi', phases: 1 });
    expect([findVehicle('1018'), findVehicle(null), findChargePoint('22')]).toEqual([
      ...[null, null, null],
    ]);
  });

  it('knows what a battery holds, Wh', () => {
    expect([batteryWhOf('22'), batteryWhOf('no'), batteryWhOf(undefined)]).toEqual([
      ...[39_000, null, null],
    ]);
  });
});

describe('the variants that a registration names', () => {
  it.each([
    [[], null],
    [['22'], { vehicleId: '22', chargePointId: null }],
    [['1018', '22'], { vehicleId: '22', chargePointId: '1018' }],
    [['22', '23'], 'unknown'],
    [['22', 'nope'], 'unknown'],
  ])('of %j are %j', (ids, expected) => {
    expect(toVariants(ids)).toEqual(expected);
  });

  it('are unknown where the id of a vehicle stands for a charge point', () => {
    expect(checkVariants({ vehicleId: '1018', chargePointId: null })).toBe('unknown');
    expect(checkVariants({ vehicleId: '22', chargePointId: '23' })).toBe('unknown');
    const named = { vehicleId: '22', chargePointId: '1018' };
    expect(checkVariants(named)).toEqual(named);
  });
});
