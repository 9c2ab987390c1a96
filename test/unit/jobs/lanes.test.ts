import { describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import type { LaneResult } from '../../../src/domain/run-next-command.ts';
import { makeLanes } from '../../../src/jobs/lanes.ts';
import { makeFakeClock } from '../../support/fake-clock.ts';
import { makeKeptLog } from '../../support/quiet-log.ts';
import { waitFor } from '../../support/wait-for.ts';

const one = 'dev-1' as DeviceId;
const two = 'dev-2' as DeviceId;

/** Lanes whose runs return when the test says so. */
function makeBench() {
  const clock = makeFakeClock();
  const log = makeKeptLog();
  const runs: { deviceId: DeviceId; signal: AbortSignal; end: (result: LaneResult) => void }[] = [];
  const fails: string[] = [];
  const run = (deviceId: DeviceId, signal: AbortSignal) =>
    new Promise<LaneResult>((resolve, reject) => {
      const failure = fails.shift();
      if (failure) reject(new Error(failure));
      runs.push({ deviceId, signal, end: resolve });
    });
  const lanes = makeLanes({ run, clock, log });
  const rest = () => waitFor(() => lanes.runningCount === 0, 'the lanes to come to rest');
  const begun = (count: number) => waitFor(() => runs.length === count, `${count} runs`);
  return { clock, log, runs, fails, lanes, rest, begun };
}

describe('lanes', () => {
  it('run two devices at the same time and one device once', async () => {
    const { lanes, runs, rest } = makeBench();
    lanes.wake(one);
    lanes.wake(one);
    lanes.wake(two);
    expect(runs.map((run) => run.deviceId)).toEqual([one, two]);
    expect(lanes.runningCount).toBe(2);
    runs[1]?.end({ kind: 'idle' });
    runs[0]?.end({ kind: 'idle' });
    await waitFor(() => runs.length === 3, 'the look for the second wake');
    runs[2]?.end({ kind: 'idle' });
    await rest();
    expect(runs).toHaveLength(3);
  });

  it('lose no wake that comes while a lane runs', async () => {
    const { lanes, runs, rest, begun } = makeBench();
    lanes.wake(one);
    lanes.wake(one);
    runs[0]?.end({ kind: 'busy' });
    await begun(2);
    runs[1]?.end({ kind: 'idle' });
    await rest();
  });

  it('go on at once while there is work, past a hundred commands', async () => {
    const { lanes, runs, rest, begun } = makeBench();
    lanes.wake(one);
    for (let count = 0; count < 120; count += 1) {
      await begun(count + 1);
      runs[count]?.end({ kind: 'worked' });
    }
    await begun(121);
    runs[120]?.end({ kind: 'idle' });
    await rest();
  });

  it('come back at the moment of a retry, not before', async () => {
    const { lanes, runs, rest, clock } = makeBench();
    lanes.wake(one);
    runs[0]?.end({ kind: 'later', atMs: clock.nowMs() + 1_000 });
    await rest();
    clock.advance(999);
    expect(runs).toHaveLength(1);
    clock.advance(1);
    expect(runs).toHaveLength(2);
    runs[1]?.end({ kind: 'idle' });
    await rest();
  });

  it('look again a second after a failure, and say so', async () => {
    const { lanes, runs, rest, clock, fails, log } = makeBench();
    fails.push('the store is away');
    lanes.wake(one);
    await rest();
    expect(log.lines).toMatchObject([{ level: 'error', text: 'a lane failed' }]);
    clock.advance(1_000);
    expect(runs).toHaveLength(2);
    runs[1]?.end({ kind: 'idle' });
    await rest();
  });
});

describe('lanes that are stopped', () => {
  it('tell what runs to end, wait for it, and leave no timer', async () => {
    const { lanes, runs, clock } = makeBench();
    lanes.wake(one);
    let isStopped = false;
    const stopping = lanes.stop(3_000).then(() => {
      isStopped = true;
    });
    expect(runs[0]?.signal.aborted).toBe(true);
    expect(isStopped).toBe(false);
    runs[0]?.end({ kind: 'later', atMs: clock.nowMs() + 60_000 });
    await stopping;
    expect(clock.pendingCount).toBe(0);
    expect(lanes.runningCount).toBe(0);
  });

  it('wait no longer than their bound for a run that hangs', async () => {
    const { lanes, clock } = makeBench();
    lanes.wake(one);
    const stopping = lanes.stop(3_000);
    clock.advance(3_000);
    await stopping;
    expect(clock.pendingCount).toBe(0);
  });

  it('drop the retries that wait, and take no wake any more', async () => {
    const { lanes, runs, rest, clock } = makeBench();
    lanes.wake(one);
    runs[0]?.end({ kind: 'later', atMs: clock.nowMs() + 1_000 });
    await rest();
    await lanes.stop(3_000);
    clock.advance(2_000);
    lanes.wake(one);
    expect(runs).toHaveLength(1);
    expect(clock.pendingCount).toBe(0);
  });
});
