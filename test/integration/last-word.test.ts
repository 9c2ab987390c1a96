import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import type { DeviceReply } from '../../src/domain/reply.ts';
import { makeDescription, setpointOf } from '../support/builders.ts';
import { addDevice, read, statesOf } from '../support/core-devices.ts';
import { useCore } from '../support/use-core.ts';

const bench = useCore();
const accepted: DeviceReply = { kind: 'accepted' };
const succeeded: DeviceReply = { kind: 'succeeded', aspect: null, rev: null };
const failed: DeviceReply = { kind: 'failed', code: 'internal', detail: 'the light is broken' };

/** A connected controller that has said `accepted` to a kind without read-back. */
async function acceptUnread(kind: 'identify' | 'deprovision') {
  const { core } = bench;
  const device = await addDevice(core);
  const kinds = ['identify', 'deprovision', 'set_water_setpoint'] as const;
  await core.reported.describe(device.id, makeDescription({ kinds: [...kinds] }));
  const link = await device.connect();
  const id = await device.accept({ kind, params: {} } as Command);
  await core.quiet();
  await device.answer(id, accepted);
  const transaction = () => read(core, id);
  expect(await transaction()).toMatchObject({ status: 'ACKNOWLEDGED', verified: null });
  return { core, device, link, id, transaction };
}

describe('a command without read-back that a device accepted', () => {
  it('succeeds by its last word, and the next command waits for that', async () => {
    const { core, device, link, id, transaction } = await acceptUnread('identify');
    await device.accept(setpointOf(50));
    await core.quiet();
    expect(link.sent).toHaveLength(1);

    await device.answer(id, succeeded);

    await core.quiet();
    expect(await transaction()).toMatchObject({ status: 'SUCCEEDED', verified: 'UNKNOWN' });
    expect(link.sent).toHaveLength(2);
  });

  it.each([
    ['FAILED', failed],
    ['REJECTED', { kind: 'rejected', code: 'local_override', detail: null }],
  ] as const)('ends %s when it says so afterwards', async (status, reply) => {
    const { device, id, transaction } = await acceptUnread('identify');
    await device.answer(id, reply);
    expect(await transaction()).toMatchObject({ status, verified: null });
    await device.answer(id, succeeded);
    expect((await transaction()).status).toBe(status);
  });

  it('is not known when it says nothing more, and in the end LOST', async () => {
    const { core, device, id, link, transaction } = await acceptUnread('identify');
    await device.answer(id, accepted);
    await core.pass(29_999);
    expect((await transaction()).status).toBe('ACKNOWLEDGED');
    await core.pass(1);
    expect((await transaction()).status).toBe('UNCONFIRMED');
    await device.accept(setpointOf(50));
    await core.quiet();
    expect(link.sent).toHaveLength(2);
    await core.pass(60_001);
    expect(await statesOf(core, id)).toEqual([
      ...['QUEUED', 'SENT', 'ACKNOWLEDGED', 'UNCONFIRMED', 'LOST'],
    ]);
  });

  it.each([
    ['succeeded', succeeded, 'SUCCEEDED'],
    ['failed', failed, 'FAILED'],
  ] as const)('ends by a late “%s”', async (_word, reply, status) => {
    const { core, device, id, transaction } = await acceptUnread('identify');
    await core.pass(30_001);
    expect((await transaction()).status).toBe('UNCONFIRMED');
    await device.answer(id, reply);
    expect((await transaction()).status).toBe(status);
  });

  it('is a de-provisioning: the controller stays in service until its end is known', async () => {
    const { core, device, link, transaction } = await acceptUnread('deprovision');
    const retiredAtMs = async () => (await core.devices.find(device.id))?.device.retiredAtMs;
    expect(await retiredAtMs()).toBeNull();
    await core.links.close(link);
    await core.pass(30_001);
    expect((await transaction()).status).toBe('UNCONFIRMED');
    expect(await retiredAtMs()).toBeNull();
    await core.pass(60_001);
    expect((await transaction()).status).toBe('LOST');
    expect(await retiredAtMs()).toEqual(expect.any(Number));
  });
});
