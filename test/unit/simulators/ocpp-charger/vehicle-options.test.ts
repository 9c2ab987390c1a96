import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import {
  addVehicleOptions,
  type VehicleArguments,
  vehicleOf,
} from '../../../../simulators/ocpp-charger/vehicle-options.ts';

function parse(line: string) {
  const command = addVehicleOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  command.parse(line === '' ? [] : line.split(' '), { from: 'user' });
  return vehicleOf(command.opts<VehicleArguments>());
}

describe('options of a vehicle', () => {
  it('make the usual one that is in no place when none is given', () => {
    expect(parse('')).toEqual({
      vehicle: {
        ...{ socPercent: 40, targetSocPercent: 100, batteryWh: 60_000, phases: 3, minAmps: 6 },
        isReady: true,
      },
      location: undefined,
    });
  });

  it('change whatever they name', () => {
    const line =
      '--soc 12.5 --target-soc 80 --battery-kwh 77 --vehicle-phases 1 --min-amps 8 --no-ready ' +
      '--sleeps-after 90 --curve 0:50,60:40.5,100:5 --location 51.5,-0.12';
    expect(parse(line)).toEqual({
      vehicle: {
        ...{ socPercent: 12.5, targetSocPercent: 80, batteryWh: 77_000, phases: 1, minAmps: 8 },
        ...{ isReady: false, sleepsAfterMs: 90_000 },
        curve: [
          { socPercent: 0, powerWatts: 50_000 },
          { socPercent: 60, powerWatts: 40_500 },
          { socPercent: 100, powerWatts: 5_000 },
        ],
      },
      location: { latitude: 51.5, longitude: -0.12 },
    });
  });

  it('know a vehicle that cannot tell where it is, and one that never says', () => {
    expect(parse('--location unknown').location).toEqual({ latitude: null, longitude: null });
    expect(parse('--location none').location).toBeUndefined();
  });

  it.each([
    '--soc 101',
    '--target-soc full',
    '--battery-kwh 0',
    '--vehicle-phases 2',
    '--min-amps 5',
    '--sleeps-after -1',
    '--curve 50',
    '--curve 50:7,50:6',
    '--curve 0:7:1',
    '--curve 0:-7',
    '--location 51.5',
    '--location 91,0',
    '--location ,',
    '--location here',
  ])('do not take %s', (line) => {
    expect(() => parse(line)).toThrow(/argument .* is invalid/);
  });
});
