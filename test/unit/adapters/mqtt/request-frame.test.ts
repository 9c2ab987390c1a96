import { describe, expect, test } from 'vitest';
import { makeRequestWriter } from '../../../../src/adapters/mqtt/request-frame.ts';
import type { Command } from '../../../../src/domain/command.ts';
import { makeOrder } from '../../../support/mqtt-bench.ts';

const write = makeRequestWriter(8_192);
const paramsOf = (command: Command) => {
  const frame = write(makeOrder(command), 3);
  return frame && JSON.parse(frame.payload.toString()).params;
};

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
    [{ kind: 'set_reserve', params: { minSocPercent: 20 } }, { minSocPercent: 20 }],
    [
      { kind: 'set_reserve', params: { minSocPercent: 20, maxSocPercent: 90 } },
      { minSocPercent: 20, maxSocPercent: 90 },
    ],
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
  ])('is never made with %s', (_what, command) => {
    expect(() => paramsOf(command)).toThrow(/broke its schema/);
  });

  test('is never made with an id that is none, nor over the size', () => {
    const order = makeOrder({ kind: 'set_water_setpoint', params: { setpointC: 50 } });
    const spoiled = { ...order, transactionId: 'a/b' as typeof order.transactionId };
    expect(() => write(spoiled, 3)).toThrow(/broke its schema/);
    expect(() => makeRequestWriter(50)(order, 3)).toThrow(/too large/);
  });
});
