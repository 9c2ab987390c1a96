import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodAt } from '../../../../src/domain/planning/plan.ts';
import { planCharging, toPowerW } from '../../../../src/domain/planning/plan-charging.ts';
import { makeBatteryInput, makePlanInput, toDays } from '../../../support/plan-input.ts';

const hour = 3_600_000;
const at = (text: string) => Date.parse(text);
/** Tuesday in winter: local time is UTC. */
const evening = at('2026-01-13T18:00:00Z');
const morning = at('2026-01-14T07:00:00Z');

describe('the plan of a charger', () => {
  it('rests until the latest start that meets the target, and charges from there', () => {
    const plan = planCharging(makePlanInput({ nowMs: evening, socPercent: 50 }));
    expect(plan).toMatchObject({ readyByMs: morning, targetSocPercent: 80, madeAtMs: evening });
    expect(plan?.periods.map(({ limit }) => limit)).toEqual([0, 32]);
    // 30 % of 60 kWh at 90 % are 20 kWh, and 2 h 43 min at 32 A on one phase.
    const startMs = plan?.periods[1]?.startMs ?? 0;
    const latestMs = morning - (20_000 / (32 * 230)) * hour;
    expect(latestMs - startMs).toBeGreaterThanOrEqual(0);
    expect(latestMs - startMs).toBeLessThanOrEqual(601_000);
    expect(plan?.periods[1]?.energyWh).toBe(20_000);
  });

  it('takes a low state of charge and a common battery for what nobody says', () => {
    const said = makePlanInput({ nowMs: evening, socPercent: 20 }, { batteryWh: 60_000 });
    const unsaid = makePlanInput({ nowMs: evening, socPercent: null }, { batteryWh: null });
    expect(planCharging(unsaid)?.periods).toEqual(planCharging(said)?.periods);
  });

  it('charges at once up to the least share, then rests', () => {
    const preferences = toDays({ minSocPercent: 40 });
    const plan = planCharging(makePlanInput({ nowMs: evening, socPercent: 30, preferences }));
    expect(plan?.periods.map(({ limit }) => limit)).toEqual([32, 0, 32]);
    expect(plan?.periods[0]?.startMs).toBe(evening);
    expect(plan?.periods[0]?.energyWh).toBe(6_667);
  });

  it('charges from now on where there is no time to rest', () => {
    const plan = planCharging(makePlanInput({ nowMs: morning - hour, socPercent: 20 }));
    expect(plan?.periods).toHaveLength(1);
    expect(plan?.periods[0]).toMatchObject({ startMs: morning - hour, endMs: morning, limit: 32 });
    expect(plan?.periods[0]?.energyWh).toBe(32 * 230);
  });

  it('rests until it is wanted where nothing is needed', () => {
    const plan = planCharging(makePlanInput({ nowMs: evening, socPercent: 80 }));
    expect(plan?.periods).toEqual([{ startMs: evening, endMs: morning, limit: 0, energyWh: 0 }]);
    expect(periodAt(plan, morning)).toBeNull();
  });

  it('plans through a near moment at which nothing is needed, so that nothing is let go', () => {
    const plan = planCharging(makePlanInput({ nowMs: morning - 300_000, socPercent: 80 }));
    expect(plan?.readyByMs).toBe(morning + 24 * hour);
    expect(periodAt(plan, morning)?.limit).toBe(0);
  });

  it('has no wish for a device that cannot be told anything', () => {
    expect(planCharging(makePlanInput({}, { maxAmps: 5 }))).toBeNull();
    expect(planCharging(makePlanInput({ preferences: { days: [], setAtMs: 0 } }))).toBeNull();
  });

  it('has the same id for the same content, whenever it was made', () => {
    const early = planCharging(makePlanInput({ nowMs: evening, socPercent: 50 }));
    const late = planCharging(makePlanInput({ nowMs: evening + hour, socPercent: 50 }));
    expect(late?.id).toBe(early?.id);
    const other = planCharging(makePlanInput({ nowMs: evening, socPercent: 55 }));
    expect(other?.id).not.toBe(early?.id);
  });

  it('spreads the starts of many devices over ten minutes, each always the same', () => {
    const starts = Array.from({ length: 200 }, (_, index) => {
      const input = makePlanInput({ nowMs: evening, socPercent: 50, spreadBy: `dev-${index}` });
      expect(planCharging(input)).toEqual(planCharging(input));
      return planCharging(input)?.periods[1]?.startMs ?? 0;
    });
    const spreadMs = Math.max(...starts) - Math.min(...starts);
    expect(spreadMs).toBeGreaterThan(500_000);
    expect(spreadMs).toBeLessThanOrEqual(600_000);
    expect(new Set(starts).size).toBeGreaterThan(150);
  });

  it('meets the target by the wall clock on the days on which that changes', () => {
    const autumn = planCharging(
      makePlanInput({ nowMs: at('2026-10-24T18:00:00Z'), socPercent: 50 }),
    );
    expect(autumn?.readyByMs).toBe(at('2026-10-25T07:00:00Z'));
    const spring = planCharging(
      makePlanInput({ nowMs: at('2026-03-28T18:00:00Z'), socPercent: 50 }),
    );
    expect(spring?.readyByMs).toBe(at('2026-03-29T06:00:00Z'));
  });

  it('keeps its invariants whatever it is made from', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = planCharging(input);
        if (!plan) return;
        const { periods, readyByMs } = plan;
        expect(periods[0]?.startMs).toBe(input.nowMs);
        expect(periods.at(-1)?.endMs).toBe(readyByMs);
        expect(readyByMs - input.nowMs).toBeGreaterThan(0);
        expect(readyByMs - input.nowMs).toBeLessThanOrEqual(50 * hour);
        periods.forEach(({ startMs, endMs, limit, energyWh }, index) => {
          expect(endMs).toBeGreaterThan(startMs);
          if (index > 0) expect(startMs).toBe(periods[index - 1]?.endMs);
          expect(limit === 0 || limit >= 6).toBe(true);
          expect(limit).toBeLessThanOrEqual(32);
          const mostWh = (toPowerW(input.device) * (endMs - startMs)) / hour;
          expect(energyWh).toBeLessThanOrEqual(mostWh + 1);
        });
        expectEnough(input, periods);
      }),
      { seed: 11, numRuns: 400 },
    );
  });
});

/** Either the target is met by the periods that charge, or it charges from the first moment on. */
function expectEnough(
  input: ReturnType<typeof makePlanInput>,
  periods: readonly { startMs: number; endMs: number; limit: number }[],
): void {
  const powerW = toPowerW(input.device);
  const chargedWh = periods
    .filter(({ limit }) => limit > 0)
    .reduce((sum, { startMs, endMs }) => sum + (powerW * (endMs - startMs)) / hour, 0);
  const missing = Math.max(0, 80 - (input.socPercent ?? 20)) / 100;
  const neededWh = (missing * (input.device.batteryWh ?? 60_000)) / 0.9;
  const isEnough = chargedWh >= neededWh - 5;
  expect(isEnough || (periods.length === 1 && (periods[0]?.limit ?? 0) > 0)).toBe(true);
}

const anyInput = fc
  .record({
    // Around the days on which the clocks change, to the minute.
    minute: fc.integer({ min: -4_000, max: 4_000 }),
    change: fc.constantFrom(at('2026-03-29T01:00:00Z'), at('2026-10-25T01:00:00Z')),
    soc: fc.option(fc.integer({ min: 0, max: 100 })),
    batteryWh: fc.option(fc.integer({ min: 10_000, max: 150_000 })),
    amps: fc.integer({ min: 6, max: 32 }),
    phases: fc.constantFrom(1, 2, 3),
    least: fc.option(fc.constantFrom(0, 10, 25, 80)),
    readyBy: fc.constantFrom('00:30', '01:30', '02:00', '07:00', '17:00'),
  })
  .map(({ minute, change, soc, batteryWh, amps, phases, least, readyBy }) =>
    makePlanInput(
      {
        nowMs: change + minute * 60_000,
        socPercent: soc,
        preferences: toDays({ readyBy, minSocPercent: least }),
      },
      { batteryWh, maxAmps: amps, phases },
    ),
  );

describe('the plan of a battery', () => {
  it('charges within its power, so late that the target is met', () => {
    const plan = planCharging(makeBatteryInput({ nowMs: evening, socPercent: 30 }));
    expect(plan?.periods.map(({ limit }) => limit)).toEqual([0, 3_600]);
    // 50 % of 10 kWh at 90 % are 5.6 kWh, and 1 h 33 min at 3.6 kW.
    const startMs = plan?.periods[1]?.startMs ?? 0;
    expect(morning - startMs).toBeGreaterThanOrEqual(1.54 * hour);
    expect(morning - startMs).toBeLessThanOrEqual(1.72 * hour);
  });

  it('forces no charge for longer than a day', () => {
    const input = makeBatteryInput(
      { nowMs: morning + 1, socPercent: 0, preferences: toDays({ readyBy: '07:00' }) },
      { batteryWh: 500_000 },
    );
    const [first, ...others] = planCharging(input)?.periods ?? [];
    expect(others).toEqual([]);
    expect((first?.endMs ?? 0) - (first?.startMs ?? 0)).toBeLessThanOrEqual(24 * hour);
  });

  it('has none where it cannot be charged', () => {
    expect(planCharging(makeBatteryInput({}, { maxChargeW: 0 }))).toBeNull();
  });
});
