import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import { toBuckets, toSums } from '../../../src/domain/energy-buckets.ts';
import type { EnergySample } from '../../../src/domain/ports/energy-history.ts';
import { makeEnergyHistory } from '../../../src/store/energy-history.ts';
import { makeCore } from '../../support/core.ts';
import { fakeStartMs } from '../../support/fake-clock.ts';
import { readKeyspace } from '../../support/keyspace.ts';
import { useCore } from '../../support/use-core.ts';

const hour = 3_600_000;
const day = 24 * hour;
const id = 'dev-1' as DeviceId;
/** 2025-11-24T16:00Z: the first moment of an hour. */
const nowMs = fakeStartMs;
const all = { fromMs: 0, toMs: nowMs + 10 * 365 * day };

const held = useCore();
const read = (stretch = all) => held.core.energy.hours(id, stretch);
/** One sample at so many hours after the start; heat is three times what goes in. */
const record = (hours: number, kwh: number | null, over: Partial<EnergySample> = {}) => {
  const atMs = nowMs + hours * hour;
  const heatOutKwh = kwh === null ? null : kwh * 3;
  const sample = { atMs, energyInKwh: kwh, heatOutKwh, outdoorC: null, ...over };
  return held.core.energy.record(id, sample, over.atMs ?? atMs);
};
const inOf = async () =>
  (await read()).map((sum) => [(sum.fromMs - nowMs) / hour, sum.energyInKwh] as const);
const totalOf = async () => (await read()).reduce((sum, each) => sum + (each.energyInKwh ?? 0), 0);

describe('the sums of an hour', () => {
  it('are what the counters rose by; the first sample is where they begin', async () => {
    await record(0.1, 100, { outdoorC: 4 });
    expect(await inOf()).toEqual([[0, null]]);
    await record(0.5, 100.5, { outdoorC: 5 });
    await record(0.9, 101.25, { outdoorC: 7.5 });
    expect(await read()).toEqual([
      {
        fromMs: nowMs,
        toMs: nowMs + 0.9 * hour,
        energyInKwh: 1.25,
        heatOutKwh: 3.75,
        outdoorC: 5.5,
      },
    ]);
  });

  it('share a rise at the boundary by time, and lose no watt-hour of it', async () => {
    await record(0.5, 100);
    await record(1.25, 101);
    expect(await inOf()).toEqual([
      [0, 0.667],
      [1, 0.333],
    ]);
    await record(2, 102);
    await record(2.5, 103);
    expect(await inOf()).toEqual([
      [0, 0.667],
      [1, 1.333],
      [2, 1],
    ]);
  });

  it('of a gap are the rise, shared by time among all its hours', async () => {
    await record(0.5, 100);
    await record(100.5, 300);
    const hours = await inOf();
    expect(hours).toHaveLength(101);
    expect(hours[0]?.[1]).toBe(1);
    expect(hours[50]?.[1]).toBe(2);
    expect(hours[100]?.[1]).toBe(1);
    expect(await totalOf()).toBeCloseTo(200, 9);
  });

  it('go on over the ends of a day, a month and a block of keys', async () => {
    for (let each = 0; each <= 24 * 45; each++) await record(each + 0.5, 100 + each);
    const hours = await inOf();
    expect(hours).toHaveLength(24 * 45 + 1);
    expect(hours.slice(1, -1).every(([, kwh]) => kwh === 1)).toBe(true);
    expect(await held.redis.keys('jg:eh:*')).toHaveLength(4);
    const stretch = { fromMs: nowMs + 5 * hour, toMs: nowMs + 7 * hour };
    expect((await read(stretch)).map(({ fromMs }) => fromMs)).toEqual([
      nowMs + 5 * hour,
      nowMs + 6 * hour,
    ]);
  });
});

describe('a sample', () => {
  it('that comes twice, or later than a newer one, changes nothing', async () => {
    await record(0.5, 100);
    await record(1.5, 102);
    const before = await readKeyspace(held.redis);
    await record(1.5, 102);
    await record(1.5, 110);
    await record(1.2, 101);
    expect(await readKeyspace(held.redis)).toEqual(before);
  });

  it('of a counter that fell counts from zero', async () => {
    await record(0.2, 500);
    await record(0.4, 501);
    await record(0.6, 0.5);
    await record(0.8, 0.75);
    expect(await totalOf()).toBeCloseTo(1.75, 9);
  });

  it('of a counter that leapt beyond belief counts nothing, and is where it goes on', async () => {
    await record(0.2, 500);
    await record(0.4, 90_000);
    expect(await inOf()).toEqual([[0, null]]);
    await record(0.6, 90_001);
    await record(0.8, 4_000);
    expect(await inOf()).toEqual([[0, 1]]);
  });

  it('without one counter keeps what that one was before', async () => {
    await record(0.2, 10);
    await record(0.4, null, { heatOutKwh: 31.5 });
    await record(0.8, 12, { heatOutKwh: null });
    expect(await read()).toEqual([
      expect.objectContaining({ energyInKwh: 2, heatOutKwh: 1.5, outdoorC: null }),
    ]);
    expect(await held.core.energy.latest(id)).toMatchObject({ energyInKwh: 12, heatOutKwh: 31.5 });
  });

  it.each([
    ['of 1970', 0],
    ['older than what is kept', nowMs - 401 * day],
    ['six minutes ahead', nowMs + 360_000],
    ['of another century', nowMs + 36_500 * day],
  ])('%s is not taken', async (_what, atMs) => {
    const sample = { atMs, energyInKwh: 1, heatOutKwh: 1, outdoorC: 1 };
    await held.core.energy.record(id, sample, nowMs);
    expect(await readKeyspace(held.redis)).toEqual({});
    expect(await held.core.energy.latest(id)).toBeNull();
    expect(await read()).toEqual([]);
  });

  it('four minutes ahead is taken', async () => {
    const sample = { atMs: nowMs + 240_000, energyInKwh: 1, heatOutKwh: 1, outdoorC: -3.25 };
    await held.core.energy.record(id, sample, nowMs);
    expect(await held.core.energy.latest(id)).toEqual(sample);
  });

  it('is dropped when memory runs short, and the next one brings the sums up to date', async () => {
    const room = { takesSamples: () => false };
    const full = makeEnergyHistory(held.core.scripts, { room, hourlyDays: 400 });
    const sample = { atMs: nowMs + 0.4 * hour, energyInKwh: 3, heatOutKwh: 3, outdoorC: null };
    await record(0.2, 1);
    await full.record(id, sample, sample.atMs);
    await record(0.6, 5);
    expect(await totalOf()).toBe(4);
  });
});

describe('the history of any device', () => {
  const counter = fc.option(fc.integer({ min: 0, max: 2_000_000 }), { freq: 8, nil: null });
  const steps = fc.array(
    fc.record({
      afterMs: fc.oneof(fc.integer({ min: -hour, max: 3 * hour }), fc.constant(30 * hour)),
      energyInWh: counter,
      heatOutWh: fc.integer({ min: 0, max: 5_000 }),
    }),
    { minLength: 2, maxLength: 12 },
  );

  it('says the same of its hours as the rules do of its samples', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const device = `any-${++count}` as DeviceId;
        const kept: EnergySample[] = [];
        let [atMs, heatOutWh] = [nowMs, 0];
        for (const step of taken) {
          heatOutWh += step.heatOutWh;
          atMs += step.afterMs;
          const energyInKwh = step.energyInWh === null ? null : step.energyInWh / 1_000;
          const sample = { atMs, energyInKwh, heatOutKwh: heatOutWh / 1_000, outdoorC: null };
          await held.core.energy.record(device, sample, atMs + hour);
          if (atMs > (kept.at(-1)?.atMs ?? 0)) kept.push(sample);
        }
        const stretch = { fromMs: nowMs - 100 * hour, toMs: nowMs + 1_000 * hour };
        const hours = toBuckets(await held.core.energy.hours(device, stretch), 'hour', stretch);
        const expected = toBuckets(toSums(kept), 'hour', stretch);
        expect(hours.map(({ fromMs }) => fromMs)).toEqual(expected.map(({ fromMs }) => fromMs));
        hours.forEach((sum, index) => {
          // Half a watt-hour at each end of each share.
          const [wanted, most] = [expected[index], 0.001 * taken.length];
          for (const name of ['energyInKwh', 'heatOutKwh'] as const) {
            expect(sum[name] === null).toBe(wanted?.[name] === null);
            expect(Math.abs((sum[name] ?? 0) - (wanted?.[name] ?? 0))).toBeLessThan(most);
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('the history of a device', () => {
  it('survives a restart of the gateway, in the middle of an hour', async () => {
    await record(0.2, 10);
    await record(0.4, 11);
    const restarted = makeCore(held.redis);
    const sample = { atMs: nowMs + 0.6 * hour, energyInKwh: 12, heatOutKwh: 36, outdoorC: null };
    await restarted.energy.record(id, sample, sample.atMs);
    expect(await restarted.energy.hours(id, all)).toMatchObject([{ energyInKwh: 2 }]);
  });

  it('ends by itself: each key when its last hour is too old', async () => {
    await record(-20 * 24, 10);
    await record(0.5, 11);
    const ttls = await Promise.all(
      (await held.redis.keys('jg:e[nh]:*')).map((key) => held.redis.pttl(key)),
    );
    expect(ttls).toHaveLength(2 + 1);
    for (const ttl of ttls) {
      expect(ttl).toBeGreaterThan(380 * day);
      expect(ttl).toBeLessThan(421 * day);
    }
  });

  it('shows nothing older than what is kept, and fits in 100 kB for 400 days', async () => {
    for (let each = 0; each < 410; each++) await record(each * 24 + 0.5, 1_000 + each * 30);
    const hours = await read();
    expect(hours.length).toBeGreaterThan(24 * 399);
    expect(hours.length).toBeLessThan(24 * 401 + 2);
    const keys = await held.redis.keys('jg:e[nh]:*');
    const bytes = await Promise.all(keys.map((key) => held.redis.memory('USAGE', key)));
    const sum = bytes.reduce<number>((before, each) => before + Number(each), 0);
    expect(sum, `${keys.length} keys`).toBeLessThan(100_000);
    expect(sum).toBeGreaterThan(24 * 400 * 8);
  });

  it('is fed by what the device sends under the name energy, and by nothing else', async () => {
    const at = (minutes: number) => new Date(nowMs - hour + minutes * 60_000).toISOString();
    const send = async (name: string, sample: object) => {
      await held.core.record(id, { type: 'telemetry', name, sample });
      held.core.clock.advance(1_000);
    };
    await send('energy', { at: at(1), energyInKwh: 1, heatOutKwh: 3, outdoorC: 8 });
    await send('battery', { at: at(2), energyInKwh: 50 });
    await send('energy', { at: 'yesterday', energyInKwh: 50 });
    await send('energy', { at: at(3), energyInKwh: -5, heatOutKwh: 4 });
    expect(await read()).toMatchObject([{ energyInKwh: null, heatOutKwh: 1, outdoorC: 8 }]);
    const stretch = { fromMs: nowMs, toMs: nowMs + 60_000 };
    const raw = await held.core.telemetry.since(id, 'energy', stretch);
    expect(raw.map((sample) => sample['at'])).toEqual([at(1), 'yesterday', at(3)]);
  });
});
