import { describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import { makeTelemetry } from '../../../src/store/telemetry.ts';
import { fakeStartMs } from '../../support/fake-clock.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
const id = 'pump-1' as DeviceId;
const second = 1_000;
const hour = 3_600_000;

/** The store's samples, and why some were dropped. */
function open() {
  const dropped: (string | undefined)[] = [];
  const telemetry = makeTelemetry(bench.core.scripts, {
    room: { takesSamples: () => true },
    metrics: {
      count: (_name, labels) => dropped.push(labels?.['reason']),
      observeSeconds: () => {},
    },
    rawHours: 48,
  });
  const record = (atMs: number, sample: object, name = 'energy') =>
    telemetry.record(id, name, sample, atMs);
  const read = async (fromMs: number, toMs: number, name = 'energy') =>
    (await telemetry.since(id, name, { fromMs, toMs })).map((sample) => sample['each']);
  /** One sample a second, from the start on. */
  const fill = async (count: number, toSample: (each: number) => object, name = 'energy') => {
    const all = Array.from({ length: count }, (_each, at) => at);
    for (let from = 0; from < count; from += 500) {
      const some = all.slice(from, from + 500);
      await Promise.all(some.map((at) => record(fakeStartMs + at * second, toSample(at), name)));
    }
  };
  return { telemetry, dropped, record, fill, read };
}

/** The largest sample with a few numbers that its schema lets through. */
const number = -999_999_999_999.123_4;
const largest = {
  at: '2026-11-23T12:00:00.123456789+00:00',
  ...{ powerInKw: number, heatOutKw: number, outdoorC: -12.345_678_901_234_567 },
  ...{ energyInKwh: number, heatOutKwh: number },
};

describe('samples', () => {
  it('are read back in order, page after page', async () => {
    const { fill, read } = open();
    await fill(2_500, (each) => ({ each }));
    const all = Array.from({ length: 2_500 }, (_each, index) => index);
    expect(await read(0, fakeStartMs + hour)).toEqual(all);
    expect(await read(fakeStartMs + 1_499 * second, fakeStartMs + hour)).toHaveLength(1_001);
    const end = fakeStartMs + 2_499 * second;
    expect(await read(end - second, end)).toEqual([2_498]);
    expect(await read(end - second, end + 1)).toEqual([2_498, 2_499]);
    expect(await read(-hour, 0)).toEqual([]);
  });

  it('of an old stretch are read without what came after it', async () => {
    const { fill, read } = open();
    const { redis } = bench.core;
    await fill(1_500, (each) => ({ each }));
    const asked = redis.xrevrange.bind(redis);
    let entries = 0;
    const watched = async (...args: Parameters<typeof asked>) => {
      const page = await asked(...args);
      entries += page.length;
      return page;
    };
    Object.assign(redis, { xrevrange: watched });
    try {
      expect(await read(fakeStartMs, fakeStartMs + 5 * second)).toEqual([0, 1, 2, 3, 4]);
    } finally {
      Object.assign(redis, { xrevrange: asked });
    }
    expect(entries).toBe(5);
  });

  it('are kept one a second of each name, and the others are counted', async () => {
    const { telemetry, record, read, dropped } = open();
    await record(fakeStartMs, { each: 1 });
    await record(fakeStartMs + 999, { each: 2 });
    await record(fakeStartMs + 999, { each: 3 }, 'battery');
    await record(fakeStartMs + second, { each: 4 });
    expect(await read(0, fakeStartMs + hour)).toEqual([1, 4]);
    expect(await read(0, fakeStartMs + hour, 'battery')).toEqual([3]);
    expect(await telemetry.latest(id, 'energy')).toEqual({ each: 4 });
    expect(dropped).toEqual(['rate']);
  });

  it('still come in after the clock was set back', async () => {
    const { telemetry, record, dropped } = open();
    await record(fakeStartMs, { each: 1 });
    await record(fakeStartMs - second, { each: 2 });
    expect(dropped).toEqual(['rate']);
    await record(fakeStartMs - hour, { each: 3 });
    expect(await telemetry.latest(id, 'energy')).toEqual({ each: 3 });
  });

  it('of a name take no more than 2 MB, however large and many they are', async () => {
    const { fill, record, dropped } = open();
    const measure = async (name: string) =>
      Number(await bench.redis.memory('USAGE', `jg:tm:${id}:${name}`, 'SAMPLES', 0));
    const padded = { ...largest, pad: '' };
    const narrow = { ...padded, pad: 'x'.repeat(256 - JSON.stringify(padded).length) };
    const wide = { pad: 'x'.repeat(24_000 - JSON.stringify({ pad: '' }).length) };
    await fill(7_000, () => narrow);
    await fill(250, () => wide, 'temperature');
    expect(dropped).toEqual([]);
    expect(await measure('energy')).toBeLessThan(2_050_000);
    expect(await measure('temperature')).toBeLessThan(2_050_000);
    await record(fakeStartMs + hour * 24, { ...narrow, more: 'x' });
    await record(fakeStartMs + hour * 24, { ...wide, more: 'x' }, 'temperature');
    expect(dropped).toEqual(['size', 'size']);
  });
});
