import { describe, expect, it } from 'vitest';
import { makeRetention } from '../../../src/store/retention.ts';
import { renameOf, setpointOf, wishes } from '../../support/builders.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
const account = { accounts: ['A-1'], first: 10 };

async function acceptMany(count: number): Promise<readonly string[]> {
  const device = await addDevice(bench.core);
  const ids = [];
  for (let index = 0; index < count; index += 1) {
    bench.core.clock.advance(1);
    ids.push(await device.accept(renameOf(`S${index}`, 'name')));
  }
  return ids;
}

describe('a list of transactions', () => {
  it('goes through all of them page by page, oldest change first, none twice', async () => {
    const ids = await acceptMany(25);
    const seen: string[] = [];
    let after: string | undefined;
    for (let pages = 0; pages < 5; pages += 1) {
      const page = await bench.core.transactions.list({ ...account, ...(after ? { after } : {}) });
      seen.push(...page.items.map((item) => item.transaction.id));
      expect(page.totalCount).toBe(25);
      after = page.items.at(-1)?.cursor;
      if (!page.hasMore) break;
    }
    expect(seen).toEqual(ids);
  });

  it('keeps its place when many changed in the same millisecond', async () => {
    const device = await addDevice(bench.core);
    const ids = [];
    for (let index = 0; index < 25; index += 1)
      ids.push(await device.accept(renameOf(`S${index}`, 'n')));
    const first = await bench.core.transactions.list(account);
    const after = first.items.at(-1)?.cursor ?? '';
    const rest = await bench.core.transactions.list({ ...account, first: 50, after });
    const seen = [...first.items, ...rest.items].map((item) => item.transaction.id);
    expect(seen.sort()).toEqual(ids.sort());
  });

  it('shows only what was asked for: changed since, status, kind, device', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const old = await device.accept(wishes.rename);
    const sinceMs = core.clock.nowMs();
    core.clock.advance(5);
    const setpoint = await device.accept(setpointOf(50));
    const newer = await device.accept(setpointOf(55));
    const list = async (over: object) => {
      const page = await core.transactions.list({ ...account, ...over });
      return page.items.map((item) => item.transaction.id).sort();
    };
    expect(await list({ updatedAfterMs: sinceMs })).toEqual([setpoint, newer].sort());
    expect(await list({ statuses: ['SUPERSEDED'] })).toEqual([setpoint]);
    expect(await list({ kind: 'rename_sensor' })).toEqual([old]);
    expect(await list({ deviceId: device.id })).toHaveLength(3);
    expect(await list({ deviceId: device.id, accounts: ['A-2'] })).toEqual([]);
    expect(await list({ accounts: ['A-2'] })).toEqual([]);
    expect(await list({ accounts: 'any' })).toHaveLength(3);
  });

  it('takes a malformed cursor for none', async () => {
    await acceptMany(2);
    const page = await bench.core.transactions.list({ ...account, after: 'not a cursor' });
    expect(page.items).toHaveLength(2);
  });

  it('finds one wanted transaction behind thousands that are not', async () => {
    const { core, redis } = bench;
    const [wanted] = await acceptMany(1);
    const pipeline = redis.pipeline();
    for (let index = 0; index < 6_000; index += 1) {
      pipeline.zadd('jg:ix:acc:A-1', index + 1, `gone-${index}`);
    }
    await pipeline.exec();
    const page = await core.transactions.list({ ...account, statuses: ['QUEUED'] });
    expect(page.items.map((item) => item.transaction.id)).toEqual([wanted]);
    expect(page.hasMore).toBe(false);
  });
});

describe('retention', () => {
  it('leaves what has not ended and what is not old enough', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const open = await device.accept(wishes.rename);
    const superseded = await device.accept(setpointOf(50));
    await device.accept(setpointOf(55));
    core.clock.advance(10_000);
    const retention = makeRetention(core.scripts);
    expect(await retention.purge(core.clock.nowMs() - 20_000, 10)).toBe(0);
    expect(await retention.purge(core.clock.nowMs(), 10)).toBe(1);
    expect(await core.transactions.find(superseded)).toBeNull();
    expect((await read(core, open)).status).toBe('QUEUED');
  });
});
