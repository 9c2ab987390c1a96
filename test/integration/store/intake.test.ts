import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/command.ts';
import { makeCaller, renameOf, setpointOf, wishes } from '../../support/builders.ts';
import { addDevice, makeSubmission, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore({ targets: ['webhook'] });

describe('accepting', () => {
  it('has everything on disk when it returns: a killed Redis still knows the id', async () => {
    const device = await addDevice(bench.core);
    const id = await device.accept(wishes.setpoint);
    await bench.server.kill();
    await bench.server.restart();
    const again = await bench.server.connect();
    expect(await again.hget(`jg:tx:${id}`, 'status')).toBe('QUEUED');
    expect(await again.zrange(`jg:mb:${device.id}`, '0', '-1')).toEqual([id]);
    expect(await again.zscore('jg:due', `t${id}`)).not.toBeNull();
    expect(await again.zscore('jg:out:webhook', id)).not.toBeNull();
  });

  it('gives each device a rising seq that begins at the second of acceptance', async () => {
    const device = await addDevice(bench.core);
    const ids = [];
    for (const name of ['a', 'b', 'c'])
      ids.push(await device.accept(renameOf(`S${name.charCodeAt(0) % 9}`, name)));
    const seqs = await Promise.all(ids.map(async (id) => (await read(bench.core, id)).seq));
    const first = Math.floor(bench.core.clock.nowMs() / 1_000) + 1;
    expect(seqs).toEqual([first, first + 1, first + 2]);
  });

  it('keeps the seq of an identity over a new registration', async () => {
    const { core, redis } = bench;
    const old = await addDevice(core, 'heat_pump_controller', { identity: 'euid-1' });
    const before = await read(core, await old.accept(wishes.setpoint));
    await redis.hset(`jg:dev:${old.id}`, 'retiredAtMs', core.clock.nowMs());
    const again = await addDevice(core, 'heat_pump_controller', { identity: 'euid-1' });
    const after = await read(core, await again.accept(wishes.setpoint));
    expect(after.seq).toBe(before.seq + 1);
  });

  it('takes several commands of one call all or none', async () => {
    const device = await addDevice(bench.core);
    const names = Array.from({ length: 30 }, (_, index) => renameOf(`S${index}`, `name ${index}`));
    const accepted = await bench.core.submit(makeSubmission(device.id, names));
    expect(accepted.transactionIds).toHaveLength(30);
    await expect(bench.core.submit(makeSubmission(device.id, many(21, 30)))).rejects.toMatchObject({
      code: 'device_queue_full',
    });
    expect(await bench.redis.zcard(`jg:mb:${device.id}`)).toBe(30);
  });

  it('keeps at most 50 waiting, and then stores one REFUSED outside the mailbox', async () => {
    const device = await addDevice(bench.core);
    await bench.core.submit(makeSubmission(device.id, many(50)));
    const refusal = await device.submit(wishes.setpoint).catch((error) => error);
    expect(refusal).toMatchObject({ code: 'device_queue_full' });
    const refused = await read(bench.core, refusal.context.transactionId);
    expect(refused).toMatchObject({ status: 'REFUSED', seq: 0 });
    expect(await bench.redis.zcard(`jg:mb:${device.id}`)).toBe(50);
    const ttlMs = await bench.redis.pttl(`jg:tx:${refused.id}`);
    expect(ttlMs).toBeGreaterThan(86_300_000);
    expect(ttlMs).toBeLessThanOrEqual(86_400_000);
    expect(await bench.redis.zscore('jg:out:webhook', refused.id)).toBeNull();
  });

  it('counts what a command replaces: a full mailbox still takes a newer wish', async () => {
    const device = await addDevice(bench.core);
    await bench.core.submit(makeSubmission(device.id, many(49)));
    const old = await device.accept(setpointOf(50));
    const newer = await device.accept(setpointOf(55));
    expect(await read(bench.core, old)).toMatchObject({
      status: 'SUPERSEDED',
      supersededBy: newer,
    });
    expect(await bench.redis.zcard(`jg:mb:${device.id}`)).toBe(50);
  });

  it('replaces only what is QUEUED, never what is SENT', async () => {
    const device = await addDevice(bench.core);
    await device.connect();
    const sent = await device.accept(setpointOf(50));
    await bench.core.quiet();
    const second = await device.accept(setpointOf(55));
    const third = await device.accept(setpointOf(58));
    expect((await read(bench.core, sent)).status).toBe('SENT');
    expect((await read(bench.core, second)).supersededBy).toBe(third);
    expect((await read(bench.core, third)).status).toBe('QUEUED');
  });

  it('replaces inside one call as well: the last wish for a sensor stays', async () => {
    const device = await addDevice(bench.core);
    const { transactionIds } = await bench.core.submit(
      makeSubmission(device.id, [renameOf('S1', 'a'), renameOf('S1', 'b')]),
    );
    const [first, last] = await Promise.all(transactionIds.map((id) => read(bench.core, id)));
    expect(first).toMatchObject({ status: 'SUPERSEDED', supersededBy: last?.id });
    expect(last?.status).toBe('QUEUED');
  });
});

function many(count: number, from = 0): readonly Command[] {
  return Array.from({ length: count }, (_, index) => renameOf(`S${from + index}`, `name ${index}`));
}

describe('an idempotency key', () => {
  it('gives the same transaction for the same wish, and makes no second one', async () => {
    const device = await addDevice(bench.core);
    const once = await device.submit(wishes.setpoint, { idempotencyKey: 'k' });
    const again = await device.submit(wishes.setpoint, { idempotencyKey: 'k' });
    expect(again.transactionIds).toEqual(once.transactionIds);
    expect(await bench.redis.zcard(`jg:mb:${device.id}`)).toBe(1);
  });

  it('is one for two calls that race', async () => {
    const device = await addDevice(bench.core);
    const calls = Array.from({ length: 8 }, () =>
      device.submit(wishes.setpoint, { idempotencyKey: 'k' }),
    );
    const ids = (await Promise.all(calls)).map((accepted) => accepted.transactionIds[0]);
    expect(new Set(ids).size).toBe(1);
    expect(await bench.redis.zcard(`jg:mb:${device.id}`)).toBe(1);
  });

  it('is a conflict for another wish', async () => {
    const device = await addDevice(bench.core);
    await device.submit(wishes.setpoint, { idempotencyKey: 'k' });
    await expect(device.submit(setpointOf(55), { idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
    expect(await bench.redis.zcard(`jg:mb:${device.id}`)).toBe(1);
  });

  it.each([
    ['another credential', { caller: makeCaller({ credentialId: 'key-2' }) }],
    ['another response path', { responsePath: 'second' }],
  ])('is another one for %s', async (_what, over) => {
    const device = await addDevice(bench.core);
    const once = await device.submit(renameOf('S1', 'a'), { idempotencyKey: 'k' });
    const other = await device.submit(renameOf('S2', 'b'), { idempotencyKey: 'k', ...over });
    expect(other.transactionIds).not.toEqual(once.transactionIds);
  });

  it('covers each command of a bulk call', async () => {
    const device = await addDevice(bench.core);
    const bulk = makeSubmission(device.id, many(3), { idempotencyKey: 'k' });
    const once = await bench.core.submit(bulk);
    expect((await bench.core.submit(bulk)).transactionIds).toEqual(once.transactionIds);
    await expect(
      bench.core.submit(makeSubmission(device.id, many(4), { idempotencyKey: 'k' })),
    ).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });

  it('does not remember a refusal: the repeat is judged anew', async () => {
    const charger = await addDevice(bench.core, 'charger');
    await expect(charger.submit(wishes.boost, { idempotencyKey: 'k' })).rejects.toMatchObject({
      code: 'refused',
    });
    await charger.connect();
    const accepted = await charger.submit(wishes.boost, { idempotencyKey: 'k' });
    expect(accepted.transactionIds).toHaveLength(1);
  });

  it('lives for 24 hours', async () => {
    const device = await addDevice(bench.core);
    await device.submit(wishes.setpoint, { idempotencyKey: 'k' });
    const [key] = await bench.redis.keys('jg:idem:*');
    expect(await bench.redis.pttl(key ?? '')).toBeGreaterThan(86_300_000);
  });
});

describe('an open wish', () => {
  const wishOf = async (id: string) => (await bench.core.devices.find(id))?.wishes.boost;

  it('opens with an accepted boost and refuses a second one', async () => {
    const charger = await addDevice(bench.core, 'charger');
    await charger.connect();
    const id = await charger.accept(wishes.boost);
    expect(await wishOf(charger.id)).toMatchObject({ transactionId: id });
    await expect(charger.submit(wishes.boost)).rejects.toMatchObject({
      context: { reason: { code: 'boost_in_progress' } },
    });
  });

  it('closes when a cancel is accepted, and with the end of the session', async () => {
    const charger = await addDevice(bench.core, 'charger');
    await charger.connect();
    await charger.accept(wishes.boost);
    await charger.accept(wishes.cancelBoost);
    expect(await wishOf(charger.id)).toBeUndefined();
    await bench.core.quiet();
    const other = await addDevice(bench.core, 'charger');
    await other.connect();
    const taken = await other.accept(wishes.boost);
    await bench.core.quiet();
    await other.answer(taken, { kind: 'accepted' });
    await other.tell({ type: 'session-ended' });
    expect(await wishOf(other.id)).toBeUndefined();
  });

  it('is cleared when its boost ends without success', async () => {
    const charger = await addDevice(bench.core, 'charger');
    await charger.connect({ answer: async () => ({ kind: 'rejected', code: 'no', detail: null }) });
    await charger.accept(wishes.boost);
    await bench.core.quiet();
    expect(await wishOf(charger.id)).toBeUndefined();
  });

  it('of a later boost is not cleared by the end of an earlier one', async () => {
    const charger = await addDevice(bench.core, 'charger');
    await charger.connect();
    const first = await charger.accept(wishes.boost);
    await bench.core.quiet();
    await charger.answer(first, { kind: 'accepted' });
    await charger.tell({ type: 'session-ended' });
    const second = await charger.accept(wishes.boost);
    await charger.answer(first, { kind: 'failed', code: 'x', detail: null });
    expect((await read(bench.core, first)).status).toMatch(/FAILED|SUPERSEDED/);
    expect(await wishOf(charger.id)).toMatchObject({ transactionId: second });
  });
});
