import { describe, expect, it } from 'vitest';
import type { DeviceReply } from '../../src/domain/reply.ts';
import { setpointOf } from '../support/builders.ts';
import { addDevice, read } from '../support/core-devices.ts';
import { useCore } from '../support/use-core.ts';

const bench = useCore();
const named = (rev: number): DeviceReply => ({ kind: 'succeeded', aspect: 'config', rev });

/** A controller at 45 C that is sent 50 C, and whose answer is not here yet. */
async function sendSetpoint() {
  const { core } = bench;
  const device = await addDevice(core);
  await device.show('config', { waterSetpointC: 45 }, { rev: 4 });
  await device.connect();
  const id = await device.accept(setpointOf(50));
  await core.quiet();
  const show = (waterSetpointC: number, rev: number, bootId = 'boot-1') =>
    device.show('config', { waterSetpointC }, { rev, bootId });
  return { core, device, id, show, transaction: () => read(core, id) };
}

describe('a wish that was shown before its answer, and then changed by the owner', () => {
  it.each([
    ['its revision', 5],
    ['an earlier one', 4],
  ])('is proved by an answer that names %s', async (_what, rev) => {
    const { device, id, show, transaction } = await sendSetpoint();
    await show(50, 5);
    expect((await transaction()).status).toBe('SENT');
    await show(47, 6);

    await device.answer(id, named(rev));

    expect(await transaction()).toMatchObject({
      ...{ status: 'SUCCEEDED', verified: 'TRUE' },
      evidence: { aspect: 'config', rev: 5, value: 50 },
    });
  });

  it('is proved after an “accepted” in between, and after a lost answer', async () => {
    const { core, device, id, show, transaction } = await sendSetpoint();
    await show(50, 5);
    await show(47, 6);
    await device.answer(id, { kind: 'accepted' });
    expect((await transaction()).status).toBe('ACKNOWLEDGED');
    await core.pass(10_000);

    await device.answer(id, named(5));

    expect((await transaction()).status).toBe('SUCCEEDED');
  });

  it.each([
    ['a later revision', named(6)],
    ['no revision', { kind: 'succeeded', aspect: null, rev: null } as DeviceReply],
  ])('is not proved by an answer that names %s', async (_what, reply) => {
    const { core, device, id, show, transaction } = await sendSetpoint();
    await show(50, 5);
    await show(47, 6);
    await device.answer(id, reply);
    expect((await transaction()).status).toBe('ACKNOWLEDGED');
    await show(47, 7);
    await core.pass(30_001);
    expect(await transaction()).toMatchObject({
      ...{ status: 'FAILED', reason: { code: 'effect_not_seen' } },
    });
  });

  it('is not proved by the revision of another boot', async () => {
    const { device, id, show, transaction } = await sendSetpoint();
    await show(50, 9);
    await show(45, 1, 'boot-2');
    await device.answer(id, named(1));
    expect((await transaction()).status).toBe('ACKNOWLEDGED');
  });

  it('is told in the timeline once', async () => {
    const { core, id, show } = await sendSetpoint();
    await show(50, 5);
    await show(47, 6);
    await show(47, 6);
    await show(46, 7);
    const lines = await core.transactions.timeline(id);
    const kept = lines.filter(({ detail }) => detail?.includes('has not answered'));
    expect(kept).toHaveLength(1);
  });

  it('is of no use to a device that fails or rejects the command', async () => {
    const { device, id, show, transaction } = await sendSetpoint();
    await show(50, 5);
    await device.answer(id, { kind: 'failed', code: 'internal', detail: null });
    expect((await transaction()).status).toBe('FAILED');
  });
});
