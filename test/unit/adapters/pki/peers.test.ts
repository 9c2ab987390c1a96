import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKey } from '../../../../src/adapters/pki/make-cas.ts';
import type { Pki } from '../../../../src/adapters/pki/pki.ts';
import { caProfile, clientProfile } from '../../../../src/adapters/pki/profiles.ts';
import {
  type Signer,
  signCertificate,
  signOwn,
  toSigner,
} from '../../../../src/adapters/pki/sign-certificate.ts';
import { makeFakeClock } from '../../../support/fake-clock.ts';
import { makeOwnPki, testEuid } from '../../../support/own-pki.ts';

const claimId = '0197a000-0000-7000-8000-000000000001';
const dayMs = 86_400_000;
const clock = makeFakeClock();
const own = makeOwnPki();
let pki: Pki;
let other: Signer;
const spki = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });

beforeAll(async () => {
  other = await makeStranger('Installers Ltd');
  const clientCaFile = own.file('others.pem', other.certificatePem);
  pki = await own.open({ clientCaFile }, clock);
});
afterAll(() => own.remove());

async function makeStranger(name: string): Promise<Signer> {
  const { key, spki: its } = makeKey();
  const { certificatePem } = await signOwn(
    {
      subject: [{ CN: [name] }],
      spki: its,
      notBeforeMs: clock.nowMs() - dayMs,
      notAfterMs: clock.nowMs() + 900 * dayMs,
      extensions: caProfile({ pathLength: 0, issues: 'anything' }),
    },
    key,
  );
  return toSigner(certificatePem, key);
}

/** A CA of ours, with the key from its file: what a test may sign with it. */
function ours(name: 'root' | 'device-ca' | 'claim-ca'): Signer {
  const read = (ending: string) => readFileSync(join(own.path, 'pki', `${name}.${ending}`), 'utf8');
  return toSigner(read('pem'), createPrivateKey(read('key')));
}

async function sign(signer: Signer, names: readonly Record<string, string[]>[]): Promise<Buffer> {
  const { certificatePem } = await signCertificate(signer, {
    subject: [...names],
    spki,
    notBeforeMs: clock.nowMs() - 1_000,
    notAfterMs: clock.nowMs() + dayMs,
    extensions: clientProfile('urn:gw:test'),
  });
  return derOf(certificatePem);
}

function derOf(pem: string): Buffer {
  return new X509Certificate(pem).raw;
}

describe('the certificate of a peer', () => {
  it('of the claim CA is a claim', async () => {
    const issued = await pki.authority.issueClaim({ claimId, identity: testEuid });
    expect(pki.authority.read(derOf(issued.certificatePem))).toEqual({
      kind: 'claim',
      claimId,
      fingerprint: issued.fingerprint,
    });
  });

  it('of the device CA is that device', async () => {
    const issued = await pki.authority.issueDevice({ identity: testEuid, spki });
    expect(pki.authority.read(derOf(issued.certificatePem))).toEqual({
      kind: 'device',
      identity: testEuid,
      issuer: 'own',
      fingerprint: issued.fingerprint,
      notAfterMs: issued.notAfterMs,
    });
  });

  it('of an extra issuer is a device, also with more words about it', async () => {
    const device = { kind: 'device', identity: testEuid, issuer: 'other' };
    const names = [{ O: ['Installers Ltd'] }, { CN: [testEuid] }];
    // A certificate counts in whole seconds.
    const notAfterMs = Math.floor((clock.nowMs() + dayMs) / 1_000) * 1_000;
    expect(pki.authority.read(await sign(other, names))).toMatchObject({ ...device, notAfterMs });
  });

  it.each([
    ['an extra issuer with a claim in it', () => other, [{ CN: [`claim:${claimId}`] }]],
    ['an extra issuer with two names', () => other, [{ CN: [testEuid] }, { CN: ['x'] }]],
    ['an extra issuer with two names in one', () => other, [{ CN: [testEuid, 'x'] }]],
    ['the device CA with a claim in it', () => ours('device-ca'), [{ CN: [`claim:${claimId}`] }]],
    ['the claim CA with an EUID in it', () => ours('claim-ca'), [{ CN: [testEuid] }]],
    ['the device CA with colons', () => ours('device-ca'), [{ CN: ['00:1e:5e:00:00:00:00:2a'] }]],
    ['the device CA in capitals', () => ours('device-ca'), [{ CN: ['001E5E000000002A'] }]],
    ['the device CA with a wildcard', () => ours('device-ca'), [{ CN: ['001e5e000000002a/+/#'] }]],
    ['the device CA with a line break', () => ours('device-ca'), [{ CN: ['001e5e000000002a\n'] }]],
    ['the device CA with more words', () => ours('device-ca'), [{ O: ['x'] }, { CN: [testEuid] }]],
    ['the device CA without a name', () => ours('device-ca'), [{ O: ['x'] }]],
    ['the root itself', () => ours('root'), [{ CN: [testEuid] }]],
  ])('is nobody when it is of %s', async (_what, signer, names) => {
    expect(pki.authority.read(await sign(signer(), names))).toBeNull();
  });

  it('is nobody when a stranger of the same names signed it', async () => {
    const stranger = await makeStranger('Installers Ltd');
    expect(pki.authority.read(await sign(stranger, [{ CN: [testEuid] }]))).toBeNull();
  });

  it('is nobody when it is of a CA, ours too', () => {
    for (const pem of pki.clientCaPems) expect(pki.authority.read(derOf(pem))).toBeNull();
  });

  it('is nobody when it is not read at all', async () => {
    const der = await sign(ours('device-ca'), [{ CN: [testEuid] }]);
    const broken = [Buffer.alloc(0), Buffer.from('hello'), der.subarray(0, 200)];
    const huge = Buffer.concat([der, Buffer.alloc(8_192)]);
    for (const bytes of [...broken, huge]) expect(pki.authority.read(bytes)).toBeNull();
  });

  it('counts from its first second to its last', async () => {
    const ownClock = makeFakeClock();
    const later = await own.open({}, ownClock);
    const issued = await later.authority.issueClaim({ claimId, identity: null });
    const read = () => later.authority.read(derOf(issued.certificatePem));
    ownClock.advance(299_000);
    expect(read()).toMatchObject({ kind: 'claim' });
    ownClock.advance(2_000);
    expect(read()).toBeNull();
  });
});
