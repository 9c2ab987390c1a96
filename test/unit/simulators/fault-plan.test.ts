import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../simulators/lib/errors.ts';
import {
  BUILT_IN_FAULT_PLANS,
  loadFaultPlan,
  makeFaultPlan,
  parseFaultPlan,
} from '../../../simulators/lib/fault-plan.ts';

const half = [
  { on: 'rename_sensor', do: 'drop-link', when: 'after-execute', probability: 0.5 },
  { on: '*', do: 'silent', probability: 0.5 },
];

function run(seed: number, deviceId: string, kinds: readonly string[]) {
  const faults = makeFaultPlan(parseFaultPlan({ seed, faults: half }, 'test'), deviceId);
  return kinds.map((kind) => faults.next(kind)?.do ?? null);
}

const renames = Array.from({ length: 40 }, () => 'rename_sensor');

describe('a fault plan', () => {
  test('gives the same run for the same seed, device and inputs', () => {
    expect(run(7, 'a', renames)).toEqual(run(7, 'a', renames));
    expect(new Set(run(7, 'a', renames)).size).toBe(3);
  });

  test('gives other runs for other seeds and for other devices', () => {
    expect(run(8, 'a', renames)).not.toEqual(run(7, 'a', renames));
    expect(run(7, 'b', renames)).not.toEqual(run(7, 'a', renames));
  });

  test('a rule strikes at most `times` times, for each device anew', () => {
    const plan = parseFaultPlan({ faults: [{ on: '*', do: 'reject', times: 2 }] }, 'test');
    for (const device of ['a', 'b']) {
      const faults = makeFaultPlan(plan, device);
      const struck = [1, 2, 3, 4].map(() => faults.next('identify') !== null);
      expect(struck).toEqual([true, true, false, false]);
    }
  });

  test('`*` stands for every command but not for connect', () => {
    const plan = parseFaultPlan({ faults: [{ on: '*', do: 'silent' }] }, 'test');
    const faults = makeFaultPlan(plan, 'a');
    expect(faults.next('set_reserve')).not.toBeNull();
    expect(faults.next('connect')).toBeNull();
  });

  test('fills defaults: certain, before the execution, late past the answer window', () => {
    const { faults } = parseFaultPlan({ faults: [{ on: 'x', do: 'late' }] }, 'test');
    expect(faults[0]).toMatchObject({ probability: 1, when: 'before-execute', afterMs: 40_000 });
  });

  test('rules can be added and cleared while it runs', () => {
    const faults = makeFaultPlan(parseFaultPlan({ faults: [] }, 'test'), 'a');
    expect(faults.next('x')).toBeNull();
    faults.add({ on: 'x', do: 'slow', afterMs: 5 });
    expect(faults.next('x')).toEqual({ do: 'slow', when: 'before-execute', afterMs: 5 });
    faults.clear();
    expect(faults.next('x')).toBeNull();
    expect(() => faults.add({ on: 'x', do: 'dance' })).toThrow(UsageError);
  });

  test('names everything that is wrong at once', () => {
    const wrong = { seed: 1.5, faults: [{ on: '', do: 'dance', probability: 2, often: 1 }, 3] };
    expect(() => parseFaultPlan(wrong, 'plan.json')).toThrow(
      /plan\.json: seed: .*often: unknown field.*\.on: .*\.do: .*probability: .*faults\[1\]: /,
    );
  });

  test.each(BUILT_IN_FAULT_PLANS)('has a built-in plan %s', async (name) => {
    const plan = await loadFaultPlan(name, 9);
    expect(plan.seed).toBe(9);
    expect(plan.faults.length).toBeGreaterThan(0);
  });

  test('says which built-in plans there are when a file is missing', async () => {
    await expect(loadFaultPlan('no-such-plan', 1)).rejects.toThrow(/built-in plans: .*drop-links/);
  });
});

test.each(['connect', 'csr', 'register'])('a rule for every command does not mean %s', (on) => {
  const every = parseFaultPlan({ faults: [{ on: '*', do: 'silent' }] }, 'test');
  expect(makeFaultPlan(every, 'a').next(on)).toBeNull();
  const named = parseFaultPlan({ faults: [{ on, do: 'silent' }] }, 'test');
  expect(makeFaultPlan(named, 'a').next(on)).toMatchObject({ do: 'silent' });
});
