import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/domain/errors.ts';
import { wishes } from '../../support/builders.ts';
import { makeCore } from '../../support/core.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
const shown = async (id: string) => (await bench.core.reported.read(id as never)).config;

describe('a report', () => {
  it('is stored with the device’s time and ours', async () => {
    const device = await addDevice(bench.core);
    await device.show('config', { waterSetpointC: 45, note: 'a|b' }, { rev: 3 });
    const nowMs = bench.core.clock.nowMs();
    expect(await shown(device.id)).toEqual({
      ...{ rev: 3, bootId: 'boot-1', atMs: nowMs, receivedAtMs: nowMs },
      value: { waterSetpointC: 45, note: 'a|b' },
    });
  });

  it.each([
    ['an older revision', { rev: 2 }],
    ['the same revision', { rev: 3 }],
  ])('of %s changes nothing, not even when it was received', async (_what, at) => {
    const device = await addDevice(bench.core);
    await device.show('config', { a: 1 }, { rev: 3 });
    const before = await shown(device.id);
    bench.core.clock.advance(1_000);
    await device.show('config', { a: 2 }, at);
    expect(await shown(device.id)).toEqual(before);
  });

  it('of a new boot counts whatever its revision', async () => {
    const device = await addDevice(bench.core);
    await device.show('config', { a: 1 }, { rev: 9 });
    await device.show('config', { a: 2 }, { rev: 1, bootId: 'boot-2' });
    expect(await shown(device.id)).toMatchObject({ rev: 1, bootId: 'boot-2', value: { a: 2 } });
  });

  it('without revisions counts up by itself', async () => {
    const { core } = bench;
    const device = await addDevice(core, 'charger');
    const event = { type: 'reported', aspect: 'meter', bootId: '', atMs: 1 } as const;
    for (const powerW of [1, 2, 3]) await device.tell({ ...event, rev: 'next', value: { powerW } });
    expect((await core.reported.read(device.id)).meter).toMatchObject({
      ...{ rev: 3, value: { powerW: 3 } },
    });
  });

  it('that a device repeats from before SENT proves nothing', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    await device.show('config', { waterSetpointC: 50 }, { rev: 4 });
    core.clock.advance(1_000);
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await device.answer(id, { kind: 'succeeded', aspect: 'config', rev: 5 });
    await device.show('config', { waterSetpointC: 50 }, { rev: 4 });
    expect((await read(core, id)).status).toBe('ACKNOWLEDGED');
  });

  it('that was stored but not yet judged is judged when the device repeats it', async () => {
    let isAway = false;
    const core = makeCore(bench.redis, {
      wrapMailbox: (mailbox) => ({
        ...mailbox,
        async settle(request) {
          if (isAway) throw new GatewayError('unavailable', 'the store does not answer');
          return await mailbox.settle(request);
        },
      }),
    });
    const device = await addDevice(core);
    await device.connect();
    const id = await device.accept(wishes.setpoint);
    await core.quiet();
    await device.answer(id, { kind: 'accepted' });
    isAway = true;
    await expect(device.show('config', { waterSetpointC: 50 }, { rev: 2 })).rejects.toMatchObject({
      code: 'unavailable',
    });
    isAway = false;
    await device.show('config', { waterSetpointC: 50 }, { rev: 2 });
    expect((await read(core, id)).status).toBe('SUCCEEDED');
  });
});
