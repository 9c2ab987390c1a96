import { describe, expect, it } from 'vitest';
import { type CpuProfile, topFunctions } from '../../../bench/report/profile.ts';
import { parseCommandStats } from '../../../bench/report/redis-load.ts';

function makeProfile(): CpuProfile {
  const frame = (id: number, functionName: string, url: string, lineNumber: number) => {
    return { id, callFrame: { functionName, url, lineNumber } };
  };
  return {
    nodes: [
      frame(1, 'settle', 'file:///some/where/src/store/scripts.ts', 40),
      frame(2, '(idle)', '', -1),
      frame(3, '', 'file:///some/where/node_modules/ioredis/built/a.js', 0),
      // The same function under another caller is another node of the tree.
      frame(4, 'settle', 'file:///some/where/src/store/scripts.ts', 40),
    ],
    startTime: 1_000,
    samples: [1, 2, 3, 4, 1],
    timeDeltas: [100, 1_000, 200, 300, 5_000],
  };
}

describe('topFunctions', () => {
  const all = [{ fromUs: 0, toUs: 100_000 }];

  it('adds up the time of a function in itself, without what was idle', () => {
    const [first, second] = topFunctions(makeProfile(), all, 10);
    expect(first).toMatchObject({ name: 'settle', selfMs: 5.4 });
    expect(second).toMatchObject({ name: '(anonymous)', selfMs: 0.2 });
    expect((first?.share ?? 0) + (second?.share ?? 0)).toBeCloseTo(1);
  });

  it('names places from the checkout on, lines from 1', () => {
    expect(topFunctions(makeProfile(), all, 10).map(({ place }) => place)).toEqual([
      'src/store/scripts.ts:41',
      'node_modules/ioredis/built/a.js:1',
    ]);
  });

  it('counts only what was sampled inside the windows', () => {
    const windows = [{ fromUs: 2_000, toUs: 2_700 }];
    expect(topFunctions(makeProfile(), windows, 10)).toMatchObject([
      { name: 'settle', selfMs: 0.3 },
      { name: '(anonymous)', selfMs: 0.2 },
    ]);
  });

  it('shows no more than it was asked for', () => {
    expect(topFunctions(makeProfile(), all, 1)).toHaveLength(1);
  });
});

describe('parseCommandStats', () => {
  it('reads what Redis counted, the costliest first', () => {
    const info = [
      '# Commandstats',
      'cmdstat_hset:calls=10,usec=50,usec_per_call=5.00,rejected_calls=0,failed_calls=0',
      'cmdstat_client|setinfo:calls=2,usec=3,usec_per_call=1.50',
      'cmdstat_evalsha:calls=5,usec=4000,usec_per_call=800.00',
    ].join('\r\n');
    expect(parseCommandStats(info)).toEqual([
      { command: 'evalsha', calls: 5, totalMs: 4 },
      { command: 'hset', calls: 10, totalMs: 0.05 },
      { command: 'client|setinfo', calls: 2, totalMs: 0.003 },
    ]);
  });
});
