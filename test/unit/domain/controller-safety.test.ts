import { describe, expect, it } from 'vitest';
import { mayDo, type Role } from '../../../src/domain/caller.ts';
import { toCaution } from '../../../src/domain/caution.ts';
import { type Command, specOf } from '../../../src/domain/command.ts';
import { checkSafety } from '../../../src/domain/safety.ts';
import { makeCaller, makeDescription, makeView } from '../../support/builders.ts';

const schedules = (zone: string, ...setpointsC: (number | undefined)[]) =>
  ({
    kind: 'set_zone_schedules',
    params: {
      zone,
      schedules: [
        {
          days: '1111111',
          settings: setpointsC.map((setpointC, hour) => ({
            time: `0${hour}:00:00`,
            action: setpointC === undefined ? 'TURN_OFF' : 'SET_TEMPERATURE',
            ...(setpointC === undefined ? {} : { setpointC }),
          })),
        },
      ],
    },
  }) as Command;
const mode = (zone: string, setpointC?: number) =>
  ({
    kind: 'set_zone_mode',
    params: { zone, mode: 'ON', ...(setpointC === undefined ? {} : { setpointC }) },
  }) as Command;
const water = (setpointC: number): Command => ({
  kind: 'set_water_setpoint',
  params: { setpointC },
});
/** A controller whose second zone is a second tank. */
const twoTanks = makeView({
  description: makeDescription({
    zones: [
      {
        ...{ zone: 'ZONE_2', type: 'WATER', enabled: true, sensorCodes: [] },
        ...{ minC: 0, maxC: 80, stepC: 0.5 },
      },
    ],
  }),
});

describe('the safety envelope of schedules', () => {
  it.each([
    ['a heating slot at 4.5 C', schedules('ZONE_1', 20, 4.5), ['frost_protection', 5, 4.5]],
    ['the coldest of two', schedules('ZONE_1', 4, 3), ['frost_protection', 5, 3]],
    ['a heating slot at 5 C', schedules('ZONE_1', 5), null],
    ['slots that turn the zone off', schedules('ZONE_1', undefined, undefined), null],
    ['a water slot at 60.5 C', schedules('WATER', 50, 60.5), ['scald_protection', 60, 60.5]],
    ['the hottest of two', schedules('WATER', 65, 70), ['scald_protection', 60, 70]],
    ['a water slot at 60 C', schedules('WATER', 60), null],
    ['a cold water slot', schedules('WATER', 4), null],
    ['a hot heating slot', schedules('ZONE_1', 65), null],
  ])('judges %s', (_what, command, expected) => {
    const refusal = checkSafety(command, makeView());
    expect(refusal && [refusal.code, refusal.limit, refusal.actual]).toEqual(expected);
  });

  it('goes by what a zone is, not by its name alone', () => {
    expect(checkSafety(mode('ZONE_2', 61), twoTanks)?.code).toBe('scald_protection');
    expect(checkSafety(schedules('ZONE_2', 61), twoTanks)?.code).toBe('scald_protection');
    expect(checkSafety(mode('ZONE_2', 4), twoTanks)).toBeNull();
    expect(checkSafety(mode('ZONE_2', 61), makeView())).toBeNull();
    expect(checkSafety(mode('WATER', 61), makeView({ description: null }))?.code).toBe(
      'scald_protection',
    );
  });
});

describe('the warning of legionella', () => {
  it.each([
    ['water at 49.5 C', water(49.5), true],
    ['water at 50 C', water(50), false],
    ['a water zone at 45 C', mode('WATER', 45), true],
    ['a water zone without a setpoint', mode('WATER'), false],
    ['one cold slot of two', schedules('WATER', 50, 45), true],
    ['warm slots and off', schedules('WATER', 50, undefined), false],
    ['a room at 21 C', mode('ZONE_1', 21), false],
    ['a reboot', { kind: 'reboot', params: {} } as Command, false],
  ])('of %s', (_what, command, isWarned) => {
    expect(checkSafety(command, makeView())).toBeNull();
    const caution = toCaution(command, makeView());
    if (isWarned) expect(caution).toMatch(/^warning: hot water at \d+(\.5)? C, under 50 C/);
    else expect(caution).toBeNull();
  });
});

describe('who may', () => {
  const may = (kind: 'identify' | 'reboot' | 'set_zone_schedules' | 'remove_sensor') => {
    const command = { kind, params: {} } as unknown as Command;
    const right = specOf(command).right ?? 'command';
    const roles: readonly Role[] = ['service', 'operator', 'installer', 'account'];
    return roles.filter((role) => mayDo(makeCaller({ role }), right, 'A-1'));
  };

  it.each([
    ['identify', ['service', 'installer', 'account']],
    ['reboot', ['service', 'account']],
    ['set_zone_schedules', ['service', 'account']],
    ['remove_sensor', ['service', 'account']],
  ] as const)('%s', (kind, roles) => {
    expect(may(kind)).toEqual(roles);
  });

  it('an installer or owner, only where it is named', () => {
    for (const role of ['installer', 'account'] as const) {
      expect(mayDo(makeCaller({ role }), 'test', 'A-2')).toBe(false);
    }
  });
});
