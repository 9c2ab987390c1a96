import { describe, expect, it } from 'vitest';
import { makeCaller } from '../../support/builders.ts';
import { euid, strangerEuid, useProvisioning } from '../../support/provisioning-core.ts';

const bench = useProvisioning();

function toParameters(over: object = {}) {
  const { euid: id, nonce, timestamp, signature } = bench.prove();
  return { euid: id, nonce, timestamp, signature, accountNumber: 'A-1', ...over };
}

describe('entering with a claim', () => {
  it('ends with the claim, and lets the newest session in', async () => {
    const { claimId } = await bench.claim();
    const claim = await bench.of.ports.claims.find(claimId);
    const { fingerprint = '', expiresAtMs } = claim ?? {};
    const entering = { claimId, session: 'two', fingerprint, source: 'here' };
    expect(await bench.of.desk.enter(entering)).toEqual({ kind: 'entered', endsAtMs: expiresAtMs });
  });

  it('needs the certificate of that claim, in its time', async () => {
    const { claimId } = await bench.claim();
    const claim = await bench.of.ports.claims.find(claimId);
    const { fingerprint = '', expiresAtMs = 0 } = claim ?? {};
    const entering = { claimId, session: 's', fingerprint, source: 'here' };
    const enter = (over: object) => bench.of.desk.enter({ ...entering, ...over });
    expect(await enter({ claimId: 'none' })).toMatchObject({ code: 'claim_unknown', status: 403 });
    expect(await enter({ fingerprint: 'other' })).toMatchObject({ code: 'claim_unknown' });
    bench.of.clock.advance(expiresAtMs - bench.of.clock.nowMs() - 1);
    expect(await enter({})).toMatchObject({ kind: 'entered' });
    bench.of.clock.advance(1);
    expect(await enter({})).toMatchObject({ code: 'claim_expired' });
  });

  it('is throttled after five of a wrong certificate, which keep no good claim out', async () => {
    const { claimId } = await bench.claim();
    const entering = { claimId, session: 's', fingerprint: 'wrong', source: '127.0.0.1' };
    for (let turn = 0; turn < 5; turn += 1) await bench.of.desk.enter(entering);
    expect(await bench.of.desk.enter(entering)).toMatchObject({ code: 'too_many', status: 429 });
    expect(await bench.enter(claimId, 'again')).toBe('again');
  });

  it('is let in behind a source of many refusals, which are told to come later', async () => {
    const { claimId } = await bench.claim();
    const enter = (fingerprint: string) =>
      bench.of.desk.enter({ claimId, session: 's', fingerprint, source: '127.0.0.1' });
    for (let turn = 0; turn < 20; turn += 1) await enter(`wrong-${turn}`);
    expect(await enter('wrong-20')).toMatchObject({ code: 'too_many', status: 429 });
    expect(await bench.enter(claimId, 'again')).toBe('again');
  });

  it('is no more for a registered claim whose certificate was used', async () => {
    const { claimId, fingerprint } = await bench.register();
    expect(await bench.enter(claimId, 'again')).toBe('again');
    await bench.admit(fingerprint);
    const claim = await bench.of.ports.claims.find(claimId);
    const entering = { claimId, session: 's', source: 'here' };
    const entered = bench.of.desk.enter({ ...entering, fingerprint: claim?.fingerprint ?? '' });
    expect(await entered).toMatchObject({ code: 'claim_used' });
  });
});

describe('a CSR', () => {
  it('gets a certificate of the claim’s EUID, PENDING, whatever its subject says', async () => {
    const session = await bench.claim();
    const answer = await bench.of.desk.sign(session, { csrPem: bench.csrPem });
    expect(answer).toMatchObject({ kind: 'accepted' });
    const [certificate] = await bench.certificates();
    expect(certificate).toMatchObject({ identity: euid, state: 'PENDING', firstUsedAtMs: null });
    expect(await bench.admit(certificate?.fingerprint ?? '')).toEqual({ kind: 'refused' });
  });

  it('that comes again revokes the first certificate, whose token is dead', async () => {
    const session = await bench.claim();
    const first = await bench.sign(session);
    const old = (await bench.certificates())[0]?.fingerprint ?? '';
    bench.of.clock.advance(1);
    const second = await bench.sign(session);
    expect(await bench.stateOf(old)).toBe('REVOKED');
    const register = (token: string) => bench.of.desk.register(session, { token, parameters: {} });
    expect(await register(first)).toMatchObject({ code: 'token_invalid' });
    expect(await register(second)).toMatchObject({ kind: 'accepted' });
    expect((await bench.certificates()).map(({ state }) => state)).toEqual(['ACTIVE', 'REVOKED']);
  });

  it.each([
    [{ csrPem: 'hello' }, 'invalid_csr'],
    [{ csrPem: 'x'.repeat(4_097) }, 'invalid_csr'],
    [{ csrPem: 5 }, 'invalid_request'],
    [{ csrPem: '', more: 1 }, 'invalid_request'],
    [[], 'invalid_request'],
    [null, 'invalid_request'],
  ])('of a wrong form is rejected: %j', async (request, code) => {
    const session = await bench.claim();
    expect(await bench.of.desk.sign(session, request)).toMatchObject({ kind: 'rejected', code });
    expect(await bench.certificates()).toEqual([]);
  });

  it('of an older session, an expired claim or a registered one signs nothing', async () => {
    const session = await bench.claim();
    const sign = () => bench.of.desk.sign(session, { csrPem: bench.csrPem });
    await bench.enter(session.claimId, 'newer');
    expect(await sign()).toMatchObject({ code: 'other_session' });
    bench.of.clock.advance(300_000);
    expect(await sign()).toMatchObject({ code: 'claim_expired' });
    expect(await bench.certificates()).toEqual([]);
    const done = await bench.register();
    const again = await bench.of.desk.sign(done, { csrPem: bench.csrPem });
    expect(again).toMatchObject({ code: 'claim_used' });
  });

  it('is answered five times for a claim', async () => {
    const session = await bench.claim();
    for (let turn = 0; turn < 5; turn += 1) await bench.sign(session);
    const sixth = await bench.of.desk.sign(session, { csrPem: bench.csrPem });
    expect(sixth).toMatchObject({ code: 'too_many' });
  });
});

describe('registering', () => {
  it('binds the device, makes its certificate ACTIVE and begins one transaction', async () => {
    const { deviceId, transactionId, fingerprint } = await bench.register();
    expect((await bench.device())?.device).toMatchObject({
      ...{ id: deviceId, accountNumber: 'A-1', propertyId: 1, class: 'heat_pump_controller' },
      ...{ identity: euid, protocol: 'mqtt', hasSecret: false, firstConnectedAtMs: null },
    });
    expect(await bench.stateOf(fingerprint)).toBe('ACTIVE');
    expect(await bench.of.core.transactions.find(transactionId)).toMatchObject({
      ...{ status: 'QUEUED', deviceId, accountNumber: 'A-1', mutation: 'test' },
      command: { kind: 'provision', params: { fingerprint } },
      actor: { kind: 'owner', subject: 'alice' },
    });
    expect(await bench.redis.zcard('jg:claims')).toBe(0);
  });

  it('answers a repeat the same, over the same session and a newer one', async () => {
    const made = await bench.register();
    const device = await bench.device();
    const session = await bench.enter(made.claimId, 'newer');
    for (const each of [session, session]) {
      const again = { claimId: made.claimId, session: each };
      const answer = await bench.of.desk.register(again, { token: made.token });
      expect(answer).toMatchObject({ kind: 'accepted', identity: euid });
    }
    expect((await bench.device())?.device).toEqual(device?.device);
    expect(await bench.redis.keys('jg:tx:*')).toEqual([`jg:tx:${made.transactionId}`]);
    expect(await bench.redis.keys('jg:dev:*')).toHaveLength(1);
  });

  it('needs the token of that claim, in its time and its session', async () => {
    const first = await bench.claim();
    const firstToken = await bench.sign(first);
    const second = await bench.claim();
    const token = await bench.sign(second);
    const register = (session: typeof first, given: string) =>
      bench.of.desk.register(session, { token: given });
    expect(await register(second, 'wrong')).toMatchObject({ code: 'token_invalid', status: 403 });
    expect(await register(second, firstToken)).toMatchObject({ code: 'token_invalid' });
    const older = { claimId: second.claimId, session: 'older' };
    expect(await register(older, token)).toMatchObject({ code: 'other_session' });
    const unknown = { claimId: 'none', session: 's' };
    expect(await register(unknown, token)).toMatchObject({ code: 'claim_unknown' });
    expect(await bench.device()).toBeNull();
    bench.of.clock.advance(300_000);
    expect(await register(second, token)).toMatchObject({ code: 'claim_expired' });
    expect(await bench.device()).toBeNull();
  });

  it('is late when the token’s own time is over', async () => {
    const { claims } = bench.of.ports;
    const { clock } = bench.of;
    const brief: typeof claims.certify = (request) =>
      claims.certify({ ...request, tokenExpiresAtMs: request.nowMs + 1_000 });
    const { desk } = bench.another({ claims: { ...claims, certify: brief } });
    const session = await bench.claim();
    const signed = await desk.sign(session, { csrPem: bench.csrPem });
    const token = signed.kind === 'accepted' ? signed.ownershipToken : '';
    clock.advance(1_000);
    const late = await bench.of.desk.register(session, { token });
    expect(late).toMatchObject({ code: 'token_invalid' });
    expect(await bench.device()).toBeNull();
  });

  it('needs a CSR before', async () => {
    const session = await bench.claim();
    const answer = await bench.of.desk.register(session, { token: 'any' });
    expect(answer).toMatchObject({ code: 'token_invalid' });
  });

  it('with another token of a registered claim is refused', async () => {
    const { claimId, session } = await bench.register();
    const answer = await bench.of.desk.register({ claimId, session }, { token: 'other' });
    expect(answer).toMatchObject({ code: 'claim_used' });
  });

  it('is tried eight times for a claim', async () => {
    const session = await bench.claim();
    const wrong = () => bench.of.desk.register(session, { token: 'wrong' });
    for (let turn = 0; turn < 8; turn += 1) await wrong();
    expect(await wrong()).toMatchObject({ code: 'too_many' });
  });

  it('is a rejection to come again for while the store is away', async () => {
    const session = await bench.claim();
    const token = await bench.sign(session);
    const claims = {
      ...bench.of.ports.claims,
      register: () => Promise.reject(new Error('a bug')),
    };
    const failing = bench.another({ claims });
    const answer = await failing.desk.register(session, { token });
    expect(answer).toMatchObject({ code: 'unavailable', status: 503 });
    const again = await bench.of.desk.register(session, { token });
    expect(again).toMatchObject({ kind: 'accepted' });
  });
});

describe('registering with an unbound claim', () => {
  it('binds whoever proves an identity, to the account that it names', async () => {
    const session = await bench.openClaim();
    const csr = await bench.of.desk.sign(session, { csrPem: bench.csrPem });
    expect(csr).toMatchObject({ kind: 'accepted', certificatePem: null });
    const token = csr.kind === 'accepted' ? csr.ownershipToken : '';
    const parameters = toParameters({ propertyId: 7 });
    const answer = await bench.of.desk.register(session, { token, parameters });
    expect(answer).toMatchObject({ kind: 'accepted', identity: euid });
    expect(answer).toHaveProperty('certificatePem', expect.stringContaining('CERTIFICATE'));
    expect((await bench.device())?.device).toMatchObject({ accountNumber: 'A-1', propertyId: 7 });
    // A repeat has the same certificate, and its nonce is not called used.
    expect(await bench.of.desk.register(session, { token, parameters })).toEqual(answer);
    expect(await bench.certificates()).toHaveLength(1);
  });

  it.each([
    ['no proof', () => undefined, 'invalid_proof'],
    ['a stranger', () => toParameters({ euid: strangerEuid }), 'invalid_proof'],
    ['a wrong signature', () => toParameters({ signature: 'AAAA' }), 'invalid_proof'],
    ['no account', () => toParameters({ accountNumber: undefined }), 'invalid_request'],
    [
      'a text that is no account',
      () => toParameters({ accountNumber: 'A 1\n' }),
      'invalid_request',
    ],
    ['a parameter of its own', () => toParameters({ more: 1 }), 'invalid_request'],
  ])('is rejected with %s', async (_what, make, code) => {
    const session = await bench.openClaim();
    const token = await bench.sign(session);
    const parameters = make();
    const request = parameters ? { token, parameters } : { token };
    const answer = await bench.of.desk.register(session, JSON.parse(JSON.stringify(request)));
    expect(answer).toMatchObject({ kind: 'rejected', code });
    expect(await bench.device()).toBeNull();
  });

  it('is rejected for a controller that is not enrolled', async () => {
    const session = await bench.openClaim();
    const token = await bench.sign(session);
    const { nonce, timestamp, signature } = bench.prove({ euid: strangerEuid });
    const proof = { euid: strangerEuid, nonce, timestamp, signature, accountNumber: 'A-1' };
    const answer = await bench.of.desk.register(session, { token, parameters: proof });
    expect(answer).toMatchObject({ code: 'not_enrolled' });
  });

  it('takes no nonce that a claim was asked for with', async () => {
    const used = bench.prove();
    await bench.of.north.requestClaim(used);
    const session = await bench.openClaim();
    const token = await bench.sign(session);
    const { nonce, timestamp, signature } = used;
    const parameters = toParameters({ nonce, timestamp, signature });
    const answer = await bench.of.desk.register(session, { token, parameters });
    expect(answer).toMatchObject({ code: 'nonce_used' });
  });

  it('stays in the accounts of the installer who asked', async () => {
    const installer = makeCaller({ role: 'installer', accounts: ['A-1', 'A-3'] });
    const session = await bench.openClaim(installer);
    const token = await bench.sign(session);
    const register = (accountNumber: string) =>
      bench.of.desk.register(session, { token, parameters: toParameters({ accountNumber }) });
    expect(await register('A-2')).toMatchObject({ code: 'account_not_allowed', status: 403 });
    expect(await bench.device()).toBeNull();
    expect(await register('A-3')).toMatchObject({ kind: 'accepted' });
  });
});
