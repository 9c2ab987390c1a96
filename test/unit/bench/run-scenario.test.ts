import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../bench/run-scenario.ts';
import type { PreparedScenario, Scenario } from '../../../bench/scenario.ts';
import { toCallDelaysMs } from '../../../bench/scenarios/call-delays.ts';
import type { Stage } from '../../../bench/stage.ts';

const progress = { say() {}, bar: () => ({ to() {}, end() {} }) };

function makeScenario(prepared: PreparedScenario): Scenario {
  return {
    ...{ name: 'a', about: 'b', baseline: 'floor', isQuick: true },
    figures: [{ name: 'p50', unit: 'ms', better: 'lower' }],
    rounds: { full: 3, quick: 1 },
    prepare: async () => prepared,
  };
}

async function run(prepared: PreparedScenario, rounds: number) {
  const moments: string[] = [];
  let now = 0;
  const result = await runScenario(makeScenario(prepared), {} as Stage, {
    ...{ rounds, progress, nowUs: () => ++now },
    onPrepared: async () => void moments.push('prepared'),
    onProductWindow: ({ fromUs, toUs }) => void moments.push(`${fromUs}-${toUs}`),
    onMeasured: async () => void moments.push('measured'),
  });
  return { result, moments };
}

describe('runScenario', () => {
  it('takes the sides in turn, and lets the other one begin with each round', async () => {
    const turns: string[] = [];
    const side = (name: string, p50: number) => async () => {
      turns.push(name);
      return { p50 };
    };
    const sides = { baseline: side('floor', 2), product: side('product', 3) };
    const { result, moments } = await run(sides, 3);
    expect(turns).toEqual(['floor', 'product', 'product', 'floor', 'floor', 'product']);
    expect(result.figures[0]).toMatchObject({ ratio: { median: 1.5 } });
    expect(moments).toEqual(['prepared', '1-2', '3-4', '5-6', 'measured']);
  });

  it('shows the product alone where there is no baseline', async () => {
    const { result } = await run({ product: async () => ({ p50: 7 }) }, 2);
    expect(result.figures[0]).toMatchObject({ baseline: null, ratio: null });
    expect(result.figures[0]?.rounds.product).toEqual([7, 7]);
  });
});

describe('toCallDelaysMs', () => {
  const sample = (target: number, startUs: number, doneUs: number) => {
    return { target, startUs, answeredUs: startUs, doneUs };
  };

  it('takes the first CALL at the charger of the command, after it was sent', () => {
    const calls = [
      { target: 1, atUs: 500 },
      { target: 2, atUs: 1_500 },
      { target: 1, atUs: 3_000 },
      { target: 1, atUs: 4_000 },
    ];
    expect(toCallDelaysMs([sample(1, 1_000, 9_000)], calls)).toEqual([2]);
  });

  it('leaves out a command that no CALL was seen of before its outcome', () => {
    const calls = [{ target: 1, atUs: 5_000 }];
    expect(toCallDelaysMs([sample(1, 1_000, 4_000), sample(2, 1_000, 9_000)], calls)).toEqual([]);
  });
});
