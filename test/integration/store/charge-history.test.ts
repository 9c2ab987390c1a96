import { beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import type { ChargingPlan } from '../../../src/domain/planning/plan.ts';
import { addPlannedCharger } from '../../support/planned-charger.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
const minute = 60_000;
const dev = 'dev-1' as DeviceId;

let startMs = 0;
beforeEach(() => {
  startMs = bench.core.clock.nowMs();
});

const nowMs = () => bench.core.clock.nowMs();
const list = () => bench.core.charges.list(dev, nowMs());
/** A reading so many minutes after the start of the test. */
async function read(
  atMinutes: number,
  registerWh: number | null,
  over: { isEnd?: boolean; sessionId?: number; isAtRest?: true } = {},
): Promise<void> {
  const { isEnd = false, sessionId = 1, ...rest } = over;
  const atMs = startMs + atMinutes * minute;
  if (atMs > nowMs()) bench.core.clock.advance(atMs - nowMs());
  await bench.core.charges.record(dev, { sessionId, atMs, registerWh, isEnd, ...rest }, nowMs());
}
/** A session in which each minute takes 100 Wh, from one minute up to another. */
async function charge(fromMinute: number, toMinute: number, registerWh: number): Promise<number> {
  for (let at = fromMinute; at <= toMinute; at += 1) {
    await read(at, registerWh + (at - fromMinute) * 100);
  }
  return registerWh + (toMinute - fromMinute) * 100;
}
const wish = (name: string) => bench.redis.hset(`jg:dev:${dev}`, `w:${name}`, `tx-1|${nowMs()}`);
const unwish = (name: string) => bench.redis.hdel(`jg:dev:${dev}`, `w:${name}`);
const at = (minutes: number) => startMs + minutes * minute;

describe('the tally of charges', () => {
  it('is the difference of registers, complete when the session ends', async () => {
    await charge(0, 10, 5_000);
    expect(await list()).toEqual([]);
    await read(11, 6_100, { isEnd: true });
    expect(await list()).toEqual([{ fromMs: at(0), toMs: at(11), energyWh: 1_100, source: null }]);
  });

  it('counts a reading once, however often it is told, and none that is older', async () => {
    await charge(0, 3, 0);
    await charge(0, 3, 0);
    await read(2, 9_000);
    await read(4, 400, { isEnd: true });
    await read(4, 400, { isEnd: true });
    expect(await list()).toMatchObject([{ energyWh: 400 }]);
  });

  it('tells what was in force apart: a boost, then nothing, then a test', async () => {
    await wish('boost');
    const afterBoost = await charge(0, 5, 0);
    await unwish('boost');
    const afterNothing = await charge(6, 9, afterBoost + 100);
    await wish('test');
    await charge(10, 11, afterNothing + 100);
    await read(12, 1_200, { isEnd: true });
    expect(await list()).toEqual([
      { fromMs: at(9), toMs: at(12), energyWh: 300, source: 'test-charge' },
      { fromMs: at(6), toMs: at(9), energyWh: 300, source: null },
      { fromMs: at(0), toMs: at(6), energyWh: 600, source: 'bump-charge' },
    ]);
  });

  it('is smart where the plan charges, and not while control is suspended', async () => {
    const period = { startMs: at(0), endMs: at(60), limit: 32, energyWh: 1 };
    const plan: ChargingPlan = {
      ...{ id: 'plan', madeAtMs: at(0), readyByMs: at(60), targetSocPercent: 80 },
      periods: [period],
    };
    await bench.core.plans.keep(dev, plan);
    const after = await charge(0, 3, 0);
    await wish('suspended');
    await charge(4, 5, after + 100);
    await read(6, 600, { isEnd: true });
    expect((await list()).map(({ source }) => source)).toEqual([null, 'smart-charge']);
  });

  it('begins another charge after a rest, and shows one that nobody ended', async () => {
    const after = await charge(0, 5, 0);
    for (let minutes = 6; minutes <= 40; minutes += 1) await read(minutes, after);
    await charge(41, 45, after);
    expect(await list()).toMatchObject([{ fromMs: at(0), toMs: at(5), energyWh: 500 }]);
    bench.core.clock.advance(31 * minute);
    expect(await list()).toMatchObject([
      { fromMs: at(41), toMs: at(45), energyWh: 400 },
      { energyWh: 500 },
    ]);
  });

  it('counts nothing where a register was replaced, or says what no charger gives', async () => {
    await read(0, 50_000);
    await read(1, 10);
    await read(2, 9_000_000);
    await read(3, 9_000_100);
    await read(4, 9_000_200, { isEnd: true });
    expect(await list()).toMatchObject([{ fromMs: at(2), energyWh: 200 }]);
  });

  it('counts what was charged between two links, by the registers of one session', async () => {
    await read(0, 1_000);
    await read(120, 15_000, { isEnd: true });
    expect(await list()).toEqual([
      { fromMs: at(0), toMs: at(120), energyWh: 14_000, source: null },
    ]);
  });

  it('ends a session of which the charger tells no register with what was read of it', async () => {
    await charge(0, 5, 0);
    await read(9, null, { isEnd: true });
    await read(20, 700, { sessionId: 2 });
    expect(await list()).toMatchObject([{ energyWh: 500, toMs: at(5) }]);
  });

  it('keeps 31 days and 500 charges', async () => {
    for (let index = 0; index < 505; index += 1) {
      await read(index * 2, index * 1_000, { sessionId: index });
      await read(index * 2 + 1, index * 1_000 + 100, { sessionId: index, isEnd: true });
    }
    expect(await list()).toHaveLength(500);
    bench.core.clock.advance(31 * 24 * 60 * minute + minute);
    expect(await list()).toEqual([]);
    expect(await bench.redis.pttl(`jg:chd:${dev}`)).toBeGreaterThan(0);
  });
});

/** Marks of the charger, as {@link read} counts the minutes. */
async function mark(atMinutes: number, kind: 'rest' | 'flow'): Promise<void> {
  const atMs = at(atMinutes);
  if (atMs > nowMs()) bench.core.clock.advance(atMs - nowMs());
  await bench.core.charges.mark(dev, { atMs, kind }, nowMs());
}

describe('a charge ends where the vehicle rests', () => {
  it('at the reading that shows it, and is listed at once', async () => {
    const after = await charge(0, 3, 0);
    await read(4, after, { isAtRest: true });
    expect(await list()).toEqual([{ fromMs: at(0), toMs: at(3), energyWh: 300, source: null }]);
    await read(5, after, { isAtRest: true });
    await read(6, after + 50);
    await read(7, after + 50, { isAtRest: true });
    expect(await list()).toMatchObject([{ fromMs: at(5), toMs: at(6), energyWh: 50 }, {}]);
  });

  it('when the charger says so, before anything is metered', async () => {
    await charge(0, 3, 0);
    await mark(3.5, 'rest');
    expect(await list()).toMatchObject([{ fromMs: at(0), toMs: at(3.5), energyWh: 300 }]);
    await read(18, 350);
    expect(await list()).toMatchObject([{ fromMs: at(0), toMs: at(3.5), energyWh: 350 }]);
  });

  it('and begins where the charger lets it go on', async () => {
    await charge(0, 3, 0);
    await read(4, 300, { isAtRest: true });
    await mark(8, 'flow');
    await read(9, 400);
    await mark(9.5, 'rest');
    await read(20, 450);
    expect(await list()).toMatchObject([
      { fromMs: at(8), toMs: at(9.5), energyWh: 150 },
      { fromMs: at(0), toMs: at(3), energyWh: 300 },
    ]);
  });

  it('twice within one reading: each stretch has its share of the time', async () => {
    await charge(0, 3, 0);
    await mark(4, 'rest');
    await mark(8, 'flow');
    await read(11, 700);
    await read(12, 700, { isAtRest: true });
    expect(await list()).toMatchObject([
      { fromMs: at(8), toMs: at(11), energyWh: 300 },
      { fromMs: at(0), toMs: at(4), energyWh: 400 },
    ]);
  });

  it('not by a mark of before the last reading', async () => {
    await charge(0, 3, 0);
    await mark(2, 'rest');
    await read(4, 400);
    expect(await list()).toEqual([]);
  });
});

it('the reports of a charger feed the tally: start, samples and end', async () => {
  const { core } = bench;
  const charger = await addPlannedCharger(core);
  await charger.connect();
  const atMs = core.clock.nowMs();
  const session = { running: true, sessionId: 7, startedAtMs: atMs, meterStartWh: 1_000 };
  await charger.show.session(session);
  for (let second = 10; second <= 180; second += 10) {
    core.clock.advance(10_000);
    await charger.show.meter({ sessionId: 7, energyWh: 1_000 + second * 2, powerW: 7_200 });
  }
  core.clock.advance(10_000);
  const ended = { running: false, endedAtMs: core.clock.nowMs(), meterStopWh: 1_380 };
  await charger.show.session({ ...session, ...ended });
  expect(await core.charges.list(charger.id, core.clock.nowMs())).toEqual([
    { fromMs: atMs, toMs: atMs + 190_000, energyWh: 380, source: null },
  ]);
});

it('a cancelled boost is a charge of its own, where the session goes on', async () => {
  const { core } = bench;
  const charger = await addPlannedCharger(core);
  await charger.connect();
  const atMs = core.clock.nowMs();
  await charger.show.session({
    ...{ running: true, sessionId: 7, startedAtMs: atMs, meterStartWh: 1_000 },
  });
  const wait = (ms: number) => core.clock.advance(ms);
  const meter = (energyWh: number, powerW: number) =>
    charger.show.meter({ sessionId: 7, energyWh, powerW });
  const charges = () => core.charges.list(charger.id, core.clock.nowMs());
  await charger.show.status('charging');
  wait(11_000);
  await meter(1_022, 7_200);
  wait(6_000);
  await charger.show.status('suspended_charger');
  wait(4_000);
  await meter(1_033, 3_292);
  expect(await charges()).toMatchObject([{ fromMs: atMs, toMs: atMs + 17_000, energyWh: 33 }]);
  wait(60_000);
  await meter(1_033, 0);
  wait(20_000);
  await charger.show.status('charging');
  wait(1_000);
  await meter(1_035, 4_067);
  wait(7_000);
  await charger.show.status('suspended_charger');
  wait(1_000);
  await meter(1_050, 3_310);
  expect(await charges()).toMatchObject([
    { fromMs: atMs + 101_000, toMs: atMs + 109_000, energyWh: 17 },
    { energyWh: 33 },
  ]);
});
