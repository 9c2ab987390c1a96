import { describe, expect, test } from 'vitest';
import { makeRequestWriter } from '../../../../src/adapters/mqtt/request-frame.ts';
import type { Command } from '../../../../src/domain/command.ts';
import { makeOrder } from '../../../support/mqtt-bench.ts';

const write = makeRequestWriter(8_192);
const paramsOf = (command: Command) => {
  const frame = write(makeOrder(command), 3);
  return frame && JSON.parse(frame.payload.toString()).params;
};

const slots = [
  { time: '06:30:00', action: 'SET_TEMPERATURE', setpointC: 20.5 },
  { time: '22:00:00', action: 'TURN_OFF' },
] as const;

describe('a request frame', () => {
  test.each<[Command, object]>([
    [
      {
        kind: 'set_zone_mode',
        params: { zone: 'WATER', mode: 'BOOST', setpointC: 50, endAt: '2026-11-23T14:00:00+01:00' },
      },
      { zone: 'WATER', mode: 'BOOST', setpointC: 50, endAt: '2026-11-23T13:00:00.000Z' },
    ],
    [
      {
        kind: 'set_zone_mode',
        params: { zone: 'ZONE_1', mode: 'AUTO', scheduleOverrideAction: 'TURN_ON' },
      },
      { zone: 'ZONE_1', mode: 'AUTO', scheduleOverrideAction: 'TURN_ON' },
    ],
    [{ kind: 'set_water_setpoint', params: { setpointC: 50.5 } }, { setpointC: 50.5 }],
    [
      { kind: 'rename_sensor', params: { sensorCode: 'ADC1', displayName: 'Küche' } },
      { sensorCode: 'ADC1', displayName: 'Küche' },
    ],
    [
      {
        kind: 'set_zone_schedules',
        params: { zone: 'ZONE_1', schedules: [{ days: '0111110', settings: [...slots] }] },
      },
      { zone: 'ZONE_1', schedules: [{ days: '0111110', settings: [...slots] }] },
    ],
    [
      { kind: 'set_flow_temperature', params: { weatherCompensation: false, flowC: 45.5 } },
      { weatherCompensation: false, flowC: 45.5 },
    ],
    [
      { kind: 'set_flow_temperature', params: { weatherCompensation: true, minC: 30, maxC: 50 } },
      { weatherCompensation: true, minC: 30, maxC: 50 },
    ],
    [
      { kind: 'set_primary_sensor', params: { zone: 'ZONE_2', sensorCode: 'SENSOR01' } },
      { zone: 'ZONE_2', sensorCode: 'SENSOR01' },
    ],
    [{ kind: 'remove_sensor', params: { sensorCode: 'SENSOR01' } }, { sensorCode: 'SENSOR01' }],
    [{ kind: 'set_quieter_mode', params: { enabled: false } }, { enabled: false }],
    [{ kind: 'set_climate', params: { on: true } }, { on: true }],
    [{ kind: 'set_hot_water', params: { on: false } }, { on: false }],
    [{ kind: 'set_room_temperature', params: { setpointC: 20.5 } }, { setpointC: 20.5 }],
    [{ kind: 'reboot', params: {} }, {}],
    [{ kind: 'identify', params: {} }, {}],
    [{ kind: 'deprovision', params: {} }, {}],
    [{ kind: 'set_reserve', params: { minSocPercent: 20 } }, { minSocPercent: 20 }],
    [
      { kind: 'set_reserve', params: { minSocPercent: 20, maxSocPercent: 90 } },
      { minSocPercent: 20, maxSocPercent: 90 },
    ],
    [
      {
        kind: 'set_windows',
        params: {
          windows: [
            {
              startAt: '2026-11-23T14:00:00+01:00',
              endAt: '2026-11-23T15:00:00+01:00',
              direction: 'charge',
              powerW: 2_000,
            },
          ],
        },
      },
      {
        windows: [
          {
            startAt: '2026-11-23T13:00:00.000Z',
            endAt: '2026-11-23T14:00:00.000Z',
            direction: 'charge',
            powerW: 2_000,
          },
        ],
      },
    ],
    [{ kind: 'set_windows', params: { windows: [] } }, { windows: [] }],
    [{ kind: 'suspend', params: {} }, {}],
    [{ kind: 'resume', params: { expectsPower: true } }, {}],
  ])('of %j has the params of the contract', (command, expected) => {
    expect(paramsOf(command)).toEqual(expected);
  });

  test('is the same bytes for the same order, and others for the next attempt', () => {
    const order = makeOrder({ kind: 'set_water_setpoint', params: { setpointC: 50 } });
    expect(write(order, 3)?.hash).toBe(write(order, 3)?.hash);
    expect(write(order, 3)?.hash).not.toBe(write({ ...order, attempt: 2 }, 3)?.hash);
    expect(write(order, 3)?.hash).not.toBe(write(order, 4)?.hash);
  });

  test.each<Command>([
    { kind: 'boost', params: {} },
    { kind: 'cancel_boost', params: {} },
    { kind: 'provision', params: { fingerprint: 'a'.repeat(64) } },
  ])('of %j does not exist', (command) => {
    expect(paramsOf(command)).toBeNull();
  });

  test.each<[string, Command]>([
    ['a parameter out of range', { kind: 'set_reserve', params: { minSocPercent: 101 } }],
    ['a number that is none', { kind: 'set_water_setpoint', params: { setpointC: Number.NaN } }],
    [
      'a name that is empty',
      { kind: 'rename_sensor', params: { sensorCode: 'ADC1', displayName: '' } },
    ],
    ['a field too many', { kind: 'reboot', params: { now: true } as object }],
  ])('is never made with %s', (_what, command) => {
    expect(() => paramsOf(command)).toThrow(/broke its schema/);
  });

  test('of the most slots that a week may have keeps within its size', () => {
    const slot = { time: '23:59:59', action: 'SET_TEMPERATURE', setpointC: 20.5 } as const;
    const settings = Array.from({ length: 16 }, () => slot);
    const schedules = Array.from({ length: 7 }, (_, day) => ({
      days: '1'.padStart(day + 1, '0').padEnd(7, '0'),
      settings,
    }));
    const params = { zone: 'AUXILIARY', schedules } as const;
    const frame = write(makeOrder({ kind: 'set_zone_schedules', params }), 3);
    expect(frame?.payload.length).toBeLessThanOrEqual(8_192);
  });

  test('is never made with an id that is none, nor over the size', () => {
    const order = makeOrder({ kind: 'set_water_setpoint', params: { setpointC: 50 } });
    const spoiled = { ...order, transactionId: 'a/b' as typeof order.transactionId };
    expect(() => write(spoiled, 3)).toThrow(/broke its schema/);
    expect(() => makeRequestWriter(50)(order, 3)).toThrow(/too large/);
  });
});
