import { describe, expect, it } from 'vitest';
import type { DeviceClass, DeviceId } from '../../../src/domain/device.ts';
import { makeCaller, makeDescription, setpointOf } from '../../support/builders.ts';
import { makeSubmission, read } from '../../support/core-devices.ts';
import { makeFakeConnection } from '../../support/fake-connection.ts';
import { euid, useProvisioning } from '../../support/provisioning-core.ts';

const bench = useProvisioning();
const bob = { caller: makeCaller({ accounts: ['A-2'], subject: 'bob' }), accountNumber: 'A-2' };
const isBound = { code: 'refused', context: { reason: { code: 'already_bound' } } };

/** Registered without any proof, before its key was enrolled or by a service. */
async function squat(account = 'A-1', deviceClass: DeviceClass = 'heat_pump_controller') {
  const id = 'squat' as DeviceId;
  const made = await bench.of.core.devices.register(
    {
      ...{ id, accountNumber: account as never, propertyId: 1, identity: euid },
      ...{ class: deviceClass, provider: 'TEST', registeredBy: 'onboarding' },
      ...{ createdAtMs: bench.of.clock.nowMs(), secretHash: null },
    },
    { isTrusted: true },
  );
  expect(made).toBe('registered');
  return id;
}

async function connect(id: DeviceId): Promise<void> {
  await bench.of.core.links.open({ id } as never, (epoch) =>
    makeFakeConnection({ id, identity: euid }, epoch),
  );
}

const ask = (over: object = {}) => {
  bench.of.clock.advance(1);
  return bench.of.north.requestClaim(bench.prove(over));
};

describe('whoever registered a controller without a proof, and never connected it', () => {
  it.each(['heat_pump_controller', 'heat_pump_unit', 'battery'] as const)(
    'as a %s, gives way to the claim of another account',
    async (deviceClass) => {
      const id = await squat('A-1', deviceClass);
      const made = await bench.bind(bob);
      expect(made.deviceId).not.toBe(id);
      expect((await bench.device())?.device).toMatchObject({ accountNumber: 'A-2' });
      const { device, alerts } = (await bench.of.core.devices.find(id)) ?? {};
      expect(device?.retiredAtMs).toEqual(expect.any(Number));
      // Who claimed it is no business of the other account.
      expect(alerts).toEqual([]);
    },
  );

  it('gives way in its own account too, where it is of another class', async () => {
    const id = await squat('A-1', 'heat_pump_unit');
    const made = await bench.bind();
    expect(made.deviceId).not.toBe(id);
    expect((await bench.device())?.device.class).toBe('heat_pump_controller');
  });

  it('keeps its id where the account claims what it registered itself', async () => {
    const id = await squat();
    expect((await bench.bind()).deviceId).toBe(id);
  });

  it('gives way to an unbound claim that proves the key', async () => {
    const id = await squat('A-1', 'heat_pump_unit');
    const session = await bench.openClaim();
    const token = await bench.sign(session);
    const { nonce, timestamp, signature } = bench.prove();
    const parameters = { euid, nonce, timestamp, signature, accountNumber: 'A-2' };
    const answer = await bench.of.desk.register(session, { token, parameters });
    expect(answer).toMatchObject({ kind: 'accepted' });
    expect((await bench.of.core.devices.find(id))?.device.retiredAtMs).not.toBeNull();
  });

  it('leaves nothing that waits for it', async () => {
    const id = await squat();
    const { core } = bench.of;
    await core.reported.describe(id, makeDescription());
    const { transactionIds } = await core.submit(makeSubmission(id, [setpointOf(50)]));
    await bench.bind(bob);
    expect(await read(core, transactionIds[0] as never)).toMatchObject({
      ...{ status: 'REFUSED', reason: { code: 'device_retired' } },
    });
    expect(await bench.redis.zcard(`jg:mb:${id}`)).toBe(0);
  });

  it('stays once it was connected, before the claim or before its registration', async () => {
    const id = await squat();
    const session = await bench.claim(bob);
    const token = await bench.sign(session);
    await connect(id);
    const late = await bench.of.desk.register(session, { token });
    expect(late).toMatchObject({ kind: 'rejected', code: 'already_bound' });
    await expect(ask(bob)).rejects.toMatchObject(isBound);
    expect((await bench.device())?.device).toMatchObject({ id, retiredAtMs: null });
  });

  it('and whoever proved it stays, though it was never there', async () => {
    const made = await bench.register();
    await expect(ask(bob)).rejects.toMatchObject(isBound);
    await bench.of.north.revoke(makeCaller(), { accountNumber: 'A-1', euid });
    const next = await bench.register(bob);
    expect(next.deviceId).not.toBe(made.deviceId);
    const { status } = await read(bench.of.core, made.transactionId);
    expect(status).toBe('REFUSED');
  });
});

describe('a device that never came and said what it takes', () => {
  it.each(['heat_pump_controller', 'heat_pump_unit', 'battery'] as const)(
    'is released: a %s',
    async (deviceClass) => {
      const id = await squat('A-1', deviceClass);
      const { core } = bench.of;
      const asked = makeSubmission(id, [{ kind: 'deprovision', params: {} }]);
      const { transactionIds } = await core.submit(asked);
      await core.pass(59_999);
      expect((await bench.device())?.device.retiredAtMs).toBeNull();
      await core.pass(1_000);
      expect((await read(core, transactionIds[0] as never)).status).toBe('EXPIRED');
      expect((await core.devices.find(id))?.device.retiredAtMs).not.toBeNull();
    },
  );

  it('is not released by an ask that was cancelled, nor twice', async () => {
    const id = await squat();
    const { core } = bench.of;
    const asked = makeSubmission(id, [{ kind: 'deprovision', params: {} }]);
    const first = await core.submit(asked);
    await core.cancel(makeCaller(), first.transactionIds[0] as never);
    await core.pass(61_000);
    expect((await bench.device())?.device.retiredAtMs).toBeNull();
    await core.submit(asked);
    await core.pass(61_000);
    await expect(core.submit(asked)).rejects.toMatchObject({
      context: { reason: { code: 'device_retired' } },
    });
  });

  it('takes nothing else', async () => {
    const id = await squat();
    const asked = bench.of.core.submit(makeSubmission(id, [setpointOf(50)]));
    await expect(asked).rejects.toMatchObject({ context: { reason: { code: 'device_not_live' } } });
  });
});

describe('the advice', () => {
  const advice = async (account = 'A-1') => {
    const caller = makeCaller({ accounts: [account] });
    return (await bench.of.north.status(caller, { accountNumber: account, euid })).advice;
  };

  it('promises no claim for a controller that another account may have', async () => {
    const free = await advice('A-2');
    await bench.bind();
    expect(await advice('A-2')).toBe(free);
    expect(free).toContain('unless another account has it');
  });

  it('tells an account that it has it as a device of another class', async () => {
    await connect(await squat('A-1', 'heat_pump_unit'));
    await expect(ask()).rejects.toMatchObject(isBound);
    expect(await advice()).toContain('bound already: de-provision it');
  });
});
