import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/domain/errors.ts';
import { makeSweepClaims } from '../../../src/domain/provisioning/sweep-claims.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { makeCaller, renameOf } from '../../support/builders.ts';
import { read, statesOf } from '../../support/core-devices.ts';
import { euid, useProvisioning } from '../../support/provisioning-core.ts';
import { toEntry } from '../../support/script-cases.ts';

const bench = useProvisioning();
const minuteMs = 60_000;
const service = makeCaller({ role: 'service' });

/** Registers, and dies before the transaction is accepted. */
async function crashAfterRegistering() {
  const session = await bench.claim();
  const token = await bench.sign(session);
  const transactions = {
    ...bench.of.core.transactions,
    accept: () => Promise.reject(new Error('the process died')),
  };
  const answer = await bench.another({ transactions }).desk.register(session, { token });
  expect(answer).toMatchObject({ code: 'unavailable' });
  return { ...session, token, ...(await bench.bound(session.claimId)) };
}

/** The transactions of provisioning, each once. */
const begun = () => bench.redis.keys('jg:tx:*');

describe('a registration that a crash cut short', () => {
  it('stands, and the sweep begins its transaction, once', async () => {
    const { transactionId, fingerprint } = await crashAfterRegistering();
    expect(await bench.stateOf(fingerprint)).toBe('ACTIVE');
    expect(await begun()).toEqual([]);
    expect(await bench.of.sweep()).toEqual({ ended: 0, finished: 0 });
    bench.of.clock.advance(10_000);
    expect(await bench.of.sweep()).toEqual({ ended: 0, finished: 1 });
    expect(await read(bench.of.core, transactionId)).toMatchObject({
      status: 'QUEUED',
      seq: 1_764_000_011,
    });
    bench.of.clock.advance(minuteMs);
    expect(await bench.of.sweep()).toEqual({ ended: 0, finished: 0 });
    expect(await begun()).toHaveLength(1);
    expect(await statesOf(bench.of.core, transactionId)).toEqual(['QUEUED']);
  });

  it('is finished once by two sweeps and the device’s own repeat at the same time', async () => {
    const made = await crashAfterRegistering();
    bench.of.clock.advance(10_000);
    const sweeps = [bench.of.sweep(), bench.another({}).sweep()];
    const repeat = bench.of.desk.register(made, { token: made.token });
    await Promise.all(sweeps);
    expect(await repeat).toMatchObject({ kind: 'accepted', identity: euid });
    expect(await begun()).toEqual([`jg:tx:${made.transactionId}`]);
    expect(await statesOf(bench.of.core, made.transactionId)).toEqual(['QUEUED']);
    expect(await bench.redis.zcard('jg:claims')).toBe(0);
  });

  it('comes again after a minute when the sweep dies, too', async () => {
    const { transactionId } = await crashAfterRegistering();
    bench.of.clock.advance(10_000);
    const transactions = {
      ...bench.of.core.transactions,
      accept: () => Promise.reject(new GatewayError('unavailable', 'away')),
    };
    await expect(bench.another({ transactions }).sweep()).rejects.toThrow('away');
    expect(await bench.of.sweep()).toEqual({ ended: 0, finished: 0 });
    bench.of.clock.advance(minuteMs);
    expect(await bench.of.sweep()).toEqual({ ended: 0, finished: 1 });
    expect((await read(bench.of.core, transactionId)).status).toBe('QUEUED');
  });

  it('is finished though another one fails again and again', async () => {
    const made = await crashAfterRegistering();
    const { claims } = bench.of.ports;
    const claim = await claims.find(made.claimId);
    if (!claim) throw new Error('no claim');
    const broken = { ...claim, id: 'broken', transactionId: 'broken' as TransactionId };
    const swept = { ended: 0, consumed: [broken, claim] };
    const other = bench.another({
      claims: { ...claims, sweep: async () => swept },
      transactions: {
        ...bench.of.core.transactions,
        accept: (entries, nowMs) =>
          entries[0]?.wish.id === 'broken'
            ? Promise.reject(new GatewayError('invariant_broken', 'a wrong key'))
            : bench.of.core.transactions.accept(entries, nowMs),
      },
    });
    expect(await other.sweep()).toEqual({ ended: 0, finished: 1 });
    expect((await read(bench.of.core, made.transactionId)).status).toBe('QUEUED');
  });

  it('is found by a repeat of the device before the sweep', async () => {
    const made = await crashAfterRegistering();
    const answer = await bench.of.desk.register(made, { token: made.token });
    expect(answer).toMatchObject({ kind: 'accepted' });
    bench.of.clock.advance(10 * minuteMs);
    expect(await bench.of.sweep()).toEqual({ ended: 0, finished: 0 });
    expect(await begun()).toHaveLength(1);
  });
});

describe('a mailbox that is full at registration', () => {
  it('lets the registration stand, and the sweep tries until there is room', async () => {
    const first = await bench.live();
    const { core, north } = bench.of;
    expect((await read(core, first.transactionId)).status).toBe('SUCCEEDED');
    await core.links.close(first.link);
    await north.revoke(service, { accountNumber: 'A-1', euid });
    for (let number = 0; number < 50; number += 1) {
      const { wish } = toEntry(`rename-${number}`, renameOf(`S${number}`, 'Hall'));
      const entry = {
        wish: { ...wish, deviceId: first.deviceId },
        idempotency: null,
        openWish: null,
      };
      expect((await core.transactions.accept([entry], core.clock.nowMs())).kind).toBe('accepted');
    }
    const second = await bench.register();
    expect(second.deviceId).toBe(first.deviceId);
    expect(await bench.stateOf(second.fingerprint)).toBe('ACTIVE');
    expect(await core.transactions.find(second.transactionId)).toBeNull();
    core.clock.advance(10_000);
    expect(await bench.of.sweep()).toEqual({ ended: 0, finished: 0 });
    expect(await core.transactions.find(second.transactionId)).toBeNull();
    await core.cancel(service, 'rename-7');
    core.clock.advance(minuteMs);
    expect(await bench.of.sweep()).toEqual({ ended: 0, finished: 1 });
    expect((await read(core, second.transactionId)).status).toBe('QUEUED');
    expect(await bench.redis.zcard('jg:claims')).toBe(0);
  });
});

describe('a claim that nobody uses', () => {
  it('is ended by the sweep when its time is over, and counted', async () => {
    const { claimId } = await bench.claim();
    bench.of.clock.advance(299_000);
    expect(await bench.of.sweep()).toEqual({ ended: 0, finished: 0 });
    bench.of.clock.advance(1_000);
    expect(await bench.of.sweep()).toEqual({ ended: 1, finished: 0 });
    expect((await bench.of.ports.claims.find(claimId))?.state).toBe('EXPIRED');
    expect(await bench.of.sweep()).toEqual({ ended: 0, finished: 0 });
    expect(bench.of.core.metrics.counts.get('claims_ended')).toBe(1);
    expect(await bench.redis.pttl(`jg:claim:${claimId}`)).toBeGreaterThan(86_000_000);
  });

  it('takes its PENDING certificate along', async () => {
    const session = await bench.claim();
    const token = await bench.sign(session);
    const [{ fingerprint } = { fingerprint: '' }] = await bench.certificates();
    bench.of.clock.advance(300_000);
    await bench.of.sweep();
    expect(await bench.stateOf(fingerprint)).toBe('REVOKED');
    const late = await bench.of.desk.register(session, { token });
    expect(late).toMatchObject({ code: 'claim_expired' });
    expect(await bench.device()).toBeNull();
  });

  it('is ended with many others in one run', async () => {
    const { claims } = bench.of.ports;
    const { claimId } = await bench.of.north.requestClaim(bench.prove());
    const claim = await claims.find(claimId);
    if (!claim) throw new Error('no claim');
    for (let number = 0; number < 150; number += 1) {
      await claims.open({ ...claim, id: `claim-${number}` }, null);
    }
    bench.of.clock.advance(300_000);
    expect(await bench.of.sweep()).toEqual({ ended: 151, finished: 0 });
  });

  it('ends nothing once the sweep is told to stop', async () => {
    await bench.claim();
    bench.of.clock.advance(300_000);
    const sweep = makeSweepClaims(bench.of.ports);
    expect(await sweep(AbortSignal.abort())).toEqual({ ended: 0, finished: 0 });
  });
});
