import { describe, expect, it } from 'vitest';
import type { NewDevice } from '../../../src/domain/ports/devices.ts';
import { makeCaller } from '../../support/builders.ts';
import { makeFakeConnection } from '../../support/fake-connection.ts';
import { euid, useProvisioning } from '../../support/provisioning-core.ts';

const bench = useProvisioning();
const other = { caller: makeCaller({ accounts: ['A-2'], subject: 'bob' }), accountNumber: 'A-2' };
const mine = { accountNumber: 'A-1', euid };
const isBound = { code: 'refused', context: { reason: { code: 'already_bound' } } };

const ask = (over: object = {}) => {
  bench.of.clock.advance(1);
  return bench.of.north.requestClaim(bench.prove(over));
};

describe('a controller that is bound', () => {
  it('is refused to its own account while its certificate counts', async () => {
    const { fingerprint } = await bench.bind();
    await expect(ask()).rejects.toMatchObject(isBound);
    expect(await bench.stateOf(fingerprint)).toBe('ACTIVE');
  });

  it('is refused to another account, used or not, revoked or not', async () => {
    const { fingerprint, deviceId } = await bench.register();
    await expect(ask(other)).rejects.toMatchObject(isBound);
    await bench.admit(fingerprint);
    await expect(ask(other)).rejects.toMatchObject(isBound);
    await bench.of.core.sessions.connect(deviceId, bench.of.clock.nowMs());
    await bench.of.north.revoke(makeCaller(), mine);
    await expect(ask(other)).rejects.toMatchObject(isBound);
  });

  it('is refused where it is a device of another class that was connected', async () => {
    const id = 'unit' as never;
    const device: NewDevice = {
      ...{ id, accountNumber: 'A-1' as never, propertyId: 1, identity: euid },
      ...{ class: 'heat_pump_unit', provider: 'TEST', registeredBy: 'gateway' },
      ...{ createdAtMs: 1, secretHash: null },
    };
    await bench.of.core.devices.register(device, { isTrusted: true });
    await bench.of.core.links.open({ id } as never, (epoch) => makeFakeConnection(device, epoch));
    await expect(ask()).rejects.toMatchObject(isBound);
  });

  it('is refused at registration, when two claims of two accounts raced', async () => {
    const [first, second] = [await bench.claim(), await bench.claim(other)];
    const [mineToken, otherToken] = [await bench.sign(first), await bench.sign(second)];
    const done = await bench.of.desk.register(second, { token: otherToken });
    expect(done).toMatchObject({ kind: 'accepted' });
    // The other's registration ended what was never used, and is told nothing more.
    const late = await bench.of.desk.register(first, { token: mineToken });
    expect(late).toMatchObject({ kind: 'rejected' });
    expect((await bench.device())?.device.accountNumber).toBe('A-2');
    expect((await bench.certificates()).map(({ state }) => state).sort()).toEqual([
      'ACTIVE',
      'REVOKED',
    ]);
  });

  it('goes to one account when two registrations come at once', async () => {
    const [first, second] = [await bench.claim(), await bench.claim(other)];
    const tokens = [await bench.sign(first), await bench.sign(second)];
    const answers = await Promise.all([
      bench.of.desk.register(first, { token: tokens[0] }),
      bench.of.desk.register(second, { token: tokens[1] }),
    ]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['accepted', 'rejected']);
    expect(await bench.redis.keys('jg:dev:*')).toHaveLength(1);
    const active = (await bench.certificates()).filter(({ state }) => state === 'ACTIVE');
    expect(active).toHaveLength(1);
  });
});

describe('binding anew', () => {
  it('keeps the device and its id after a revocation, and tells the owner', async () => {
    const first = await bench.bind();
    await bench.of.north.revoke(makeCaller(), mine);
    const installer = makeCaller({ role: 'installer', subject: 'ingrid', onBehalfOf: 'Acme' });
    const second = await bench.register({ caller: installer, propertyId: null });
    expect(second.deviceId).toBe(first.deviceId);
    expect(second.fingerprint).not.toBe(first.fingerprint);
    const state = await bench.device();
    expect(state?.device).toMatchObject({ propertyId: 1, createdAtMs: expect.any(Number) });
    expect(state?.alerts.map(({ message }) => message)).toEqual([
      'A new certificate was asked for by ingrid for Acme.',
    ]);
    expect(await bench.admit(first.fingerprint)).toEqual({ kind: 'refused' });
    expect(await bench.admit(second.fingerprint)).toMatchObject({ kind: 'admitted' });
  });

  it('before the first connect replaces what was given first, and its transaction', async () => {
    const first = await bench.register();
    const second = await bench.register();
    expect(second.deviceId).toBe(first.deviceId);
    expect(await bench.stateOf(first.fingerprint)).toBe('REVOKED');
    const { transactions } = bench.of.core;
    const [older, newer] = [first, second].map(({ transactionId }) => transactionId);
    expect((await transactions.find(older as never))?.status).toBe('SUPERSEDED');
    expect((await transactions.find(newer as never))?.status).toBe('QUEUED');
    expect(await bench.stateOf(second.fingerprint)).toBe('ACTIVE');
  });

  it('by an unbound claim tells the owner as well', async () => {
    const first = await bench.bind();
    await bench.of.north.revoke(makeCaller(), mine);
    bench.of.clock.advance(1);
    const session = await bench.openClaim();
    const token = await bench.sign(session);
    const { nonce, timestamp, signature } = bench.prove();
    const parameters = { euid, nonce, timestamp, signature, accountNumber: 'A-1' };
    const answer = await bench.of.desk.register(session, { token, parameters });
    expect(answer).toMatchObject({ kind: 'accepted' });
    const state = await bench.device();
    expect(state?.device.id).toBe(first.deviceId);
    expect(state?.alerts).toHaveLength(1);
  });

  it('goes on when the owner cannot be told', async () => {
    await bench.bind();
    await bench.of.north.revoke(makeCaller(), mine);
    bench.of.clock.advance(1);
    const reported = { alert: () => Promise.reject(new Error('away')) };
    const asked = bench.another({ reported }).north.requestClaim(bench.prove());
    await expect(asked).resolves.toBeDefined();
  });
});

describe('revoking', () => {
  it('ends every certificate, says how many counted, and closes the link here', async () => {
    const { deviceId, fingerprint } = await bench.bind();
    const { newest } = await bench.rotate(fingerprint);
    const link = await bench.of.core.links.open({ id: deviceId } as never, (epoch) =>
      makeFakeConnection({ id: deviceId, identity: euid }, epoch),
    );
    expect(await bench.of.north.revoke(makeCaller(), mine)).toEqual({ revoked: 2 });
    expect(link.closedFor).toEqual(['its certificates were revoked']);
    for (const each of [fingerprint, newest]) {
      expect(await bench.admit(each)).toEqual({ kind: 'refused' });
    }
    expect(await bench.of.north.revoke(makeCaller(), mine)).toEqual({ revoked: 0 });
    expect((await bench.device())?.device.retiredAtMs).toBeNull();
  });

  it('is for those who may provision the account that has it', async () => {
    const { fingerprint } = await bench.bind();
    const revoke = (caller: object, of: object) =>
      bench.of.north.revoke(makeCaller(caller), { ...mine, ...of });
    const denied = { code: 'not_permitted' };
    const unknown = { code: 'device_not_found' };
    await expect(revoke({ role: 'operator' }, {})).rejects.toMatchObject(denied);
    await expect(revoke({ accounts: ['A-2'] }, {})).rejects.toMatchObject(denied);
    const bob = { accounts: ['A-2'] };
    await expect(revoke(bob, { accountNumber: 'A-2' })).rejects.toMatchObject(unknown);
    await expect(revoke({}, { euid: 'hello' })).rejects.toMatchObject(unknown);
    expect(await bench.stateOf(fingerprint)).toBe('ACTIVE');
  });
});

describe('the status of a controller', () => {
  const status = (caller = makeCaller(), of: object = {}) =>
    bench.of.north.status(caller, { ...mine, ...of });

  it('follows it from its enrolment until it is bound', async () => {
    expect(await status()).toMatchObject({ step: 'ENROLLED', claim: null, device: null });
    const session = await bench.claim();
    expect(await status()).toMatchObject({ step: 'CLAIMED', claim: { state: 'OPEN' } });
    const token = await bench.sign(session);
    expect(await status()).toMatchObject({
      ...{
        step: 'CERTIFIED',
        claim: { id: session.claimId },
        certificates: [{ state: 'PENDING' }],
      },
    });
    await bench.of.desk.register(session, { token });
    const { deviceId, transactionId, fingerprint } = await bench.bound(session.claimId);
    expect(await status()).toMatchObject({
      ...{ step: 'REGISTERED', device: { id: deviceId, connected: false } },
      transaction: { id: transactionId, status: 'QUEUED' },
    });
    await bench.admit(fingerprint);
    expect(await status()).toMatchObject({ step: 'BOUND', certificates: [{ fingerprint }] });
  });

  it('says that a claim was not used in its time before any sweep', async () => {
    await bench.claim();
    bench.of.clock.advance(300_000);
    expect(await status()).toMatchObject({ step: 'ABANDONED', claim: { state: 'EXPIRED' } });
  });

  it('says that what was given is revoked already, used or not', async () => {
    await bench.register();
    await bench.of.north.revoke(makeCaller(), mine);
    const view = await status();
    expect(view).toMatchObject({ step: 'ENROLLED', certificates: [{ state: 'REVOKED' }] });
    expect(view.advice).toContain('ask for a new claim');
  });

  it('of another account’s controller is its enrolment and nothing else', async () => {
    await bench.bind();
    const view = await status(other.caller, { accountNumber: 'A-2' });
    expect(view).toEqual({
      ...{ identity: euid, step: 'ENROLLED', advice: expect.any(String) },
      ...{ enrolledAtMs: expect.any(Number), claim: null, device: null, certificates: [] },
      transaction: null,
    });
    await bench.of.north.revoke(makeCaller(), mine);
    const again = await status(other.caller, { accountNumber: 'A-2' });
    expect(again).toMatchObject({ certificates: [], claim: null, device: null });
  });

  it('is for those who may read the account, and for EUIDs', async () => {
    await expect(status(other.caller)).rejects.toMatchObject({ code: 'not_permitted' });
    await expect(status(makeCaller(), { euid: 'x' })).rejects.toMatchObject({
      code: 'device_not_found',
    });
    const unknown = await status(makeCaller(), { euid: '001e5e00000000ff' });
    expect(unknown).toMatchObject({ step: 'NOT_ENROLLED', enrolledAtMs: null });
  });
});
