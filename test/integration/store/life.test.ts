import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeTransaction, setpointOf, wishes } from '../../support/builders.ts';
import { type Core, makeCore } from '../../support/core.ts';
import { addDevice, read, statesOf, type TestDevice } from '../../support/core-devices.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';

let server: TestRedis;
let redis: Redis;
let core: Core;
let device: TestDevice;
beforeAll(async () => {
  server = await startTestRedis();
  redis = await server.connect();
});
beforeEach(async () => {
  await redis.flushall();
  core = makeCore(redis);
  device = await addDevice(core);
});
afterAll(async () => {
  await server.stop();
});

const setpoint50 = { waterSetpointC: 50 };
const succeededAt = (rev: number) => ({ kind: 'succeeded', aspect: 'config', rev }) as const;

describe('the life of a command', () => {
  it('ends SUCCEEDED when the device shows the wish at the revision that it names', async () => {
    await device.show('config', { waterSetpointC: 45 });
    const link = await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    expect(link.sent).toMatchObject([{ transactionId: id, attempt: 1 }]);
    await device.show('config', setpoint50);
    await device.answer(id, succeededAt(2));
    const { status, verified, evidence } = await read(core, id);
    expect({ status, verified }).toEqual({ status: 'SUCCEEDED', verified: 'TRUE' });
    expect(evidence).toMatchObject({ aspect: 'config', rev: 2, value: 50 });
    expect(await statesOf(core, id)).toEqual(['QUEUED', 'SENT', 'SUCCEEDED']);
  });

  it('does not take a report from before the answer as proof of an `accepted`', async () => {
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await device.show('config', setpoint50);
    expect((await read(core, id)).status).toBe('SENT');
    await device.answer(id, { kind: 'accepted' });
    expect((await read(core, id)).status).toBe('ACKNOWLEDGED');
    await device.show('config', setpoint50);
    expect((await read(core, id)).status).toBe('SUCCEEDED');
  });

  it('stays ACKNOWLEDGED when the named revision has not come, until it comes', async () => {
    await device.show('config', { waterSetpointC: 45 });
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await device.answer(id, succeededAt(7));
    expect((await read(core, id)).status).toBe('ACKNOWLEDGED');
    await device.show('config', setpoint50, { rev: 6 });
    expect((await read(core, id)).status).toBe('ACKNOWLEDGED');
    await device.show('config', setpoint50, { rev: 7 });
    expect((await read(core, id)).status).toBe('SUCCEEDED');
  });

  it('ends FAILED when the window closes on a contrary report', async () => {
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await device.answer(id, { kind: 'accepted' });
    await device.show('config', { waterSetpointC: 45 });
    expect((await read(core, id)).status).toBe('ACKNOWLEDGED');
    await core.pass(30_000);
    expect(await read(core, id)).toMatchObject({
      status: 'FAILED',
      reason: { code: 'effect_not_seen' },
    });
  });

  it('ends UNCONFIRMED without a report, which frees the lane, and then LOST', async () => {
    const link = await device.connect();
    const first = await device.accept(wishes.setpoint);
    const second = await device.accept(wishes.rename);
    await core.quiet();
    await device.answer(first, { kind: 'accepted' });
    expect(link.sent).toHaveLength(1);
    await core.pass(30_000);
    expect((await read(core, first)).status).toBe('UNCONFIRMED');
    expect(link.sent.map((order) => order.transactionId)).toEqual([first, second]);
    await core.pass(15 * 60_000);
    expect((await read(core, first)).status).toBe('LOST');
  });

  it('resolves UNCONFIRMED by a late answer', async () => {
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await core.pass(30_000);
      await core.pass(5_000);
    }
    expect((await read(core, id)).status).toBe('UNCONFIRMED');
    const rev = await device.show('config', setpoint50);
    await device.answer(id, succeededAt(rev));
    expect((await read(core, id)).status).toBe('SUCCEEDED');
  });

  it('takes an answer that is repeated as one', async () => {
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await device.answer(id, { kind: 'accepted' }, 'res-1');
    const once = await redis.lrange(`jg:tl:${id}`, 0, -1);
    await device.answer(id, { kind: 'accepted' }, 'res-1');
    expect(await redis.lrange(`jg:tl:${id}`, 0, -1)).toEqual(once);
  });

  it('does not look at an answer that names a transaction of another device', async () => {
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    const stranger = await addDevice(core);
    await stranger.answer(id, { kind: 'failed', code: 'x', detail: null });
    expect((await read(core, id)).status).toBe('SENT');
  });

  it('adds what comes after the end to the timeline and changes nothing else', async () => {
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await device.answer(id, { kind: 'failed', code: 'pump', detail: null });
    const ended = await read(core, id);
    await device.answer(id, succeededAt(1));
    expect(await read(core, id)).toEqual(ended);
    expect((await core.transactions.timeline(id)).at(-1)).toMatchObject({
      detail: 'the device answered succeeded',
      status: 'FAILED',
      stateNumber: ended.stateNumber,
    });
  });

  it('sends the commands of a device in the order in which they were accepted', async () => {
    const ids = [
      await device.accept(wishes.rename),
      await device.accept(wishes.setpoint),
      await device.accept(wishes.zoneMode),
    ];
    const link = await device.connect({
      answer: async () => ({ kind: 'failed', code: 'x', detail: null }),
    });
    await core.quiet();
    expect(link.sent.map((order) => order.transactionId)).toEqual(ids);
    expect(link.sent.map((order) => order.seq)).toEqual(link.sent.map((order) => order.seq).sort());
  });

  it('puts nothing on the wire for a command whose deadline passed while it waited', async () => {
    const id = await device.accept(wishes.zoneMode);
    core.clock.advance(15 * 60_000);
    const link = await device.connect();
    await core.quiet();
    expect(link.sent).toEqual([]);
    expect((await read(core, id)).status).toBe('EXPIRED');
  });

  it('refuses at take what the device no longer allows, as an outcome', async () => {
    const end = new Date(core.clock.nowMs() + 60_000).toISOString();
    const id = await device.accept({
      kind: 'set_zone_mode',
      params: { zone: 'ZONE_1', mode: 'BOOST', setpointC: 21, endAt: end },
    });
    core.clock.advance(61_000);
    const link = await device.connect();
    await core.quiet();
    expect(link.sent).toEqual([]);
    expect(await read(core, id)).toMatchObject({
      status: 'REFUSED',
      reason: { code: 'end_passed' },
    });
  });

  it('does not repeat what its guards refuse by now, which leaves it UNCONFIRMED', async () => {
    const end = new Date(core.clock.nowMs() + 60_000).toISOString();
    const silent = async () => ({ kind: 'no-reply' as const, detail: 'silent' });
    const link = await device.connect({ answer: silent });
    const id = await device.accept({
      kind: 'set_zone_mode',
      params: { zone: 'ZONE_1', mode: 'BOOST', setpointC: 21, endAt: end },
    });
    await core.quiet();
    core.clock.advance(61_000);
    await core.quiet();
    expect(link.sent).toHaveLength(1);
    expect(await read(core, id)).toMatchObject({ status: 'UNCONFIRMED', attempt: 1 });
  });

  it('refuses at take what breaks the safety envelope, however it was accepted', async () => {
    const wish = makeTransaction({ deviceId: device.id, command: setpointOf(61) });
    await core.transactions.accept(
      [{ wish, idempotency: null, openWish: null }],
      core.clock.nowMs(),
    );
    const link = await device.connect();
    await core.quiet();
    expect(link.sent).toEqual([]);
    expect(await read(core, wish.id)).toMatchObject({
      ...{ status: 'REFUSED', reason: { code: 'scald_protection', limit: 60 } },
    });
  });

  it('keeps 20 alerts and no more', async () => {
    const link = await device.connect({
      answer: async () => ({ kind: 'rejected', code: 'no', detail: 'no' }),
    });
    for (let index = 0; index < 25; index += 1) {
      await device.accept(setpointOf(50));
      await core.quiet();
    }
    expect(link.sent).toHaveLength(25);
    const state = await core.devices.find(device.id);
    expect(state?.alerts).toHaveLength(20);
    expect(state?.alerts[0]?.message).toBe('A command was rejected: no.');
  });
});
