import { describe, expect, it } from 'vitest';
import { makeConnectionTable } from '../../../src/domain/connection-table.ts';
import type { DeviceId, DeviceIdentity } from '../../../src/domain/device.ts';
import type { DueEntry } from '../../../src/domain/ports/transactions.ts';
import type { Transaction, TransactionId } from '../../../src/domain/transaction.ts';
import { makeDueLoop } from '../../../src/jobs/due-loop.ts';
import { makeTransaction } from '../../support/builders.ts';
import { makeFakeClock } from '../../support/fake-clock.ts';
import { makeFakeConnection } from '../../support/fake-connection.ts';
import { makeKeptLog } from '../../support/quiet-log.ts';
import { waitFor } from '../../support/wait-for.ts';

type Handled = { laneHasNext: boolean; transaction: Transaction | null };

/** A due loop on entries that the test puts there. */
function makeBench() {
  const clock = makeFakeClock();
  const log = makeKeptLog();
  const connections = makeConnectionTable();
  const state = {
    ...{ entries: [] as DueEntry[], leases: 0, skewMs: 0, fail: '' },
    ...{ rearmed: [] as (number | null)[], woken: [] as DeviceId[] },
    handle: async (): Promise<Handled> => ({ laneHasNext: false, transaction: null }),
  };
  const loop = makeDueLoop({
    skewMaxMs: 2_000,
    due: {
      async lease(_nowMs, limit) {
        state.leases += 1;
        if (state.fail) throw new Error(state.fail);
        return state.entries.splice(0, limit);
      },
      rearm: async (_entry, atMs) => void state.rearmed.push(atMs),
      sweep: async () => 0,
      openCount: async () => 0,
      storeTimeMs: async () => clock.nowMs() + state.skewMs,
    },
    handle: () => state.handle(),
    replan: async () => undefined,
    connections,
    devices: { find: async () => null },
    wake: { wake: (deviceId) => void state.woken.push(deviceId) },
    clock,
    log,
  });
  const tick = async () => {
    loop.start();
    clock.advance(0);
    await loop.stop();
  };
  return { clock, log, connections, state, loop, tick };
}

const transactionEntry: DueEntry = {
  ...{ kind: 'transaction', id: 'tx-1' as TransactionId, leasedUntilMs: 5_000 },
};
const deviceEntry: DueEntry = {
  ...{ kind: 'device', id: 'dev-1' as DeviceId, leasedUntilMs: 5_000 },
};

describe('the due loop', () => {
  it('looks every 250 ms', async () => {
    const { clock, state, loop } = makeBench();
    loop.start();
    for (let turn = 1; turn <= 3; turn += 1) {
      clock.advance(turn === 1 ? 0 : 250);
      await waitFor(() => state.leases === turn && clock.pendingCount === 1, `look ${turn}`);
      clock.advance(249);
      expect(state.leases).toBe(turn);
      clock.advance(-249);
    }
    await loop.stop();
  });

  it('looks again at once when it got all that it may lease', async () => {
    const { clock, state, loop } = makeBench();
    state.entries = Array.from({ length: 130 }, () => transactionEntry);
    loop.start();
    clock.advance(0);
    await waitFor(() => clock.pendingCount === 1, 'the next look to be armed');
    clock.advance(0);
    await waitFor(() => state.leases === 2, 'the second look');
    await loop.stop();
  });

  it.each([2_001, -2_001])('pops nothing while the store is %i ms away', async (skewMs) => {
    const { state, loop, tick, log } = makeBench();
    state.skewMs = skewMs;
    state.entries = [transactionEntry];
    await tick();
    expect(state.leases).toBe(0);
    expect(loop.isInTime()).toBe(false);
    expect(log.lines.at(-1)?.level).toBe('error');
    state.skewMs = 2_000;
    await tick();
    expect(state.leases).toBe(1);
    expect(loop.isInTime()).toBe(true);
  });

  it('wakes the lane of a device that is held here, and drops the entry', async () => {
    const { connections, state, tick } = makeBench();
    const device = { id: 'dev-1' as DeviceId, identity: 'x' as DeviceIdentity };
    connections.add(makeFakeConnection(device, 1));
    state.entries = [deviceEntry];
    await tick();
    expect(state).toMatchObject({ woken: ['dev-1'], rearmed: [null] });
  });

  it('wakes no lane for a device that is not held here', async () => {
    const { state, tick } = makeBench();
    state.entries = [deviceEntry];
    await tick();
    expect(state.woken).toEqual([]);
  });

  it.each([
    ['whose lane it freed', true, 'LOST', ['dev-1']],
    ['that may be sent again', false, 'SENT', ['dev-1']],
    ['that freed no lane', false, 'LOST', []],
  ] as const)(
    'after a transaction %s wakes as it must',
    async (_what, laneHasNext, status, woken) => {
      const { state, tick } = makeBench();
      state.entries = [transactionEntry];
      state.handle = async () => ({ laneHasNext, transaction: makeTransaction({ status }) });
      await tick();
      expect(state.woken).toEqual(woken);
    },
  );

  it('goes on with the others when one entry fails, and leaves that one leased', async () => {
    const { state, tick, log } = makeBench();
    let calls = 0;
    state.entries = [transactionEntry, transactionEntry];
    state.handle = async () => {
      calls += 1;
      if (calls === 1) throw new Error('the store is away');
      return { laneHasNext: false, transaction: null };
    };
    await tick();
    expect(calls).toBe(2);
    expect(state.rearmed).toEqual([]);
    expect(log.lines).toHaveLength(1);
  });

  it('lives on when the store cannot be read', async () => {
    const { clock, state, loop, log } = makeBench();
    state.fail = 'the store is away';
    loop.start();
    clock.advance(0);
    await waitFor(() => clock.pendingCount === 1, 'the next look to be armed');
    expect(log.lines.at(-1)?.level).toBe('warn');
    state.fail = '';
    clock.advance(250);
    await waitFor(() => state.leases === 2, 'the second look');
    await loop.stop();
  });

  it('waits for the look that runs when it is stopped, and leaves no timer', async () => {
    const { clock, state, loop } = makeBench();
    const gate = Promise.withResolvers<Handled>();
    state.entries = [transactionEntry];
    state.handle = () => gate.promise;
    loop.start();
    clock.advance(0);
    await waitFor(() => state.leases === 1, 'the look to begin');
    let isStopped = false;
    const stopping = loop.stop().then(() => {
      isStopped = true;
    });
    expect(isStopped).toBe(false);
    gate.resolve({ laneHasNext: false, transaction: null });
    await stopping;
    expect(clock.pendingCount).toBe(0);
  });
});
