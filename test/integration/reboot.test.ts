import { describe, expect, it } from 'vitest';
import type { BootReport } from '../../src/domain/reports.ts';
import { makeDescription } from '../support/builders.ts';
import { addDevice, read } from '../support/core-devices.ts';
import { useCore } from '../support/use-core.ts';

const bench = useCore();
const reboot = { kind: 'reboot', params: {} } as const;
const boot = { session: 1, bootedAt: null, clockSet: false, firmware: null, certificate: null };

/** A connected controller that has told of its boot, with a reboot on its way. */
async function sendReboot() {
  const { core } = bench;
  const device = await addDevice(core);
  await core.reported.describe(device.id, makeDescription({ kinds: ['reboot'] }));
  await device.show('boot', boot, { bootId: 'boot-1' });
  const link = await device.connect();
  const id = await device.accept(reboot);
  await core.quiet();
  expect((await read(core, id)).status).toBe('SENT');
  const status = async () => (await read(core, id)).status;
  /** The link is lost, and the device comes back with this boot. */
  const comeBack = async (bootId: string, said: Partial<BootReport> = {}) => {
    await core.links.close(link);
    await device.show('boot', { ...boot, session: 2, ...said }, { bootId });
    const again = await device.connect();
    await core.quiet();
    return again;
  };
  return { core, device, link, id, status, comeBack };
}

describe('a reboot', () => {
  it('that was accepted succeeds when the controller comes back with a new boot', async () => {
    const { core, device, id, link, status, comeBack } = await sendReboot();
    await device.answer(id, { kind: 'accepted' });
    expect(await status()).toBe('ACKNOWLEDGED');

    const again = await comeBack('boot-2');

    expect(await read(core, id)).toMatchObject({
      ...{ status: 'SUCCEEDED', verified: 'TRUE', attempt: 1 },
      evidence: { aspect: 'boot', value: { bootId: 'boot-2' } },
    });
    expect([link.sent.length, again.sent.length]).toEqual([1, 0]);
  });

  it('whose controller only reconnects is not known, and in the end LOST', async () => {
    const { core, device, id, status, comeBack } = await sendReboot();
    await device.answer(id, { kind: 'accepted' });

    const again = await comeBack('boot-1');

    expect(await status()).toBe('ACKNOWLEDGED');
    await core.pass(180_001);
    expect(await status()).toBe('UNCONFIRMED');
    await core.pass(15 * 60_000 + 1);
    expect(await status()).toBe('LOST');
    expect(again.sent).toEqual([]);
  });

  it('is proved by a new boot that comes late', async () => {
    const { core, device, id, status, comeBack } = await sendReboot();
    await device.answer(id, { kind: 'accepted' });
    await core.pass(180_001);
    expect(await status()).toBe('UNCONFIRMED');

    await comeBack('boot-2');

    expect(await status()).toBe('SUCCEEDED');
  });

  it('without an answer is never sent again, and is proved by its new boot at once', async () => {
    const { status, comeBack } = await sendReboot();

    const again = await comeBack('boot-2');

    expect(await status()).toBe('SUCCEEDED');
    expect(again.sent).toEqual([]);
  });

  it('without an answer and without a new boot is never sent again, and is not known', async () => {
    const { core, status, comeBack } = await sendReboot();

    const again = await comeBack('boot-1');

    expect(await status()).toBe('UNCONFIRMED');
    expect(again.sent).toEqual([]);
    await core.pass(15 * 60_000 + 1);
    expect(await status()).toBe('LOST');
  });

  it('is not proved by a boot from before it was sent, only by the next one', async () => {
    const { core, device, status, comeBack } = await sendReboot();
    const sentAtMs = core.clock.nowMs();
    const at = (atMs: number) => ({ clockSet: true, bootedAt: new Date(atMs).toISOString() });

    // It restarted by itself: what was sent went into the link that it had left.
    await comeBack('boot-2', at(sentAtMs - 60_000));
    expect(await status()).toBe('UNCONFIRMED');
    await core.pass(30_000);
    await device.show('boot', { ...boot, ...at(sentAtMs - 60_000) }, { bootId: 'boot-2' });
    expect(await status()).toBe('UNCONFIRMED');

    await device.show('boot', { ...boot, ...at(sentAtMs + 90_000) }, { bootId: 'boot-3' });
    expect(await status()).toBe('SUCCEEDED');
  });

  it('that is refused by the controller ends at once', async () => {
    const { device, id, status, core } = await sendReboot();
    await device.answer(id, { kind: 'rejected', code: 'local_override', detail: null });
    expect(await status()).toBe('REJECTED');
    expect((await read(core, id)).reason?.code).toBe('local_override');
  });

  it('of a controller that is away is refused and stored', async () => {
    const { core } = bench;
    const device = await addDevice(core);
    await core.reported.describe(device.id, makeDescription({ kinds: ['reboot'] }));
    await expect(device.submit(reboot)).rejects.toMatchObject({
      ...{ code: 'refused', context: { reason: { code: 'device_disconnected' } } },
    });
  });
});
