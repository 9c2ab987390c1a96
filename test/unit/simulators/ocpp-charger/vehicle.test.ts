import { describe, expect, it } from 'vitest';
import {
  acceptedWatts,
  chargeVehicle,
  drawnWatts,
  isFull,
  makeVehicle,
} from '../../../../simulators/ocpp-charger/hardware/vehicle.ts';

describe('charging curve', () => {
  it.each([
    { socPercent: 0, watts: 11_000 },
    { socPercent: 40, watts: 11_000 },
    { socPercent: 80, watts: 11_000 },
    { socPercent: 90, watts: 6_050 },
    { socPercent: 99, watts: 1_595 },
    { socPercent: 100, watts: 0 },
  ])('takes $watts W at $socPercent %', ({ socPercent, watts }) => {
    expect(acceptedWatts(makeVehicle({ socPercent }))).toBeCloseTo(watts, 6);
  });

  it('never takes more at a higher state of charge', () => {
    const powers = Array.from({ length: 101 }, (_, socPercent) =>
      acceptedWatts(makeVehicle({ socPercent })),
    );
    expect(powers).toEqual(powers.toSorted((a, b) => b - a));
  });

  it.each([
    { socPercent: 0, watts: 50_000 },
    { socPercent: 10, watts: 50_000 },
    { socPercent: 30, watts: 40_000 },
    { socPercent: 50, watts: 30_000 },
    { socPercent: 75, watts: 17_500 },
    { socPercent: 99, watts: 5_500 },
  ])('follows the points of its own curve: $watts W at $socPercent %', ({ socPercent, watts }) => {
    const vehicle = makeVehicle({
      socPercent,
      curve: [
        { socPercent: 10, powerWatts: 50_000 },
        { socPercent: 50, powerWatts: 30_000 },
        { socPercent: 100, powerWatts: 5_000 },
      ],
    });
    expect(acceptedWatts(vehicle)).toBeCloseTo(watts, 6);
  });

  it('is as flat as its only point', () => {
    const curve = [{ socPercent: 50, powerWatts: 7_000 }] as const;
    for (const socPercent of [0, 50, 99]) {
      expect(acceptedWatts(makeVehicle({ socPercent, curve: [...curve] }))).toBe(7_000);
    }
  });

  it.each([
    [{ amps: 16, watts: 11_040 }, {}, 11_000],
    [{ amps: 10, watts: 6_900 }, {}, 6_900],
    [{ amps: 6, watts: 1_380 }, {}, 1_380],
    [{ amps: 5.9, watts: 1_357 }, {}, 0],
    [{ amps: 9, watts: 6_210 }, { minAmps: 10 }, 0],
    [{ amps: 16, watts: 11_040 }, { isAsleep: true }, 0],
    [{ amps: 16, watts: 11_040 }, { isReady: false }, 0],
  ])('draws of %j, if it is %j, %d W', (offer, traits, watts) => {
    expect(drawnWatts(makeVehicle(traits), offer)).toBe(watts);
  });

  it('takes nothing while the vehicle keeps its contactor open', () => {
    expect(acceptedWatts(makeVehicle({ isReady: false }))).toBe(0);
  });

  it('takes nothing at its target', () => {
    expect(acceptedWatts(makeVehicle({ socPercent: 60, targetSocPercent: 60 }))).toBe(0);
  });
});

describe('battery', () => {
  it('fills in proportion to its size', () => {
    const vehicle = makeVehicle({ batteryWh: 50_000, socPercent: 40 });
    expect(chargeVehicle(vehicle, 5_000).socPercent).toBeCloseTo(50, 9);
  });

  it('stops at its target, even within one step', () => {
    const vehicle = chargeVehicle(makeVehicle({ socPercent: 59, targetSocPercent: 60 }), 50_000);
    expect(vehicle.socPercent).toBe(60);
    expect(isFull(vehicle)).toBe(true);
  });

  it('does not lose charge when it came above its target', () => {
    const vehicle = makeVehicle({ socPercent: 90, targetSocPercent: 80 });
    expect(chargeVehicle(vehicle, 0).socPercent).toBe(90);
  });
});
