import { describe, expect, it } from 'vitest';
import {
  acceptedWatts,
  chargeVehicle,
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
