import { beforeEach, expect, it } from 'vitest';
import { copyTransactions } from '../../bench/seed/copy-transactions.ts';
import { readNewestEnded } from '../../bench/seed/newest-ended.ts';
import type { TransactionId } from '../../src/domain/transaction.ts';
import { wishes } from '../support/builders.ts';
import { addDevice, read } from '../support/core-devices.ts';
import { useCore } from '../support/use-core.ts';

const bench = useCore({ targets: ['webhook'] });
const copies = 3;
let original: TransactionId;
let place: { redisSocket: string; keyPrefix: string };

beforeEach(async () => {
  const { core, server } = bench;
  place = { redisSocket: server.socketPath, keyPrefix: 'jg:' };
  const device = await addDevice(core);
  await device.connect();
  original = await device.accept(wishes.setpoint);
  await core.quiet();
  await device.show('config', { waterSetpointC: 50 });
  await device.answer(original, { kind: 'succeeded', aspect: 'config', rev: 1 });
  expect((await read(core, original)).status).toBe('SUCCEEDED');
});

/** Every place in the keyspace that names a transaction, with its type and without its id. */
async function traceOf(id: string): Promise<readonly string[]> {
  const { redis } = bench;
  const trace: string[] = [];
  for (const name of await redis.keys('jg:*')) {
    const type = await redis.type(name);
    if (name.includes(id)) trace.push(`${type} ${name.replace(id, '*')}`);
    const score = type === 'zset' ? await redis.zscore(name, id) : null;
    if (score !== null) trace.push(`${name} at ${score}`);
  }
  return trace.sort();
}

it('copies of transactions are as the store keeps real ones', async () => {
  const { core } = bench;
  const originals = await readNewestEnded(place, 10);
  expect(originals).toEqual([original]);
  await copyTransactions(place, { originals, count: copies }, () => {});
  const { items } = await core.transactions.list({ accounts: ['A-1'], first: 10 });
  expect(items).toHaveLength(copies + 1);
  const model = await read(core, original);
  for (const { transaction } of items) {
    expect(transaction).toEqual({ ...model, id: transaction.id });
    expect(await core.transactions.timeline(transaction.id)).toEqual(
      await core.transactions.timeline(original),
    );
    expect(await traceOf(transaction.id)).toEqual(await traceOf(original));
  }
});

it('what has not ended is not copied: no mailbox would know of the copies', async () => {
  const device = await addDevice(bench.core);
  const open = await device.accept(wishes.setpoint);
  expect(await readNewestEnded(place, 10)).toEqual([original]);
  const copying = copyTransactions(place, { originals: [open], count: 1 }, () => {});
  await expect(copying).rejects.toThrow('has not ended');
});
