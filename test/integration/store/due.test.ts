import { describe, expect, it } from 'vitest';
import { makeDueClock } from '../../../src/store/due-clock.ts';
import { setpointOf, wishes } from '../../support/builders.ts';
import { makeCore } from '../../support/core.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { fakeStartMs } from '../../support/fake-clock.ts';
import { useCore } from '../../support/use-core.ts';
import { waitFor } from '../../support/wait-for.ts';

const bench = useCore();

describe('a direct wake and the due loop together', () => {
  it('send a command once', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    core.clock.advance(1_000);
    for (let turn = 0; turn < 10; turn += 1) {
      const id = await device.accept(setpointOf(50));
      core.clock.advance(250);
      await Promise.all([core.tickOnly(), core.lanes.wake(device.id), core.tickOnly()]);
      await core.quiet();
      const sent = link.sent.filter((order) => order.transactionId === id);
      expect(sent).toHaveLength(1);
      await device.answer(id, { kind: 'failed', code: 'x', detail: null });
      await core.quiet();
    }
  });

  it('send a command once, also from two lanes of one device', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const id = await device.accept(wishes.setpoint);
    const link = await device.connect({ ready: false });
    link.ready = true;
    const { signal } = new AbortController();
    const results = await Promise.all(Array.from({ length: 6 }, () => core.run(device.id, signal)));
    expect(link.sent).toMatchObject([{ transactionId: id }]);
    expect(results.every((result) => result.kind === 'busy')).toBe(true);
  });
});

describe('the due clock', () => {
  it('moves on what it leases: a node that dies before handling loses nothing', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    const id = await device.accept(wishes.zoneMode);
    core.clock.advance(15 * 60_000);
    const leased = await core.due.lease(core.clock.nowMs(), 10);
    expect(leased).toMatchObject([{ kind: 'transaction', id }]);
    const after = makeCore(redis, { clock: core.clock, node: 'node-2' });
    await after.pass(4_999);
    expect((await read(after, id)).status).toBe('QUEUED');
    await after.pass(1);
    expect((await read(after, id)).status).toBe('EXPIRED');
  });

  it('finds the command of a node that died between accept and wake', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    await core.pass(0);
    const silent = makeCore(redis, { clock: core.clock });
    const { transactionIds } = await silent.submit({
      ...{ caller: { credentialId: 'k', subject: 's', role: 'service', accounts: [] } as never },
      ...{ target: { by: 'id', id: device.id }, commands: [wishes.setpoint], mutation: 'm' },
      ...{ responsePath: 'm', input: {}, idempotencyKey: null, clientReference: null },
      traceparent: null,
    });
    expect(link.sent).toEqual([]);
    await core.pass(250);
    expect(link.sent.map((order) => order.transactionId)).toEqual(transactionIds);
  });

  it('gives a due entry to every open transaction that has none, at start', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    const sent = await device.accept(wishes.setpoint);
    await core.quiet();
    const queued = await device.accept(wishes.zoneMode);
    const ended = await device.accept(wishes.rename);
    await core.cancel(caller, ended);
    await core.links.close(link);
    await redis.del('jg:due');
    const after = makeCore(redis, { clock: core.clock, node: 'node-2' });
    expect(await after.due.sweep(core.clock.nowMs())).toBe(2);
    expect(await after.due.sweep(core.clock.nowMs())).toBe(0);
    await after.pass(0);
    expect(await redis.zscore('jg:due', `t${queued}`)).toBe(
      String((await read(core, queued)).expiresAtMs),
    );
    expect(await redis.zscore('jg:due', `t${sent}`)).not.toBeNull();
    expect(await redis.zscore('jg:due', `t${ended}`)).toBeNull();
    await after.pass(60 * 60_000);
    expect((await read(after, queued)).status).toBe('EXPIRED');
    expect((await read(after, sent)).status).toBe('UNCONFIRMED');
  });

  it('drops an entry without a transaction behind it', async () => {
    const { core, redis } = bench;
    await redis.zadd('jg:due', 1, 'tgone');
    await core.pass(0);
    expect(await redis.zcard('jg:due')).toBe(0);
  });

  it('does not move an entry that somebody has moved since the lease', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    const id = await device.accept(wishes.zoneMode);
    const [entry] = await core.due.lease(Number.MAX_SAFE_INTEGER / 4, 10);
    await redis.zadd('jg:due', fakeStartMs + 7, `t${id}`);
    if (entry) await core.due.rearm(entry, null);
    expect(await redis.zscore('jg:due', `t${id}`)).toBe(String(fakeStartMs + 7));
  });

  it('tells the store’s own time', async () => {
    const timeMs = await makeDueClock(bench.core.scripts).storeTimeMs();
    expect(Math.abs(timeMs - Date.now())).toBeLessThan(2_000);
  });

  it('pops nothing while the node and the store differ by over 2 s', async () => {
    let skewMs = 2_001;
    const core = makeCore(bench.redis, { storeTimeMs: () => core.clock.nowMs() + skewMs });
    const device = await addDevice(core);
    const id = await device.accept(wishes.zoneMode);
    await core.pass(15 * 60_000);
    expect((await read(core, id)).status).toBe('QUEUED');
    skewMs = 0;
    await core.pass(250);
    expect((await read(core, id)).status).toBe('EXPIRED');
  });
});

const caller = {
  ...{ credentialId: 'k', subject: 'alice', role: 'service' as const, accounts: [] },
  onBehalfOf: null,
};

describe('two devices', () => {
  it('are served in parallel, each strictly in order', async () => {
    const { core } = bench;
    const devices = [await addDevice(core), await addDevice(core)];
    const gates: (() => void)[] = [];
    const links = [];
    for (const device of devices) {
      for (const each of [wishes.setpoint, wishes.rename, wishes.zoneMode])
        await device.accept(each);
      links.push(
        await device.connect({
          answer: () =>
            new Promise((resolve) => {
              gates.push(() => resolve({ kind: 'failed', code: 'x', detail: null }));
            }),
        }),
      );
    }
    await waitFor(() => gates.length === 2, 'both devices to be served at once');
    expect(links.map((link) => link.sent.length)).toEqual([1, 1]);
    while (links.some((link) => link.sent.length < 3) || gates.length > 0) {
      await waitFor(() => gates.length > 0, 'the next order');
      gates.shift()?.();
    }
    await core.quiet();
    for (const link of links) {
      const seqs = link.sent.map((order) => order.seq);
      expect(seqs).toEqual([...seqs].sort());
      expect(link.sent.map((order) => order.command.kind)).toEqual([
        ...['set_water_setpoint', 'rename_sensor', 'set_zone_mode'],
      ]);
    }
  });
});
