import { describe, expect, it } from 'vitest';
import { setpointOf, wishes } from '../../support/builders.ts';
import { makeCore } from '../../support/core.ts';
import { addDevice, read, statesOf } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';
import { waitFor } from '../../support/wait-for.ts';

const bench = useCore();

describe('a command without an answer', () => {
  it('is sent again with the same id after 1 s and 5 s, three times in all', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await core.pass(30_000);
    expect(link.sent).toHaveLength(1);
    await core.pass(999);
    expect(link.sent).toHaveLength(1);
    await core.pass(1);
    expect(link.sent).toHaveLength(2);
    await core.pass(30_000);
    await core.pass(4_999);
    expect(link.sent).toHaveLength(2);
    await core.pass(1);
    expect(link.sent.map((order) => order.attempt)).toEqual([1, 2, 3]);
    expect(new Set(link.sent.map((order) => order.transactionId))).toEqual(new Set([id]));
    expect(new Set(link.sent.map((order) => order.seq)).size).toBe(1);
    await core.pass(30_000);
    expect((await read(core, id)).status).toBe('UNCONFIRMED');
    await core.pass(60_000);
    expect(link.sent).toHaveLength(3);
  });

  it('is not sent again past its deadline', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    const link = await charger.connect();
    const id = await charger.accept(wishes.boost);
    await core.quiet();
    await core.pass(30_000);
    await core.pass(1_000);
    expect(link.sent).toHaveLength(2);
    await core.pass(30_000);
    expect((await read(core, id)).status).toBe('UNCONFIRMED');
    await core.pass(10_000);
    expect(link.sent).toHaveLength(2);
  });

  it('stays SENT while the device is away; those behind expire by themselves', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    const id = await device.accept(setpointOf(50));
    await core.quiet();
    const behind = await device.accept(wishes.zoneMode);
    await core.links.close(link);
    await core.pass(30_000);
    expect(await read(core, id)).toMatchObject({ status: 'SENT', unanswered: true });
    const { expiresAtMs } = await read(core, id);
    expect(Number(await redis.zscore('jg:due', `t${id}`))).toBe(expiresAtMs);
    await core.pass(15 * 60_000);
    expect((await read(core, behind)).status).toBe('EXPIRED');
    expect((await read(core, id)).status).toBe('SENT');
    await core.pass(45 * 60_000);
    expect((await read(core, id)).status).toBe('UNCONFIRMED');
    expect(await redis.exists(`jg:fly:${device.id}`)).toBe(0);
  });

  it('that is busy is tried again, and is REJECTED busy after the last attempt', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    for (const pauseMs of [1_000, 5_000]) {
      await device.answer(id, { kind: 'rejected', code: 'busy', detail: null });
      expect((await read(core, id)).unanswered).toBe(false);
      await core.pass(pauseMs);
    }
    expect(link.sent).toHaveLength(3);
    await device.answer(id, { kind: 'rejected', code: 'busy', detail: null });
    expect(await read(core, id)).toMatchObject({ status: 'REJECTED', reason: { code: 'busy' } });
  });
});

describe('a late answer', () => {
  it('calls off the retry that was decided, and the lane rests until the outcome', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await core.pass(30_000);
    await device.answer(id, { kind: 'accepted' });
    expect(await redis.hget(`jg:fly:${device.id}`, 'retryAt')).toBe('');
    await core.pass(1_000);
    core.lanes.wake(device.id);
    await core.quiet();
    expect(link.sent).toHaveLength(1);
    expect((await read(core, id)).status).toBe('ACKNOWLEDGED');
  });
});

describe('a command whose bytes never left', () => {
  it('waits again at the head of its mailbox, and only a newer link takes it', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const dying = await device.connect({
      answer: async () => ({ kind: 'unreachable', detail: 'gone' }),
    });
    const id = await device.accept(wishes.setpoint);
    const behind = await device.accept(wishes.rename);
    await core.quiet();
    core.lanes.wake(device.id);
    await core.quiet();
    await core.pass(5_000);
    expect(dying.sent).toHaveLength(1);
    expect(await read(core, id)).toMatchObject({ status: 'QUEUED', attempt: 0 });
    const link = await device.connect({
      answer: async () => ({ kind: 'failed', code: 'x', detail: null }),
    });
    await core.quiet();
    expect(link.sent.map((order) => order.transactionId)).toEqual([id, behind]);
    expect(link.sent[0]?.attempt).toBe(1);
  });

  it('can be replaced and cancelled like any that waits', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    await device.connect({ answer: async () => ({ kind: 'unreachable', detail: 'gone' }) });
    const id = await device.accept(setpointOf(50));
    await core.quiet();
    const newer = await device.accept(setpointOf(55));
    expect(await read(core, id)).toMatchObject({ status: 'SUPERSEDED', supersededBy: newer });
  });

  it('is UNCONFIRMED at the end, not QUEUED, when an earlier attempt went unanswered', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await core.pass(30_000);
    link.answer = async () => ({ kind: 'unreachable', detail: 'gone' });
    await core.pass(1_000);
    expect(await read(core, id)).toMatchObject({ status: 'SENT', attempt: 2, unanswered: true });
    expect(await statesOf(core, id)).not.toContain('EXPIRED');
  });
});

describe('a gateway that was killed with a command SENT', () => {
  it('sends it again under the same id, and takes the replayed answer', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    const behind = await device.accept(wishes.rename);
    await core.quiet();
    const after = makeCore(redis, { clock: core.clock, node: 'node-2' });
    const rev = await device.show('config', { waterSetpointC: 50 });
    const link = await device.connect({}, after);
    await after.quiet();
    expect(link.sent).toMatchObject([{ transactionId: id, attempt: 2 }]);
    await after.record(device.id, {
      ...{ type: 'reply', transactionId: id, eventId: 'res-1' },
      reply: { kind: 'succeeded', aspect: 'config', rev },
    });
    await after.quiet();
    expect((await read(after, id)).status).toBe('SUCCEEDED');
    expect(link.sent.map((order) => order.transactionId)).toEqual([id, behind]);
  });

  it('lets go of the lane of a procedure that died with it, then repeats the command', async () => {
    const { core, redis } = bench;
    const charger = await addDevice(core, 'charger');
    const dead = await charger.connect({ procedure: 'steps', answer: () => new Promise(() => {}) });
    const id = await charger.accept(wishes.cancelBoost);
    await waitFor(() => dead.sent.length === 1, 'the first attempt');
    const after = makeCore(redis, { clock: core.clock, node: 'node-2' });
    const link = await charger.connect({}, after);
    await after.quiet();
    expect(link.sent).toMatchObject([{ transactionId: id, attempt: 2 }]);
  });

  it('does not send past the deadline after the restart: UNCONFIRMED', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    core.clock.advance(60 * 60_000);
    const after = makeCore(redis, { clock: core.clock, node: 'node-2' });
    const link = await device.connect({}, after);
    await after.quiet();
    expect(link.sent).toEqual([]);
    expect((await read(after, id)).status).toBe('UNCONFIRMED');
  });
});
