import { describe, expect, test } from 'vitest';
import { makePayloadReader } from '../../../../src/adapters/mqtt/inbound/payload-reader.ts';
import { toEvent } from '../../../../src/adapters/mqtt/inbound/to-event.ts';

const read = makePayloadReader();
const at = '2026-11-23T12:00:00.000Z';

/** What is stored of a telemetry payload. */
function stored(name: string, sample: object): object | null {
  const payload = Buffer.from(JSON.stringify(sample));
  const reading = toEvent(read, { topic: { kind: 'telemetry', name }, payload }, null);
  if (reading.kind === 'fault' || reading.event.type !== 'telemetry') return null;
  return reading.event.sample;
}

describe('a sample is stored without what its schema does not name', () => {
  test.each([
    ['energy', { at, powerInKw: 1.5, outdoorC: null }, { pad: 'x'.repeat(10_000), energyInkWh: 1 }],
    ['battery', { at, socPercent: 50 }, { deep: { pad: ['x'] }, toString: 'x' }],
    ['temperature', { at, sensors: [] }, { sensor: [] }],
  ])('%s', (name, known, unknown) => {
    expect(stored(name, { ...known, ...unknown })).toEqual(known);
  });

  test('nor inside a sensor', () => {
    const sensor = { code: 'S1', C: 20.5, rssi: null };
    const sensors = [{ ...sensor, pad: 'x' }, { code: 'S2' }];
    expect(stored('temperature', { at, sensors })).toEqual({
      at,
      sensors: [sensor, { code: 'S2' }],
    });
  });

  test('and not at all when it breaks its schema', () => {
    expect(stored('temperature', { at, sensors: [{ pad: 'x' }] })).toBeNull();
    expect(stored('energy', { at, powerInKw: 'x' })).toBeNull();
  });
});
