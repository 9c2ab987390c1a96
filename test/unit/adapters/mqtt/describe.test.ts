import { describe, expect, test } from 'vitest';
import { toDescription } from '../../../../src/adapters/mqtt/inbound/describe.ts';
import { makePayloadReader } from '../../../../src/adapters/mqtt/inbound/payload-reader.ts';
import type { DescribePayload } from '../../../../src/adapters/mqtt/schemas/describe.ts';

const read = makePayloadReader();
const readDescribe = (payload: object) =>
  read({ kind: 'describe' }, Buffer.from(JSON.stringify(payload)));

const zone = { zone: 'ZONE_1', type: 'HEAT', minC: 7, maxC: 30 };
const least = { v: 1, class: 'heat_pump_controller', kinds: {} };

describe('describe', () => {
  test('becomes a description; what was left out is null, empty or the usual', () => {
    const payload = {
      ...least,
      make: 'Acme',
      kinds: { set_zone_mode: 1, reboot: 0, newer_kind: 2 },
      zones: [zone],
      sensors: [{ code: 'ADC1', type: 'NTC', enabled: true, colour: 'red' }],
      water: { minC: 40, maxC: 60 },
      slotsMax: 4,
    };
    expect(readDescribe(payload).kind).toBe('read');
    expect(toDescription(payload as unknown as DescribePayload)).toEqual({
      class: 'heat_pump_controller',
      make: 'Acme',
      model: null,
      serial: null,
      slotsMax: 4,
      hardwareVersion: null,
      kinds: ['set_zone_mode', 'newer_kind'],
      firmware: {},
      zones: [{ ...zone, enabled: true, stepC: 0.5, sensorCodes: [] }],
      sensors: [{ code: 'ADC1', type: 'NTC', enabled: true }],
      water: { minC: 40, maxC: 60 },
      heatPump: null,
      flow: null,
      battery: null,
      charger: null,
    });
  });

  test('tells what the flow may be set to, and how many slots a day has', () => {
    const flow = {
      minC: 30,
      maxC: 60,
      compensationMin: { minC: 25, maxC: 40 },
      compensationMax: { minC: 40, maxC: 60 },
    };
    const payload = { ...least, flow, slotsMax: 16 };
    expect(readDescribe(payload).kind).toBe('read');
    const description = toDescription(payload as unknown as DescribePayload);
    expect(description).toMatchObject({ flow, slotsMax: 16 });
  });

  test.each([
    ['a flow without its ends', { ...least, flow: { minC: 30 } }],
    ['no slot at all', { ...least, slotsMax: 0 }],
    ['another version', { ...least, v: 2 }],
    ['an unknown class', { ...least, class: 'charger' }],
    ['no kinds', { v: 1, class: 'battery' }],
    ['a zone without a range', { ...least, zones: [{ zone: 'WATER', type: 'WATER' }] }],
    ['a grid of nothing', { ...least, zones: [{ ...zone, stepC: 0 }] }],
    ['a range of no house', { ...least, zones: [{ ...zone, maxC: 4_000 }] }],
    ['too many sensors', { ...least, sensors: Array(129).fill({ code: 'A', type: 'NTC' }) }],
    ['a name too long', { ...least, make: 'x'.repeat(513) }],
    ['firmware that is no text', { ...least, firmware: { esp32: 3 } }],
    ['no object', []],
  ])('is refused for %s', (_what, payload) => {
    expect(readDescribe(payload)).toMatchObject({ kind: 'fault', reason: 'schema' });
  });
});
