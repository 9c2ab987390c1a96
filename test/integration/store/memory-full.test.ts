import { describe, expect, it } from 'vitest';
import { toUsedPercent } from '../../../src/store/memory-guard.ts';
import { setpointOf, wishes } from '../../support/builders.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore({ maxMemory: '64mb' });

/** Fills Redis up to a share of its memory and lets the guard look. */
async function fillTo(percent: number): Promise<void> {
  const { core, redis } = bench;
  const block = 'x'.repeat(256 * 1_024);
  for (let index = 0; ; index += 1) {
    await core.memory.look();
    if (core.memory.usedPercent() > percent) return;
    await redis.set(`ballast:${index}`, block);
  }
}

describe('a memory that runs full', () => {
  it('drops samples above 85 % and still accepts', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    await device.tell({ type: 'telemetry', name: 'power', sample: { w: 1 } });
    await fillTo(85);
    core.clock.advance(1_000);
    await device.tell({ type: 'telemetry', name: 'power', sample: { w: 2 } });
    expect(await redis.xlen(`jg:tm:${device.id}:power`)).toBe(1);
    expect(await core.telemetry.latest(device.id, 'power')).toEqual({ w: 1 });
    expect((await read(core, await device.accept(wishes.setpoint))).status).toBe('QUEUED');
  });

  it('refuses to accept above 90 %, stores nothing, and finishes what was accepted', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    const id = await device.accept(wishes.setpoint);
    await fillTo(90);
    const keys = await redis.dbsize();
    await expect(device.submit(setpointOf(55))).rejects.toMatchObject({ code: 'unavailable' });
    const charger = await core.devices.find(device.id);
    expect(charger).not.toBeNull();
    expect(await redis.dbsize()).toBe(keys);
    const link = await device.connect();
    await core.quiet();
    expect(link.sent).toMatchObject([{ transactionId: id }]);
    const rev = await device.show('config', { waterSetpointC: 50 });
    await device.answer(id, { kind: 'succeeded', aspect: 'config', rev });
    expect((await read(core, id)).status).toBe('SUCCEEDED');
  });

  it('accepts again when there is room again', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    await fillTo(90);
    await redis.del(...(await redis.keys('ballast:*')));
    await core.memory.look();
    expect((await read(core, await device.accept(wishes.setpoint))).status).toBe('QUEUED');
  });

  it('that is really full answers unavailable, and changes nothing', async () => {
    const { core, redis } = bench;
    const device = await addDevice(core);
    await redis.config('SET', 'maxmemory', '1mb');
    await expect(device.submit(wishes.setpoint)).rejects.toMatchObject({ code: 'unavailable' });
    await redis.config('SET', 'maxmemory', '64mb');
    expect(await redis.keys('jg:tx:*')).toEqual([]);
  });

  it('is looked at every second', async () => {
    const { core, redis } = bench;
    await core.memory.start();
    await redis.config('SET', 'maxmemory', '1mb');
    core.clock.advance(1_000);
    await core.memory.stop();
    await redis.config('SET', 'maxmemory', '64mb');
    expect(core.memory.takesCommands()).toBe(false);
    expect(core.clock.pendingCount).toBe(0);
  });
});

describe('the used share of the memory', () => {
  it.each([
    ['used_memory:50\r\nmaxmemory:100\r\n', 50],
    ['used_memory:50\r\nmaxmemory:0\r\n', 0],
    ['', 0],
  ])('of %j is %i %%', (info, percent) => {
    expect(toUsedPercent(info)).toBe(percent);
  });
});
