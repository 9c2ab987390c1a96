import { describe, expect, it } from 'vitest';
import type { SendResult } from '../../../src/domain/reply.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { makeCaller, wishes } from '../../support/builders.ts';
import { addDevice, read, type TestDevice } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';
import { waitFor } from '../../support/wait-for.ts';

const bench = useCore();
const hourMs = 3_600_000;

/** A charger whose boost was taken, and that is away again. */
async function addBoosted(): Promise<{ charger: TestDevice; boost: TransactionId }> {
  const { core } = bench;
  const charger = await addDevice(core, 'charger');
  const connection = await charger.connect({
    procedure: 'steps',
    answer: async () => ({ kind: 'accepted' }),
  });
  const boost = await charger.accept(wishes.boost);
  await core.quiet();
  expect((await read(core, boost)).status).toBe('ACKNOWLEDGED');
  await core.links.close(connection);
  return { charger, boost };
}

const cancel = (id: TransactionId) => bench.core.cancel(makeCaller(), id);
const statusOf = async (id: TransactionId) => (await read(bench.core, id)).status;

async function openWish({ id }: TestDevice): Promise<string | undefined> {
  return (await bench.core.devices.find(id))?.wishes.boost?.transactionId;
}

describe('a boost', () => {
  it('is open again when its cancel is called off unsent', async () => {
    const { charger, boost } = await addBoosted();
    const id = await charger.accept(wishes.cancelBoost);
    expect(await openWish(charger)).toBeUndefined();
    await cancel(id);
    expect(await statusOf(id)).toBe('CANCELLED');
    expect(await openWish(charger)).toBe(boost);
  });

  it('stays ended when the effect of the boost had failed before its cancel expired', async () => {
    const { charger, boost } = await addBoosted();
    const id = await charger.accept(wishes.cancelBoost);
    for (const part of [6, 31, 23]) await bench.core.pass(part * 60_000);
    expect(await statusOf(boost)).toBe('LOST');
    expect(await statusOf(id)).toBe('EXPIRED');
    expect(await openWish(charger)).toBeUndefined();
  });

  it('is open again when its cancel, and the repetition of that, expire unsent', async () => {
    const { charger, boost } = await addBoosted();
    await bench.redis.hset(`jg:tx:${boost}`, 'status', 'SUCCEEDED');
    await charger.accept(wishes.cancelBoost);
    const id = await charger.accept(wishes.cancelBoost);
    await bench.core.pass(hourMs);
    expect(await statusOf(id)).toBe('EXPIRED');
    expect(await openWish(charger)).toBe(boost);
  });

  it('stays ended when its session ended while the cancel waited', async () => {
    const { charger } = await addBoosted();
    const id = await charger.accept(wishes.cancelBoost);
    await charger.tell({ type: 'session-ended' });
    await cancel(id);
    expect(await openWish(charger)).toBeUndefined();
  });

  it('is open again when a second cancel took the place of one that came back unsent', async () => {
    const { core } = bench;
    const { charger, boost } = await addBoosted();
    const sending = Promise.withResolvers<SendResult>();
    const dying = await charger.connect({ answer: () => sending.promise });
    const first = await charger.accept(wishes.cancelBoost);
    await waitFor(() => dying.sent.length === 1, 'the attempt');
    const second = await charger.accept(wishes.cancelBoost);
    sending.resolve({ kind: 'unreachable', detail: 'gone' });
    await core.quiet();
    expect(await statusOf(first)).toBe('SUPERSEDED');
    await cancel(second);
    expect(await openWish(charger)).toBe(boost);
  });

  it('is none where the cancel replaced it unsent', async () => {
    const charger = await addDevice(bench.core, 'charger');
    await bench.core.links.close(await charger.connect());
    await charger.accept(wishes.boost);
    const id = await charger.accept(wishes.cancelBoost);
    await cancel(id);
    expect(await openWish(charger)).toBeUndefined();
  });
});
