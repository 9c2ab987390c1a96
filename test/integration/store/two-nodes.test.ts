import { describe, expect, it } from 'vitest';
import type { DeviceIdentity } from '../../../src/domain/device.ts';
import { makeDeviceCertificates } from '../../../src/store/device-certificates.ts';
import { wishes } from '../../support/builders.ts';
import { makeCore } from '../../support/core.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { toTake } from '../../support/script-cases.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

describe('a command that one node accepts for a device that another one holds', () => {
  it('is found by the node that holds it, whoever leases the wake first', async () => {
    const { core: here, redis } = bench;
    const there = makeCore(redis, { clock: here.clock, node: 'node-2' });
    await there.routes.renew();
    const device = await addDevice(here);
    const link = await device.connect({}, there);
    await there.tick();
    const id = await device.accept(wishes.setpoint);
    here.clock.advance(250);
    await here.tick();
    expect(link.sent).toHaveLength(0);
    here.clock.advance(1_000);
    await there.tick();
    expect(link.sent).toMatchObject([{ transactionId: id }]);
    expect((await read(here, id)).status).toBe('SENT');
  });

  it('wakes nobody again and again when the node that held it is gone', async () => {
    const { core: here, redis } = bench;
    const there = makeCore(redis, { clock: here.clock, node: 'node-2' });
    const device = await addDevice(here);
    await device.connect({}, there);
    await device.accept(wishes.setpoint);
    here.clock.advance(250);
    await here.tick();
    expect(await redis.zscore('jg:due', `d${device.id}`)).toBeNull();
  });
});

describe('a link on another node, of a device that is revoked or retired here', () => {
  const euid = '001e5e000000002a' as DeviceIdentity;
  const fenced = ['this link is fenced: a newer word counts'];

  async function prepare(over: { ready?: boolean } = {}) {
    const { core: here, redis } = bench;
    const there = makeCore(redis, { clock: here.clock, node: 'node-2' });
    await there.routes.renew();
    const device = await addDevice(here, 'heat_pump_controller', { identity: euid });
    const link = await device.connect(over, there);
    await there.tick();
    const certificates = makeDeviceCertificates(here.scripts);
    const revoke = () => certificates.revokeAll(euid, 'revoked', here.clock.nowMs());
    const state = async () => (await here.devices.find(device.id))?.link;
    return { here, there, device, link, revoke, state };
  }

  it.each([true, false])(
    'is closed within two seconds after a revocation, ready: %s',
    async (ready) => {
      const { here, there, link, revoke, state } = await prepare({ ready });
      await revoke();
      // Whoever leases the wake first passes it on to the node that holds the link.
      await here.tick();
      expect(link.closedFor).toEqual([]);
      await there.pass(1_000);
      expect(link.closedFor).toEqual(fenced);
      await there.links.close(link);
      expect(await state()).toMatchObject({ live: false, lostAtMs: expect.any(Number) });
    },
  );

  it('carries nothing more from the revocation on', async () => {
    const { there, device, link, revoke } = await prepare();
    await revoke();
    const id = await device.accept(wishes.setpoint);
    there.lanes.wake(device.id);
    await there.quiet();
    expect(link.sent).toEqual([]);
    expect((await read(there, id)).status).toBe('QUEUED');
  });

  it('is closed when its take is fenced by a revocation in between', async () => {
    const { here, there, device, link, revoke } = await prepare();
    const id = await device.accept(wishes.setpoint);
    const view = await there.mailbox.peek(device.id);
    expect(view.epoch).toBe(link.epoch);
    await revoke();
    const taken = await there.mailbox.take(toTake(id, { deviceId: device.id, epoch: link.epoch }));
    expect(taken).toEqual({ kind: 'fenced' });
    here.clock.advance(1_000);
    await there.tick();
    expect(link.closedFor).toEqual(fenced);
  });

  it('is closed after a de-provisioning that ended here', async () => {
    const { here, there, device, link, state } = await prepare();
    const id = await device.accept({ kind: 'deprovision', params: {} });
    await here.pass(61_000);
    expect((await read(here, id)).status).toBe('EXPIRED');
    await there.pass(1_000);
    expect(link.closedFor).toEqual(fenced);
    await there.links.close(link);
    expect(await state()).toMatchObject({ live: false });
  });

  it('gives way to the next one: a late close of the old takes nothing from it', async () => {
    const { here, there, device, link, revoke, state } = await prepare();
    await revoke();
    await revoke();
    const next = await device.connect({}, here);
    expect(next.epoch).toBeGreaterThan(link.epoch);
    await there.links.close(link);
    expect(await state()).toMatchObject({ live: true, epoch: next.epoch });
    const id = await device.accept(wishes.setpoint);
    await here.pass(1_000);
    expect(next.sent).toMatchObject([{ transactionId: id }]);
    expect(next.closedFor).toEqual([]);
  });

  it('that is revoked twice before it is closed leaves its route all the same', async () => {
    const { there, link, revoke, state } = await prepare();
    await revoke();
    await revoke();
    await there.links.close(link);
    expect(await state()).toMatchObject({ live: false });
  });
});
