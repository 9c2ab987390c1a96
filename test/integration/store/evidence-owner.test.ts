import { describe, expect, it } from 'vitest';
import type { DeviceReply } from '../../../src/domain/reply.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { setpointOf } from '../../support/builders.ts';
import { addDevice, read, type TestDevice } from '../../support/core-devices.ts';
import type { FakeConnection } from '../../support/fake-connection.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

/** An older setpoint that is UNCONFIRMED, and a newer one of the same key that is SENT. */
async function freeze(): Promise<{
  device: TestDevice;
  link: FakeConnection;
  older: TransactionId;
  newer: TransactionId;
}> {
  const device = await addDevice(bench.core);
  const link = await device.connect();
  const older = await device.accept(setpointOf(50));
  await bench.core.quiet();
  await device.answer(older, { kind: 'accepted' });
  await bench.core.pass(30_000);
  const newer = await device.accept(setpointOf(55));
  await bench.core.quiet();
  expect((await read(bench.core, newer)).status).toBe('SENT');
  return { device, link, older, newer };
}

const accepted: DeviceReply = { kind: 'accepted' };
const failed: DeviceReply = { kind: 'failed', code: 'x', detail: null };
const rejected: DeviceReply = { kind: 'rejected', code: 'x', detail: null };

describe('the evidence of two commands of one key', () => {
  it('is the newer one’s from SENT on: the older is frozen', async () => {
    const { device, older, newer } = await freeze();
    expect(await read(bench.core, older)).toMatchObject({ status: 'UNCONFIRMED', frozenBy: newer });
    await device.show('config', { waterSetpointC: 50 });
    await bench.core.pass(14 * 60_000);
    expect((await read(bench.core, older)).status).toBe('UNCONFIRMED');
  });

  it.each([
    ['ACKNOWLEDGED', accepted],
    ['FAILED', failed],
  ])('ends the older as SUPERSEDED when the newer becomes %s', async (status, reply) => {
    const { device, older, newer } = await freeze();
    await device.answer(newer, reply);
    expect((await read(bench.core, newer)).status).toBe(status);
    expect(await read(bench.core, older)).toMatchObject({
      ...{ status: 'SUPERSEDED', supersededBy: newer, frozenBy: null },
      reason: { detail: 'sent, its effect can no longer be proved' },
    });
    expect(await bench.redis.zscore('jg:due', `t${older}`)).toBeNull();
    expect(await bench.redis.sismember('jg:open', older)).toBe(0);
  });

  it('ends the older as SUPERSEDED when the newer becomes SUCCEEDED at once', async () => {
    const { device, older, newer } = await freeze();
    const rev = await device.show('config', { waterSetpointC: 55 });
    await device.answer(newer, { kind: 'succeeded', aspect: 'config', rev });
    expect((await read(bench.core, newer)).status).toBe('SUCCEEDED');
    expect((await read(bench.core, older)).status).toBe('SUPERSEDED');
    expect(await bench.redis.hlen(`jg:aw:${device.id}`)).toBe(0);
  });

  it('ends the older as SUPERSEDED when the newer becomes UNCONFIRMED', async () => {
    const { older, newer } = await freeze();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await bench.core.pass(30_000);
      await bench.core.pass(5_000);
    }
    expect((await read(bench.core, newer)).status).toBe('UNCONFIRMED');
    expect((await read(bench.core, older)).status).toBe('SUPERSEDED');
  });

  it.each([
    ['REJECTED', rejected],
    ['EXPIRED', { kind: 'stale' } as DeviceReply],
  ])('goes back to the older when the newer ends %s', async (status, reply) => {
    const { device, older, newer } = await freeze();
    await device.answer(newer, reply);
    expect((await read(bench.core, newer)).status).toBe(status);
    expect(await read(bench.core, older)).toMatchObject({ status: 'UNCONFIRMED', frozenBy: null });
    await device.show('config', { waterSetpointC: 50 });
    expect((await read(bench.core, older)).status).toBe('SUCCEEDED');
  });

  it('goes back to the older while the newer is QUEUED once more', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    const link = await device.connect();
    const older = await device.accept(setpointOf(50));
    await core.quiet();
    await device.answer(older, accepted);
    await core.pass(30_000);
    link.answer = async () => ({ kind: 'unreachable', detail: 'the socket is gone' });
    const newer = await device.accept(setpointOf(55));
    await core.quiet();
    expect((await read(core, newer)).status).toBe('QUEUED');
    expect((await read(core, older)).frozenBy).toBeNull();
    await device.connect();
    await core.quiet();
    expect((await read(core, newer)).status).toBe('SENT');
    expect((await read(core, older)).frozenBy).toBe(newer);
  });

  it('is judged for a thawed one when its window ends, by what came meanwhile', async () => {
    const { device, older, newer } = await freeze();
    await device.show('config', { waterSetpointC: 50 });
    await device.answer(newer, rejected);
    await bench.core.pass(15 * 60_000);
    expect((await read(bench.core, older)).status).toBe('SUCCEEDED');
  });

  it('lets a frozen one end by the device’s own word, and then leaves it so', async () => {
    const { device, older, newer } = await freeze();
    await device.answer(older, failed);
    expect((await read(bench.core, older)).status).toBe('FAILED');
    await device.answer(newer, accepted);
    expect((await read(bench.core, older)).status).toBe('FAILED');
    expect(await bench.redis.hvals(`jg:aw:${device.id}`)).toEqual([newer]);
  });

  it('does not let a frozen one succeed by its own late answer', async () => {
    const { device, older, newer } = await freeze();
    const rev = await device.show('config', { waterSetpointC: 50 });
    await device.answer(older, { kind: 'succeeded', aspect: 'config', rev });
    expect(await read(bench.core, older)).toMatchObject({
      ...{ status: 'ACKNOWLEDGED', frozenBy: newer },
    });
  });
});
