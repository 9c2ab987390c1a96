import { describe, expect, it } from 'vitest';
import { type Command, specOf } from '../../../../src/domain/command.ts';
import { toSchemaFaults } from '../../../../src/domain/command-schemas.ts';
import type { Aspect } from '../../../../src/domain/reports.ts';
import { makeReports, makeView, renameOf, setpointOf, wishes } from '../../../support/builders.ts';
import { fakeStartMs } from '../../../support/fake-clock.ts';

const reserve = (minSocPercent: number, maxSocPercent?: number): Command => ({
  kind: 'set_reserve',
  params: { minSocPercent, ...(maxSocPercent === undefined ? {} : { maxSocPercent }) },
});
const sensors = (displayName?: string) => ({
  sensors: [{ code: 'S9' }, { code: 'S1', ...(displayName ? { displayName } : {}) }],
});

describe('a command whose effect is a value', () => {
  it.each([
    ['setpoint', setpointOf(50), 'config', { waterSetpointC: 50 }, { waterSetpointC: 50.5 }],
    ['setpoint', setpointOf(50), 'config', { waterSetpointC: 49.96 }, { waterSetpointC: 49.9 }],
    ['rename', renameOf('S1', 'Hall'), 'sensors', sensors('Hall'), sensors('hall')],
    ['rename', renameOf('S1', 'Hall'), 'sensors', sensors('Hall'), { sensors: [] }],
    [
      ...['reserve', reserve(20), 'battery', { reserve: { minSocPercent: 20 } }],
      { reserve: { minSocPercent: 21 } },
    ],
    [
      'reserve',
      reserve(20, 80),
      'battery',
      { reserve: { minSocPercent: 20, maxSocPercent: 80 } },
      { reserve: { minSocPercent: 20, maxSocPercent: 81 } },
    ],
  ] as [string, Command, Aspect, unknown, unknown][])(
    '(%s %j) is proved by that value in %s and contradicted by another',
    (_name, command, aspect, same, other) => {
      const judge = (value: unknown) =>
        specOf(command).judge(command.params, {
          transactionId: 'tx',
          reports: makeReports({ [aspect]: value }),
          marks: {},
          sentAtMs: fakeStartMs,
        });
      expect(judge(same)).toMatchObject({ kind: 'proved', evidence: { aspect, rev: 2 } });
      expect(judge(other)).toMatchObject({ kind: 'contrary', code: 'effect_not_seen' });
      const none = specOf(command).judge(command.params, {
        ...{ transactionId: 'tx', reports: {}, marks: {}, sentAtMs: fakeStartMs },
      });
      expect(none).toEqual({ kind: 'none' });
    },
  );

  it.each([
    ['a setpoint below the device’s range', setpointOf(39.5), 'out_of_range'],
    ['a setpoint above the device’s range', setpointOf(60.5), 'out_of_range'],
    ['a setpoint off the grid', setpointOf(50.2), 'out_of_range'],
    ['a sensor that is not there', renameOf('S99', 'x'), 'unknown_sensor'],
    ['a name of spaces', renameOf('S1', '  '), 'invalid_parameters'],
    ['a name with a control character', renameOf('S1', 'a\u0007'), 'invalid_parameters'],
    ['a name with a direction override', renameOf('S1', 'a\u202Eb'), 'invalid_parameters'],
    ['a name with a zero-width character', renameOf('S1', 'a\u200Bb'), 'invalid_parameters'],
    ['a name with a line separator', renameOf('S1', 'a\u2028b'), 'invalid_parameters'],
    ['a floor above the ceiling', reserve(81, 80), 'invalid_parameters'],
  ])('with %s has a fault', (_what, command, code) => {
    expect(specOf(command).faults(command.params, makeView())).toMatchObject([{ code }]);
  });

  it.each(Object.values(wishes))('$kind as tests wish for it has none', (command) => {
    expect(toSchemaFaults(command)).toEqual([]);
    expect(specOf(command).faults(command.params, makeView())).toEqual([]);
  });

  it.each([
    ['a percentage over 100', reserve(101)],
    ['half a percent', reserve(1.5)],
    ['an empty name', renameOf('S1', '')],
    ['a name of 65 characters', renameOf('S1', 'x'.repeat(65))],
    ['an unknown zone', { kind: 'set_zone_mode', params: { zone: 'ZONE_9', mode: 'ON' } }],
    [
      'an end that is no time',
      {
        ...{ kind: 'set_zone_mode', params: { zone: 'WATER', mode: 'BOOST', endAt: 'soon' } },
      },
    ],
    ['a parameter too many', { kind: 'boost', params: { hours: 2 } }],
  ])('with %s breaks its schema', (_what, command) => {
    expect(toSchemaFaults(command as Command).length).toBeGreaterThan(0);
  });
});

describe('a parameter that breaks its schema', () => {
  const zoneMode = (more: object) => ({
    kind: 'set_zone_mode',
    params: { zone: 'WATER', mode: 'ON', ...more },
  });
  it.each([
    [reserve(101), 'minSocPercent', '101 is not allowed; it must be a whole number from 0 to 100'],
    [reserve(1.5), 'minSocPercent', '1.5 is not allowed; it must be a whole number from 0 to 100'],
    [setpointOf(-1), 'setpointC', '-1 is not allowed; it must be a number from 0 to 100'],
    [renameOf('S1', ''), 'displayName', 'it must have 1 to 64 characters'],
    [
      zoneMode({ zone: 'Z' }),
      'zone',
      '"Z" is not allowed; it must be one of WATER, ZONE_1, ZONE_2, AUXILIARY',
    ],
    [
      zoneMode({ endAt: 'soon' }),
      'endAt',
      '"soon" is not allowed; it must be a date and time with an offset, in ISO 8601',
    ],
    [zoneMode({ more: 1 }), 'more', 'the command takes no such parameter'],
    [{ kind: 'set_reserve', params: {} }, 'minSocPercent', 'it is required'],
  ])('is named in one sentence with what is allowed: %j', (command, name, message) => {
    const faults = toSchemaFaults(command as Command);
    expect(faults).toEqual([{ code: 'invalid_parameters', path: [name], message }]);
  });
});

describe('supersede keys', () => {
  it.each([
    ['boost and its cancel share one', wishes.boost, wishes.cancelBoost, true],
    [
      'two modes of one zone share one',
      wishes.zoneMode,
      {
        ...{ kind: 'set_zone_mode', params: { zone: 'ZONE_1', mode: 'OFF' } },
      },
      true,
    ],
    [
      'modes of two zones do not',
      wishes.zoneMode,
      {
        ...{ kind: 'set_zone_mode', params: { zone: 'WATER', mode: 'ON' } },
      },
      false,
    ],
    ['two setpoints share one', setpointOf(50), setpointOf(55), true],
    ['names of one sensor share one', renameOf('S1', 'a'), renameOf('S1', 'b'), true],
    ['names of two sensors do not', renameOf('S1', 'a'), renameOf('S2', 'a'), false],
    ['a setpoint and a reserve do not', setpointOf(50), reserve(20), false],
  ] as [string, Command, Command, boolean][])('%s', (_what, left, right, isSame) => {
    const keyOf = (command: Command) => specOf(command).supersedeKey(command.params);
    expect(keyOf(left) === keyOf(right)).toBe(isSame);
  });
});
