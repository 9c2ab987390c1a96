import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/command.ts';
import type { DeviceId } from '../../../src/domain/device.ts';
import { GatewayError } from '../../../src/domain/errors.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { makeCaller, makeTransaction, renameOf, setpointOf } from '../../support/builders.ts';
import { makeSubmission, read, statesOf } from '../../support/core-devices.ts';
import type { Script } from '../../support/fake-connection.ts';
import { euid, useProvisioning } from '../../support/provisioning-core.ts';
import { waitFor } from '../../support/wait-for.ts';

const bench = useProvisioning();
const minuteMs = 60_000;
const deprovision: Command = { kind: 'deprovision', params: {} };

async function accept(deviceId: DeviceId, command: Command): Promise<TransactionId> {
  const { transactionIds } = await bench.of.core.submit(makeSubmission(deviceId, [command]));
  return transactionIds[0] as TransactionId;
}

/** The device is in service no more, and nothing that it holds lets it in. */
async function expectGone(made: { fingerprint: string }): Promise<void> {
  const state = await bench.device();
  expect(state?.device.retiredAtMs).toEqual(expect.any(Number));
  expect((await bench.certificates()).map(({ state: each }) => each)).not.toContain('ACTIVE');
  expect(await bench.admit(made.fingerprint)).toEqual({ kind: 'refused' });
}

const endings: readonly [string, string, Script][] = [
  ['SUCCEEDED', 'succeeds', () => ({ kind: 'succeeded', aspect: null, rev: null })],
  ['REJECTED', 'is rejected', () => ({ kind: 'rejected', code: 'no', detail: null })],
  ['FAILED', 'fails', () => ({ kind: 'failed', code: 'no', detail: null })],
  ['REJECTED', 'is not known to it', () => ({ kind: 'unsupported', detail: null })],
];

describe('de-provisioning', () => {
  it.each(endings)(
    'retires with the outcome %s: the device’s part %s',
    async (status, _why, answer) => {
      const made = await bench.live(answer);
      const { newest } = await bench.rotate(made.fingerprint);
      const id = await accept(made.deviceId, deprovision);
      await bench.of.core.quiet();
      expect((await read(bench.of.core, id)).status).toBe(status);
      await expectGone(made);
      expect(await bench.admit(newest)).toEqual({ kind: 'refused' });
      expect(made.link.closedFor[0]).toBe('its registration has ended');
    },
  );

  it('retires a device that is offline when its minute is over', async () => {
    const made = await bench.live();
    await bench.of.core.links.close(made.link);
    const id = await accept(made.deviceId, deprovision);
    await bench.of.core.pass(minuteMs - 1);
    expect((await bench.device())?.device.retiredAtMs).toBeNull();
    await bench.of.core.pass(1_000);
    expect((await read(bench.of.core, id)).status).toBe('EXPIRED');
    await expectGone(made);
  });

  it('retires a device that never answers', async () => {
    const made = await bench.live();
    const id = await accept(made.deviceId, deprovision);
    await bench.of.core.quiet();
    for (let turn = 0; turn < 12; turn += 1) await bench.of.core.pass(30_000);
    expect((await read(bench.of.core, id)).status).toBe('LOST');
    await expectGone(made);
    expect(made.link.closedFor[0]).toBe('its registration has ended');
  });

  it('retires nothing when it was cancelled, or replaced by another', async () => {
    const made = await bench.live();
    await bench.of.core.links.close(made.link);
    const [first, second] = [
      await accept(made.deviceId, deprovision),
      await accept(made.deviceId, deprovision),
    ];
    expect((await read(bench.of.core, first)).status).toBe('SUPERSEDED');
    await bench.of.core.cancel(makeCaller(), second);
    expect((await read(bench.of.core, second)).status).toBe('CANCELLED');
    await bench.of.core.pass(2 * minuteMs);
    expect((await bench.device())?.device.retiredAtMs).toBeNull();
    expect(await bench.admit(made.fingerprint)).toMatchObject({ kind: 'admitted' });
  });

  it('refuses at once what waited behind it, and everything that comes later', async () => {
    const made = await bench.live(() => ({ kind: 'pending' }));
    const { core } = bench.of;
    await core.links.close(made.link);
    const last = await accept(made.deviceId, deprovision);
    const behind = [
      await accept(made.deviceId, setpointOf(50)),
      await accept(made.deviceId, renameOf('S1', 'Hall')),
    ];
    await core.pass(minuteMs);
    expect((await read(core, last)).status).toBe('EXPIRED');
    for (const id of behind) {
      const reason = { code: 'device_retired' };
      expect(await read(core, id)).toMatchObject({ status: 'REFUSED', reason, sentAtMs: null });
      expect(await statesOf(core, id)).toEqual(['QUEUED', 'REFUSED']);
    }
    expect(await bench.redis.zcard(`jg:mb:${made.deviceId}`)).toBe(0);
    expect(await bench.redis.scard('jg:open')).toBe(0);
    expect(await bench.redis.hlen(`jg:sk:${made.deviceId}`)).toBe(0);
    const byId = core.submit(makeSubmission(made.deviceId, [setpointOf(50)]));
    await expect(byId).rejects.toMatchObject({ context: { reason: { code: 'device_retired' } } });
    const target = { by: 'identity', accountNumber: 'A-1' as never, identity: euid } as const;
    const byEuid = core.submit(makeSubmission(made.deviceId, [setpointOf(50)], { target }));
    await expect(byEuid).rejects.toMatchObject({ code: 'device_not_found' });
  });

  it('leaves nothing to send to a device whose link is still up', async () => {
    const made = await bench.live();
    const { core } = bench.of;
    const wish = makeTransaction({ id: 'late' as never, deviceId: made.deviceId });
    const entry = { wish, idempotency: null, openWish: null };
    await core.transactions.accept([entry], core.clock.nowMs());
    await bench.redis.hset(`jg:dev:${made.deviceId}`, 'retiredAtMs', core.clock.nowMs());
    core.lanes.wake(made.deviceId);
    await core.quiet();
    expect(await read(core, 'late' as TransactionId)).toMatchObject({
      ...{ status: 'REFUSED', reason: { code: 'device_retired' } },
    });
    expect(made.link.sent.map(({ command }) => command.kind)).toEqual(['provision']);
  });

  it('is the same when its end is heard of twice', async () => {
    const made = await bench.live();
    const { core } = bench.of;
    const id = await accept(made.deviceId, deprovision);
    await core.quiet();
    const reply = { kind: 'succeeded', aspect: null, rev: null } as const;
    const tell = (eventId: string) =>
      core.record(made.deviceId, { type: 'reply', transactionId: id, reply, eventId });
    await tell('one');
    const { device } = (await bench.device()) ?? {};
    const [certificate] = await bench.certificates();
    core.clock.advance(5_000);
    await tell('one');
    await tell('two');
    expect((await bench.device())?.device).toEqual(device);
    expect(await bench.certificates()).toEqual([certificate]);
    expect(await statesOf(core, id)).toEqual(['QUEUED', 'SENT', 'SUCCEEDED']);
  });

  it('closes the link though the store’s answer to the end was lost', async () => {
    const losing = { count: 0 };
    bench.wrap((mailbox) => ({
      ...mailbox,
      async settle(request) {
        const result = await mailbox.settle(request);
        if (!request.farewell || losing.count > 0) return result;
        losing.count += 1;
        throw new GatewayError('unavailable', 'the answer was lost');
      },
    }));
    const made = await bench.live(() => ({ kind: 'succeeded', aspect: null, rev: null }));
    const { core } = bench.of;
    const id = await accept(made.deviceId, deprovision);
    await waitFor(() => core.clock.pendingCount > 0, 'the lane to ask again');
    expect(losing.count).toBe(1);
    await core.pass(1_000);
    expect((await read(core, id)).status).toBe('SUCCEEDED');
    await expectGone(made);
    expect(made.link.closedFor).toContain('its registration has ended');
  });

  it('frees the EUID: the next registration makes another device, in any account', async () => {
    const made = await bench.live(() => ({ kind: 'succeeded', aspect: null, rev: null }));
    await accept(made.deviceId, deprovision);
    await bench.of.core.quiet();
    const bob = { caller: makeCaller({ accounts: ['A-2'], subject: 'bob' }), accountNumber: 'A-2' };
    const next = await bench.bind(bob);
    expect(next.deviceId).not.toBe(made.deviceId);
    expect((await bench.device())?.device).toMatchObject({
      ...{ id: next.deviceId, accountNumber: 'A-2', retiredAtMs: null },
    });
    expect(await bench.admit(made.fingerprint)).toEqual({ kind: 'refused' });
    const old = await bench.of.core.devices.find(made.deviceId);
    expect(old?.device).toMatchObject({ accountNumber: 'A-1', identity: euid });
    const view = await bench.of.north.status(makeCaller(), { accountNumber: 'A-1', euid });
    expect(view).toMatchObject({ claim: null, device: null, certificates: [] });
  });
});

describe('a registered controller that never comes back', () => {
  it('is abandoned after an hour: revoked, retired, and free again', async () => {
    const made = await bench.register();
    const { core } = bench.of;
    await core.pass(60 * minuteMs - 1);
    expect(await bench.stateOf(made.fingerprint)).toBe('ACTIVE');
    await core.pass(1_000);
    expect((await read(core, made.transactionId)).status).toBe('EXPIRED');
    await expectGone(made);
    const view = await bench.of.north.status(makeCaller(), { accountNumber: 'A-1', euid });
    expect(view).toMatchObject({ step: 'ABANDONED', transaction: { status: 'EXPIRED' } });
    const bob = { caller: makeCaller({ accounts: ['A-2'] }), accountNumber: 'A-2' };
    expect((await bench.register(bob)).deviceId).not.toBe(made.deviceId);
  });

  it('is abandoned when its owner cancels', async () => {
    const made = await bench.register();
    await bench.of.core.cancel(makeCaller(), made.transactionId);
    await expectGone(made);
  });

  it('keeps its certificate when it came back and only its transaction was late', async () => {
    const made = await bench.register();
    const { core } = bench.of;
    await bench.admit(made.fingerprint);
    await core.pass(61 * minuteMs);
    expect((await read(core, made.transactionId)).status).toBe('EXPIRED');
    expect(await bench.stateOf(made.fingerprint)).toBe('ACTIVE');
    expect((await bench.device())?.device.retiredAtMs).toBeNull();
    const view = await bench.of.north.status(makeCaller(), { accountNumber: 'A-1', euid });
    expect(view.step).toBe('BOUND');
  });

  it('stays in service when it had been connected before', async () => {
    const first = await bench.live();
    const { core, north } = bench.of;
    await core.links.close(first.link);
    await north.revoke(makeCaller(), { accountNumber: 'A-1', euid });
    const second = await bench.register();
    await core.pass(61 * minuteMs);
    expect((await read(core, second.transactionId)).status).toBe('EXPIRED');
    expect(await bench.stateOf(second.fingerprint)).toBe('REVOKED');
    expect((await bench.device())?.device).toMatchObject({ id: first.deviceId, retiredAtMs: null });
    const third = await bench.register();
    expect(third.deviceId).toBe(first.deviceId);
  });

  it('is not abandoned by an earlier registration that was replaced', async () => {
    await bench.register();
    bench.of.clock.advance(30 * minuteMs);
    const second = await bench.register();
    await bench.of.core.pass(31 * minuteMs);
    expect((await bench.device())?.device.retiredAtMs).toBeNull();
    expect(await bench.stateOf(second.fingerprint)).toBe('ACTIVE');
  });
});

describe('a controller that comes back with its own certificate', () => {
  it('ends its provisioning as SUCCEEDED', async () => {
    const made = await bench.live();
    const { core } = bench.of;
    expect(await statesOf(core, made.transactionId)).toEqual(['QUEUED', 'SENT', 'SUCCEEDED']);
    await core.pass(61 * minuteMs);
    expect((await bench.device())?.device.retiredAtMs).toBeNull();
    expect(await bench.stateOf(made.fingerprint)).toBe('ACTIVE');
    const view = await bench.of.north.status(makeCaller(), { accountNumber: 'A-1', euid });
    expect(view).toMatchObject({ step: 'BOUND', transaction: { status: 'SUCCEEDED' } });
  });
});
