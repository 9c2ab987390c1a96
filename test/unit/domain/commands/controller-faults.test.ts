import { describe, expect, it } from 'vitest';
import { type Command, specOf } from '../../../../src/domain/command.ts';
import { toSchemaFaults } from '../../../../src/domain/command-schemas.ts';
import type { DeviceDescription } from '../../../../src/domain/description.ts';
import { makeDescription, makeView } from '../../../support/builders.ts';

/** As checked at acceptance: the schema first, and the device's own limits where it holds. */
function faultsOf(command: Command, description: Partial<DeviceDescription> = {}) {
  const bySchema = toSchemaFaults(command);
  if (bySchema.length > 0) return bySchema;
  const view = makeView({ description: makeDescription(description) });
  return specOf(command).faults(command.params, view);
}

const placesOf = (command: Command, description: Partial<DeviceDescription> = {}) =>
  faultsOf(command, description).map(({ code, path }) => `${code} ${path.join('.')}`);

describe('a flow temperature', () => {
  const flow = (params: object) => ({ kind: 'set_flow_temperature', params }) as Command;
  const fixed = (more: object) => flow({ weatherCompensation: false, ...more });
  const byWeather = (more: object) => flow({ weatherCompensation: true, ...more });
  const ranges = {
    flow: {
      ...{ minC: 30, maxC: 70 },
      compensationMin: { minC: 30, maxC: 40 },
      compensationMax: { minC: 45, maxC: 65 },
    },
  };

  it.each([
    ['its lowest', fixed({ flowC: 30 }), []],
    ['its highest', fixed({ flowC: 70 }), []],
    ['half a degree', fixed({ flowC: 45.5 }), []],
    ['below the range', fixed({ flowC: 29.5 }), ['out_of_range flowC']],
    ['above the range', fixed({ flowC: 70.5 }), ['out_of_range flowC']],
    ['off the grid', fixed({ flowC: 45.3 }), ['out_of_range flowC']],
    ['no temperature', fixed({}), ['invalid_parameters flowC']],
    [
      'bounds of the weather',
      fixed({ flowC: 45, minC: 30, maxC: 50 }),
      ['invalid_parameters minC', 'invalid_parameters maxC'],
    ],
    ['both bounds', byWeather({ minC: 35, maxC: 50 }), []],
    ['no minimum', byWeather({ maxC: 50 }), ['invalid_parameters minC']],
    ['no maximum', byWeather({ minC: 35 }), ['invalid_parameters maxC']],
    [
      'a fixed temperature too',
      byWeather({ minC: 35, maxC: 50, flowC: 45 }),
      ['invalid_parameters flowC'],
    ],
    ['a minimum beyond its own range', byWeather({ minC: 41, maxC: 50 }), ['out_of_range minC']],
    ['a maximum below its own range', byWeather({ minC: 35, maxC: 44 }), ['out_of_range maxC']],
    ['100.5 C', fixed({ flowC: 100.5 }), ['invalid_parameters flowC']],
  ])('with %s', (_what, command, places) => {
    expect(placesOf(command, ranges)).toEqual(places);
  });

  it('whose minimum is above its maximum is told so', () => {
    const faults = faultsOf(byWeather({ minC: 50, maxC: 40 }), { flow: { minC: 30, maxC: 70 } });
    expect(faults).toEqual([
      {
        code: 'invalid_parameters',
        path: ['minC'],
        message: 'the minimum of 50 C is above the maximum of 40 C',
      },
    ]);
  });

  it('of a device that names no range has the usual one', () => {
    expect(placesOf(fixed({ flowC: 71 }), { flow: null })).toEqual(['out_of_range flowC']);
    expect(placesOf(byWeather({ minC: 30, maxC: 70 }), { flow: null })).toEqual([]);
  });
});

describe('zone schedules', () => {
  const slot = (time: string, setpointC = 20) => ({ time, action: 'SET_TEMPERATURE', setpointC });
  const off = (time: string) => ({ time, action: 'TURN_OFF' });
  const make = (schedules: unknown, zone = 'ZONE_1') =>
    ({ kind: 'set_zone_schedules', params: { zone, schedules } }) as Command;
  const week = (settings: unknown, days = '1111111') => make([{ days, settings }]);
  const times = (count: number, minutes = 10) =>
    Array.from({ length: count }, (_, index) => {
      const minute = String((index * minutes) % 60).padStart(2, '0');
      return off(`${String(Math.floor((index * minutes) / 60)).padStart(2, '0')}:${minute}:00`);
    });
  const first = 'schedules.0.settings.0';

  it.each([
    ['nothing wrong', week([slot('06:30:00'), off('22:00:00')]), []],
    ['a slot at midnight', week([off('00:00:00'), slot('23:59:59')]), []],
    ['days apart', make([...weekOf('1000001'), ...weekOf('0111110')]), []],
    ['the bounds of the zone', week([slot('06:00:00', 7), slot('07:00:00', 30)]), []],
    ['a mask of six', week([off('06:00:00')], '111111'), ['invalid_parameters schedules.0.days']],
    [
      'a mask of eight',
      week([off('06:00:00')], '11111111'),
      ['invalid_parameters schedules.0.days'],
    ],
    [
      'a mask of letters',
      week([off('06:00:00')], 'MTWTFSS'),
      ['invalid_parameters schedules.0.days'],
    ],
    [
      'a mask with a 2',
      week([off('06:00:00')], '1111112'),
      ['invalid_parameters schedules.0.days'],
    ],
    ['no day', week([off('06:00:00')], '0000000'), ['invalid_parameters schedules.0.days']],
    [
      'two schedules of a day',
      make([...weekOf('1100000'), ...weekOf('0110000')]),
      ['invalid_parameters schedules.1.days'],
    ],
    ['no schedules', make([]), ['invalid_parameters schedules']],
    ['no slots', week([]), ['invalid_parameters schedules.0.settings']],
    [
      'times that fall',
      week([off('22:00:00'), off('06:00:00')]),
      ['invalid_parameters schedules.0.settings.1.time'],
    ],
    [
      'a time twice',
      week([off('06:00:00'), slot('06:00:00')]),
      ['invalid_parameters schedules.0.settings.1.time'],
    ],
    ['no time of day', week([off('24:00:00')]), [`invalid_parameters ${first}.time`]],
    [
      'an unknown action',
      week([{ time: '06:00:00', action: 'WARM' }]),
      [`invalid_parameters ${first}.action`],
    ],
    [
      'a temperature that is missing',
      week([{ time: '06:00:00', action: 'SET_TEMPERATURE' }]),
      [`invalid_parameters ${first}.setpointC`],
    ],
    [
      'a setpoint off the grid',
      week([slot('06:00:00', 20.3)]),
      [`out_of_range ${first}.setpointC`],
    ],
    ['a setpoint too low', week([slot('06:00:00', 6.5)]), [`out_of_range ${first}.setpointC`]],
    ['a setpoint too high', week([slot('06:00:00', 30.5)]), [`out_of_range ${first}.setpointC`]],
    [
      'a room’s setpoint for water',
      make(weekOf('1111111', [slot('06:00:00', 21)]), 'WATER'),
      [`out_of_range ${first}.setpointC`],
    ],
    ['water in its own range', make(weekOf('1111111', [slot('06:00:00', 60)]), 'WATER'), []],
    [
      'water too hot',
      make(weekOf('1111111', [slot('06:00:00', 60.5)]), 'WATER'),
      [`out_of_range ${first}.setpointC`],
    ],
    ['a zone that is not there', make(weekOf('1111111'), 'AUXILIARY'), ['unknown_zone zone']],
    ['a zone that is off', make(weekOf('1111111'), 'ZONE_2'), ['unknown_zone zone']],
    ['a zone of no name', make(weekOf('1111111'), 'CELLAR'), ['invalid_parameters zone']],
    ['as many slots as the device takes', week(times(8)), []],
    ['a slot more', week(times(9)), ['out_of_range schedules.0.settings']],
  ])('with %s', (_what, command, places) => {
    expect(placesOf(command)).toEqual(places);
  });

  function weekOf(days: string, settings: unknown = [off('06:00:00')]) {
    return [{ days, settings }];
  }

  it('of a device that names no number take 16 slots a day', () => {
    expect(placesOf(week(times(16)), { slotsMax: null })).toEqual([]);
    expect(placesOf(week(times(17)), { slotsMax: null })).toEqual([
      'out_of_range schedules.0.settings',
    ]);
  });

  it('stay within what one command carries, however many slots the device takes', () => {
    const days = Array.from({ length: 7 }, (_, day) => `${'0'.repeat(day)}1${'0'.repeat(6 - day)}`);
    const all = (count: number) => make(days.flatMap((mask) => weekOf(mask, times(count))));
    expect(placesOf(all(16), { slotsMax: 96 })).toEqual([]);
    expect(placesOf(all(17), { slotsMax: 96 })).toEqual(['out_of_range schedules']);
    const full = make(
      days.flatMap((mask) =>
        weekOf(
          mask,
          times(16).map(({ time }) => slot(time, 20.5)),
        ),
      ),
    );
    expect(JSON.stringify(full.params).length).toBeLessThan(8_192 - 512);
  });

  it('name all that is wrong, each with what is allowed', () => {
    const faults = faultsOf(week([slot('06:00:00', 31), { ...slot('05:00:00', 20.3) }]));
    expect(faults.map(({ message }) => message)).toEqual([
      "31 C is outside the device's range of 7 to 30 C",
      '05:00:00 is not after 06:00:00; times rise within a day',
      "20.3 C is off the device's grid of 0.5 C from 7 C",
    ]);
    const [mask] = faultsOf(week([off('06:00:00')], '111'));
    expect(mask?.message).toBe(
      '"111" is not allowed; it must be seven characters of 0 and 1, one for each day',
    );
    expect(faultsOf(week([]))[0]?.message).toBe('it must have 1 to 96 items');
  });
});

describe('a command about a sensor', () => {
  const primary = (zone: string, sensorCode: string) =>
    ({ kind: 'set_primary_sensor', params: { zone, sensorCode } }) as Command;
  const remove = (sensorCode: string): Command => ({
    kind: 'remove_sensor',
    params: { sensorCode },
  });
  const rename = (displayName: string): Command => ({
    kind: 'rename_sensor',
    params: { sensorCode: 'S1', displayName },
  });

  it.each([
    ['a zone and a sensor', primary('ZONE_1', 'S1'), []],
    ['an unknown sensor', primary('ZONE_1', 'S99'), ['unknown_sensor sensorCode']],
    ['an unknown zone', primary('AUXILIARY', 'S1'), ['unknown_zone zone']],
    ['a zone that is off', primary('ZONE_2', 'S1'), ['unknown_zone zone']],
    ['neither', primary('AUXILIARY', 'S99'), ['unknown_zone zone', 'unknown_sensor sensorCode']],
    ['an empty code', primary('ZONE_1', ''), ['invalid_parameters sensorCode']],
    ['a sensor to remove', remove('S1'), []],
    ['an unknown one to remove', remove('S99'), ['unknown_sensor sensorCode']],
    ['a code in another case', remove('s1'), ['unknown_sensor sensorCode']],
    ['an empty name', rename(''), ['invalid_parameters displayName']],
    ['a name of 64 characters', rename('x'.repeat(64)), []],
    ['a name of 64 characters of two units', rename('\u{1F525}'.repeat(64)), []],
    ['a name of 65 characters', rename('x'.repeat(65)), ['invalid_parameters displayName']],
    ['a name of spaces', rename('   '), ['invalid_parameters displayName']],
    ['a line break', rename('a\nb'), ['invalid_parameters displayName']],
    ['a zero byte', rename('a\u0000'), ['invalid_parameters displayName']],
    ['half a character', rename('a\ud83d'), ['invalid_parameters displayName']],
  ])('with %s', (_what, command, places) => {
    expect(placesOf(command)).toEqual(places);
  });

  it('names some of the sensors that there are', () => {
    const sensors = ['ADC1', 'SENSOR01'].map((code) => ({ code, type: 'NTC' as const }));
    const [fault] = faultsOf(remove('SENSOR09'), { sensors });
    expect(fault?.message).toBe('the controller has no sensor SENSOR09; it has ADC1, SENSOR01');
  });
});

describe('a room temperature', () => {
  it.each([
    [12, []],
    [30, []],
    [21.5, []],
    [11.5, ['out_of_range setpointC']],
    [30.5, ['out_of_range setpointC']],
    [21.3, ['out_of_range setpointC']],
    [-51, ['invalid_parameters setpointC']],
    [1_000, ['invalid_parameters setpointC']],
  ])('of %d C', (setpointC, places) => {
    expect(placesOf({ kind: 'set_room_temperature', params: { setpointC } })).toEqual(places);
  });
});

describe('an override of the running slot', () => {
  const override = (params: object) =>
    ({ kind: 'set_zone_mode', params: { zone: 'ZONE_1', mode: 'AUTO', ...params } }) as Command;

  it.each([
    ['TURN_ON', { scheduleOverrideAction: 'TURN_ON' }, []],
    ['TURN_OFF', { scheduleOverrideAction: 'TURN_OFF' }, []],
    ['a temperature', { scheduleOverrideAction: 'SET_TEMPERATURE', setpointC: 21 }, []],
    [
      'a temperature that is missing',
      { scheduleOverrideAction: 'SET_TEMPERATURE' },
      ['invalid_parameters scheduleOverrideAction'],
    ],
    [
      'another mode',
      { mode: 'ON', scheduleOverrideAction: 'TURN_ON' },
      ['invalid_parameters scheduleOverrideAction'],
    ],
    [
      'a word of its own',
      { scheduleOverrideAction: 'HEAT' },
      ['invalid_parameters scheduleOverrideAction'],
    ],
  ])('with %s', (_what, params, places) => {
    expect(placesOf(override(params))).toEqual(places);
  });
});
