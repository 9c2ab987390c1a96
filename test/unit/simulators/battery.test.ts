import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeClock, type SimClock } from '../../../simulators/lib/clock.ts';
import { isRefusal } from '../../../simulators/lib/mqtt/request.ts';
import { makeRandom } from '../../../simulators/lib/random.ts';
import { makeBattery } from '../../../simulators/mqtt-battery/battery.ts';

let clock: SimClock;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00.000Z') });
  clock = makeClock(1);
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

function battery() {
  const parts = { euid: '70b3d5a4c1f00001', clock, random: makeRandom(1, 'test') };
  const model = makeBattery({ ...parts, changed: () => {} });
  const command = (kind: string, params: Record<string, unknown>) => {
    const judged = model.commands[kind]?.plan(model.state, params);
    if (judged === undefined) throw new Error(`no kind ${kind}`);
    if (isRefusal(judged)) return judged.code;
    judged.apply();
    return 'applied';
  };
  const live = (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      vi.advanceTimersByTime(60_000);
      model.step(60_000);
    }
  };
  return { model, state: model.state, command, live };
}

const window = (direction: string, powerW: number) => ({
  startAt: '2026-11-23T12:00:00.000Z',
  endAt: '2026-11-23T13:00:00.000Z',
  direction,
  powerW,
});

describe('a battery', () => {
  test('charges in its window, counts what goes in, and stops at the end', () => {
    const { state, command, live } = battery();
    command('set_windows', { windows: [window('charge', 2_000)] });
    const before = state.socPercent;
    live(59);
    expect(state.powerW).toBe(2_000);
    expect(state.chargedKwh).toBeCloseTo(2 * (59 / 60));
    expect(state.socPercent - before).toBeCloseTo(((2 * (59 / 60) * 0.95) / 13.5) * 100);
    live(2);
    expect(state.powerW).not.toBe(2_000);
  });

  test('never discharges below its reserve nor charges above its ceiling', () => {
    const { state, command, live } = battery();
    command('set_reserve', { minSocPercent: 30 });
    command('set_windows', { windows: [window('discharge', 5_000)] });
    state.socPercent = 31;
    live(30);
    expect(state.socPercent).toBe(30);
    expect(state.powerW).toBe(0);
    command('set_reserve', { minSocPercent: 10, maxSocPercent: 40 });
    command('set_windows', { windows: [window('charge', 5_000)] });
    state.socPercent = 39;
    live(15);
    expect(state.socPercent).toBe(40);
  });

  test('a reserve above the charge holds it and does not lift it', () => {
    const { state, command, live } = battery();
    state.socPercent = 20;
    command('set_reserve', { minSocPercent: 50 });
    command('set_windows', { windows: [window('discharge', 5_000)] });
    live(5);
    expect(state.socPercent).toBe(20);
  });

  test('rests while it is suspended', () => {
    const { state, command, live } = battery();
    command('set_windows', { windows: [window('charge', 2_000)] });
    command('suspend', {});
    live(10);
    expect(state.powerW).toBe(0);
    command('resume', {});
    expect(state.powerW).toBe(2_000);
  });

  test.each([
    ['set_reserve', { minSocPercent: -1 }],
    ['set_reserve', { minSocPercent: 20.5 }],
    ['set_reserve', { minSocPercent: 60, maxSocPercent: 50 }],
    ['set_reserve', {}],
    ['set_windows', { windows: [window('charge', 5_001)] }],
    ['set_windows', { windows: [window('sideways', 100)] }],
    ['set_windows', { windows: [{ ...window('charge', 100), endAt: 'later' }] }],
    ['set_windows', { windows: Array.from({ length: 17 }, () => window('charge', 1)) }],
  ])('%s %o is out of range', (kind, params) => {
    expect(battery().command(kind, params)).toBe('out_of_range');
  });
});
