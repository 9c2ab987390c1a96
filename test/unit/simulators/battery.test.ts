import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeClock, type SimClock } from '../../../simulators/lib/clock.ts';
import { isRefusal } from '../../../simulators/lib/mqtt/request.ts';
import { makeRandom } from '../../../simulators/lib/random.ts';
import { makeBattery } from '../../../simulators/mqtt-battery/battery.ts';
import { type BatterySetup, USUAL_SETUP } from '../../../simulators/mqtt-battery/state.ts';

let clock: SimClock;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00.000Z') });
  clock = makeClock(1);
});
afterEach(() => {
  clock.stop();
  vi.useRealTimers();
});

function battery(setup: BatterySetup = USUAL_SETUP) {
  const parts = { euid: '70b3d5a4c1f00001', clock, random: makeRandom(1, 'test') };
  const shown: string[] = [];
  const changed = () => shown.push(JSON.stringify(model.readAspect('battery', '')));
  const model = makeBattery({ ...parts, changed }, setup);
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
  return { model, state: model.state, command, live, shown };
}

const window = (direction: string, powerW: number, hours = '12-13') => {
  const [from, to] = hours.split('-');
  const at = (hour = '') => `2026-11-23T${hour}:00:00.000Z`;
  return { startAt: at(from), endAt: at(to), direction, powerW };
};

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

  test('keeps its windows and follows none of them while it is suspended', () => {
    const { model, state, command, live } = battery();
    command('set_windows', { windows: [window('charge', 2_000)] });
    command('suspend', {});
    expect(state.powerW).toBe(-450);
    live(10);
    expect(state.powerW).toBeLessThan(0);
    expect(model.readAspect('battery', '')).toMatchObject({
      suspended: true,
      windows: [window('charge', 2_000)],
      mode: 'discharging',
    });
    command('resume', {});
    expect(state.powerW).toBe(2_000);
  });

  test('begins and ends each window on its own clock, tells it, and forgets it', () => {
    const { model, state, command, shown } = battery();
    const windows = [window('discharge', 3_000, '14-15'), window('charge', 2_000, '13-14')];
    command('set_windows', { windows });
    expect(state.powerW).toBe(-450);
    vi.advanceTimersByTime(3_600_000);
    expect(state.powerW).toBe(2_000);
    vi.advanceTimersByTime(3_600_000);
    expect(state.powerW).toBe(-3_000);
    expect(model.readAspect('battery', '')).toMatchObject({ windows: [windows[0]] });
    vi.advanceTimersByTime(3_600_000);
    expect(model.readAspect('battery', '')).toMatchObject({ windows: [] });
    expect(state.powerW).not.toBe(-3_000);
    expect(shown.map((text) => JSON.parse(text).windows.length)).toEqual([2, 1, 0]);
  });

  test('replaces all windows at once, and ends the one that is on', () => {
    const { state, command, shown } = battery();
    command('set_windows', { windows: [window('charge', 2_000)] });
    command('set_windows', { windows: [] });
    expect(state.powerW).toBe(-450);
    vi.advanceTimersByTime(2 * 3_600_000);
    expect(shown).toEqual([]);
  });

  test('takes more than a window asks for at no time, however long a step is', () => {
    const { model, state, command } = battery();
    command('set_windows', { windows: [window('charge', 2_000)] });
    vi.advanceTimersByTime(30 * 60_000);
    model.step(30 * 60_000);
    expect(state.chargedKwh).toBeCloseTo(1, 5);
  });

  test('serves the house between its windows, within its reserve', () => {
    const { model, state, command, live } = battery();
    live(1);
    expect(state.powerW).toBeLessThan(0);
    expect(model.readAspect('battery', '')).toMatchObject({ mode: 'discharging' });
    command('set_reserve', { minSocPercent: 100 });
    expect(model.readAspect('battery', '')).toMatchObject({ mode: 'idle' });
  });

  test('is as large as it is said to be, and describes its bounds', () => {
    const own = { capacityKwh: 5, maxChargeW: 2_500, maxDischargeW: 2_000, socPercent: 50 };
    const { model, command } = battery(own);
    const { socPercent, ...bounds } = own;
    expect(model.describe()).toMatchObject({ battery: bounds, slotsMax: 16 });
    expect(model.readTelemetry()).toMatchObject({ battery: { socPercent, storedKwh: 2.5 } });
    const over = (direction: string, powerW: number) =>
      command('set_windows', { windows: [window(direction, powerW)] });
    expect(over('charge', 2_501)).toBe('out_of_range');
    expect(over('discharge', 2_001)).toBe('out_of_range');
    expect(over('discharge', 2_000)).toBe('applied');
  });

  test('lets no power flow while it is faulty', () => {
    const { model, state, command } = battery();
    command('set_windows', { windows: [window('charge', 2_000)] });
    expect(model.setFault?.('E12')).toMatchObject({ ok: true, result: { faultCodes: ['E12'] } });
    expect(state.powerW).toBe(0);
    model.setFault?.(null);
    expect(state.powerW).toBe(2_000);
  });

  test('refuses everything while its owner holds it, and takes what the owner sets', () => {
    const { model, state, command } = battery();
    const held = model.overrideLocally?.({ hold: true, minSocPercent: 40 });
    expect(held).toMatchObject({ ok: true });
    expect(state.minSocPercent).toBe(40);
    for (const [kind, params] of [
      ['set_reserve', { minSocPercent: 20 }],
      ['set_windows', { windows: [] }],
      ['suspend', {}],
      ['resume', {}],
    ] as const) {
      expect(command(kind, params)).toBe('local_override');
    }
    expect(command('identify', {})).toBe('applied');
    model.overrideLocally?.({ hold: false });
    expect(command('suspend', {})).toBe('applied');
  });

  test.each([{ hold: 1 }, { minSocPercent: 101 }, { maxSocPercent: 5 }])(
    'does not understand an owner who asks for %j',
    (body) => {
      expect(battery().model.overrideLocally?.(body)).toMatchObject({ ok: false, status: 400 });
    },
  );

  test.each([
    ['set_reserve', { minSocPercent: -1 }],
    ['set_reserve', { minSocPercent: 20.5 }],
    ['set_reserve', { minSocPercent: 60, maxSocPercent: 50 }],
    ['set_reserve', {}],
    ['set_windows', { windows: [window('charge', 5_001)] }],
    ['set_windows', { windows: [window('discharge', 5_001)] }],
    ['set_windows', { windows: [window('charge', 0)] }],
    ['set_windows', { windows: [window('sideways', 100)] }],
    ['set_windows', { windows: [window('charge', 1, '13-12')] }],
    ['set_windows', { windows: [window('charge', 1, '12-14'), window('charge', 1, '13-15')] }],
    ['set_windows', { windows: [{ ...window('charge', 1), endAt: '2026-11-24T12:00:06.000Z' }] }],
    ['set_windows', { windows: [{ ...window('charge', 1), startAt: '2026-11-22T12:59:59Z' }] }],
    ['set_windows', { windows: 'none' }],
    ['set_windows', { windows: [null] }],
    ['set_windows', {}],
    ['set_windows', { windows: [{ ...window('charge', 100), endAt: 'later' }] }],
    ['set_windows', { windows: Array.from({ length: 17 }, () => window('charge', 1)) }],
  ])('%s %o is out of range', (kind, params) => {
    expect(battery().command(kind, params)).toBe('out_of_range');
  });
});
