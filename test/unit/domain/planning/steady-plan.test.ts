import { describe, expect, it } from 'vitest';
import type { ChargingPlan, PlanPeriod } from '../../../../src/domain/planning/plan.ts';
import { toSteadyPlan } from '../../../../src/domain/planning/steady-plan.ts';

const minute = 60_000;
const nowMs = 1_000 * minute;

/** A plan of so many minutes at each limit from a moment on; ready at a fixed one. */
function planOf(
  id: string,
  fromMinutes: number,
  stretches: readonly (readonly [minutes: number, limit: number])[],
  over: Partial<ChargingPlan> = {},
): ChargingPlan {
  let startMs = nowMs + fromMinutes * minute;
  const periods = stretches.map(([minutes, limit]): PlanPeriod => {
    const period = { startMs, endMs: startMs + minutes * minute, limit, energyWh: 0 };
    startMs = period.endMs;
    return period;
  });
  const readyByMs = nowMs + 600 * minute;
  return { id, madeAtMs: nowMs, readyByMs, targetSocPercent: 80, periods, ...over };
}

const old = planOf('old', -60, [
  [360, 0],
  [300, 32],
]);
const kept = (fresh: ChargingPlan | null, before: ChargingPlan | null = old) =>
  toSteadyPlan(before, fresh, nowMs)?.id ?? null;

describe('the plan that was made before', () => {
  it.each([
    [
      'a start that moved by less than five minutes',
      [
        [304, 0],
        [296, 32],
      ],
      'old',
    ],
    [
      'one that moved by five',
      [
        [305, 0],
        [295, 32],
      ],
      'new',
    ],
    [
      'another limit',
      [
        [300, 0],
        [300, 16],
      ],
      'new',
    ],
    [
      'another charge before it',
      [
        [30, 32],
        [270, 0],
        [300, 32],
      ],
      'new',
    ],
    ['no charge any more', [[600, 0]], 'new'],
  ] as const)('against %s', (_what, stretches, wanted) => {
    expect(kept(planOf('new', 0, stretches))).toBe(wanted);
  });

  it('does not stand for another wish', () => {
    const same = [
      [300, 0],
      [300, 32],
    ] as const;
    expect(kept(planOf('new', 0, same, { targetSocPercent: 90 }))).toBe('new');
    expect(kept(planOf('new', 0, same, { readyByMs: nowMs + 700 * minute }))).toBe('new');
  });

  it('goes on with the charge that has begun until its target is met', () => {
    const charging = planOf('old', -60, [[660, 32]]);
    const faster = planOf('new', 0, [
      [500, 0],
      [100, 32],
    ]);
    expect(kept(faster, charging)).toBe('old');
    expect(kept(planOf('new', 0, [[600, 0]]), charging)).toBe('new');
    expect(kept(planOf('new', 0, [[600, 16]]), charging)).toBe('new');
  });

  it('is gone with the wish, and begins with it', () => {
    expect(kept(null)).toBeNull();
    expect(kept(old, null)).toBe('old');
  });
});
