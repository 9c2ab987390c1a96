import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeClaims } from '../../../src/store/claims.ts';
import { makeCommandConnection } from '../../../src/store/redis/connect.ts';
import { makeScripts } from '../../../src/store/scripts.ts';
import { makeCaller } from '../../support/builders.ts';
import { startCutProxy } from '../../support/cut-proxy.ts';
import { euid, strangerEuid, useProvisioning } from '../../support/provisioning-core.ts';

const bench = useProvisioning();
const installer = makeCaller({ role: 'installer', credentialId: 'key-i', subject: 'ingrid' });

/** Nothing of a refused request is left in the store. */
async function expectNoClaim(): Promise<void> {
  expect(await bench.redis.keys('jg:claim*')).toEqual([]);
}

describe('a claim for one controller', () => {
  it('is given for five minutes, sealed to the controller, and stored OPEN', async () => {
    const request = bench.prove();
    const bundle = await bench.of.north.requestClaim(request);
    expect(bundle.expiresAtMs).toBe(bench.of.clock.nowMs() + 300_000);
    expect(bundle.certificatePem).toContain('BEGIN CERTIFICATE');
    expect(bundle.sealedPrivateKey.split('.')).toHaveLength(5);
    expect(await bench.of.ports.claims.findByIdentity(euid)).toMatchObject({
      ...{ id: bundle.claimId, identity: euid, accountNumber: 'A-1', accounts: ['A-1'] },
      ...{ propertyId: 1, state: 'OPEN', requestedBy: 'alice', deviceId: null },
    });
    expect(await bench.redis.get(`jg:nonce:${request.nonce}`)).toBe(bundle.claimId);
  });

  it('keeps neither its private key nor the signature in the store or the log', async () => {
    const request = bench.prove();
    const bundle = await bench.of.north.requestClaim(request);
    const [claim] = await bench.redis.keys('jg:claim:*');
    const said = JSON.stringify([await bench.redis.hgetall(claim ?? ''), bench.of.core.log.lines]);
    for (const secret of ['PRIVATE KEY', bundle.sealedPrivateKey, request.signature]) {
      expect(said).not.toContain(secret);
    }
  });

  it.each([
    ['a role that may not', { caller: makeCaller({ role: 'operator' }) }],
    ['a caller of another account', { caller: makeCaller({ accounts: ['A-2'] }) }],
  ])('is not given to %s', async (_who, over) => {
    const asked = bench.of.north.requestClaim(bench.prove(over));
    await expect(asked).rejects.toMatchObject({ code: 'not_permitted' });
    await expectNoClaim();
  });

  it.each([
    ['no EUID', { euid: 'hello' }, 'euid'],
    ['a nonce of something else', { nonce: 'a'.repeat(64) }, 'nonce'],
    ['a signature of something else', { signature: 'AAAA' }, 'signature'],
    ['no signature', { signature: '' }, 'signature'],
    ['an old timestamp', { timestamp: '1763999879999' }, 'timestamp'],
    ['no property', { propertyId: -1 }, 'propertyId'],
  ])('is refused by the path of what is wrong: %s', async (_what, over, path) => {
    const asked = bench.of.north.requestClaim(bench.prove(over));
    const faults = [expect.objectContaining({ path: [path] })];
    const error = { code: 'invalid_parameters', context: { faults } };
    await expect(asked).rejects.toMatchObject(error);
    await expectNoClaim();
  });

  it('is refused to a controller that is not enrolled', async () => {
    const asked = bench.of.north.requestClaim(bench.prove({ euid: strangerEuid }));
    const reason = { code: 'not_enrolled' };
    await expect(asked).rejects.toMatchObject({ code: 'refused', context: { reason } });
    await expectNoClaim();
  });

  it('is given once for a nonce', async () => {
    const request = bench.prove();
    const { claimId } = await bench.of.north.requestClaim(request);
    await expect(bench.of.north.requestClaim(request)).rejects.toMatchObject({
      code: 'invalid_parameters',
      context: { faults: [{ path: ['nonce'] }] },
    });
    expect((await bench.of.ports.claims.findByIdentity(euid))?.id).toBe(claimId);
    expect(await bench.redis.keys('jg:claim:*')).toHaveLength(1);
  });

  it('is one claim when many ask with one nonce at once', async () => {
    const request = bench.prove();
    const asked = await Promise.allSettled(
      Array.from({ length: 5 }, () => bench.of.north.requestClaim(request)),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await bench.redis.keys('jg:claim:*')).toHaveLength(1);
  });

  it('does not call its own nonce used when the answer of the store was lost', async () => {
    const path = String(bench.redis.options.path);
    const proxy = await startCutProxy(path, `${path}.cut`);
    const target = { socketPath: proxy.socketPath };
    const redis = makeCommandConnection(target, { name: 'cut', onError: () => {} });
    await redis.connect();
    try {
      const claims = makeClaims(makeScripts(redis, []));
      const other = bench.another({ claims });
      proxy.cutReplies(1);
      const { claimId } = await other.north.requestClaim(bench.prove());
      expect(proxy.cutCount).toBe(1);
      expect((await bench.of.ports.claims.find(claimId))?.state).toBe('OPEN');
    } finally {
      redis.disconnect();
      await proxy.stop();
    }
  });

  it('is not limited by what a stranger could not prove', async () => {
    const wrong = Array.from({ length: 25 }, () => bench.prove({ signature: 'AAAA' }));
    await Promise.allSettled(wrong.map((request) => bench.of.north.requestClaim(request)));
    await expect(bench.of.north.requestClaim(bench.prove())).resolves.toBeDefined();
  });
});

describe('an unbound claim', () => {
  it('is for the accounts of the installer who asked, and its key is given in clear', async () => {
    const bundle = await bench.of.north.requestOpenClaim(installer, 'test');
    expect(bundle.privateKeyPem).toContain('PRIVATE KEY');
    expect(bundle.publicKeyPem).toContain('PUBLIC KEY');
    expect(await bench.of.ports.claims.find(bundle.claimId)).toMatchObject({
      ...{ identity: null, accountNumber: 'A-1', accounts: ['A-1'], propertyId: null },
    });
  });

  it('names no account when the caller holds several, or any', async () => {
    const several = { ...installer, accounts: ['A-1', 'A-2'] };
    const service = makeCaller({ role: 'service', accounts: [] });
    for (const [caller, accounts] of [
      [several, ['A-1', 'A-2']],
      [service, 'any'],
    ] as const) {
      const { claimId } = await bench.of.north.requestOpenClaim(caller, 'test');
      const claim = await bench.of.ports.claims.find(claimId);
      expect(claim).toMatchObject({ accountNumber: null, accounts });
    }
  });

  it.each(['account', 'operator'] as const)('is not given to the role %s', async (role) => {
    const asked = bench.of.north.requestOpenClaim(makeCaller({ role }), 'test');
    await expect(asked).rejects.toMatchObject({ code: 'not_permitted' });
    await expectNoClaim();
  });
});

describe('enrolment', () => {
  const service = makeCaller({ role: 'service' });

  it('counts what is new and what was replaced, and takes colons', async () => {
    const key = (await bench.of.ports.factoryKeys.find(euid))?.spkiPem ?? '';
    const keys = [
      { euid: '00:1E:5E:00:00:00:00:2A', spkiPem: key },
      { euid: strangerEuid, spkiPem: key },
    ];
    expect(await bench.of.north.enrol(service, keys)).toEqual({ enrolled: 1, replaced: 1 });
    expect(await bench.of.north.enrol(service, [])).toEqual({ enrolled: 0, replaced: 0 });
  });

  it('stores all or none, and names every row that is wrong', async () => {
    const spkiPem = (await bench.of.ports.factoryKeys.find(euid))?.spkiPem ?? '';
    const keys = [
      { euid: strangerEuid, spkiPem },
      { euid: 'hello', spkiPem: 'hello' },
      { euid: strangerEuid.toUpperCase(), spkiPem },
    ];
    const paths = [
      ['1', 'euid'],
      ['1', 'key'],
      ['2', 'euid'],
    ];
    await expect(bench.of.north.enrol(service, keys)).rejects.toMatchObject({
      context: { faults: paths.map((path) => ({ path })) },
    });
    expect(await bench.of.ports.factoryKeys.find(strangerEuid)).toBeNull();
  });

  it('is for the role service, and for a thousand at once', async () => {
    const none = bench.of.north.enrol(makeCaller({ role: 'installer' }), []);
    await expect(none).rejects.toMatchObject({ code: 'not_permitted' });
    const many = Array.from({ length: 1_001 }, () => ({ euid: euid as string, spkiPem: '' }));
    const tooMany = bench.of.north.enrol(service, many);
    await expect(tooMany).rejects.toMatchObject({ code: 'invalid_parameters' });
  });

  it('makes a new factory key the only one', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const spkiPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await bench.of.north.enrol(service, [{ euid, spkiPem }]);
    const asked = bench.of.north.requestClaim(bench.prove());
    await expect(asked).rejects.toMatchObject({ context: { faults: [{ path: ['signature'] }] } });
  });
});
