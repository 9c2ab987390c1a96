import 'reflect-metadata';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { CompactEncrypt } from 'jose';
import { describe, expect, test } from 'vitest';
import { maskPayload } from '../../../simulators/lib/mqtt/masked.ts';
import { makeSigningRequest } from '../../../simulators/lib/signing-request.ts';
import { readClaim, toUrl } from '../../../simulators/mqtt-heat-pump/provisioning/claim.ts';
import {
  type FactoryKey,
  makeClaimRequest,
  makeFactoryKey,
  openSealed,
  toFactoryKey,
} from '../../../simulators/mqtt-heat-pump/provisioning/factory-key.ts';
import { refusalOf } from '../../../simulators/mqtt-heat-pump/provisioning/refusal.ts';
import { makeBareAuthority } from '../../support/bare-authority.ts';
import { checkRequest } from '../../support/bare-provisioner.ts';

const euid = '001e5e0902ba5d84';
const claimId = '0195f3a0-0000-7000-8000-000000000001';

const publicOf = ({ publicKey }: FactoryKey) =>
  createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });

const seal = (key: FactoryKey, text: string, enc = 'A256GCM') =>
  new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'ECDH-ES', enc })
    .encrypt(publicOf(key));

describe('a factory key', () => {
  test('signs the nonce of its own EUID and the moment', () => {
    const key = makeFactoryKey(euid);
    const request = makeClaimRequest(key, new Date(1_764_000_000_000));
    expect(request).toMatchObject({ euid, timestamp: '1764000000000' });
    expect(request.nonce).toMatch(/^[0-9a-f]{64}$/);
    expect(() => checkRequest(request, publicOf(key))).not.toThrow();
    expect(() => checkRequest(request, publicOf(makeFactoryKey(euid)))).toThrow('another key');
  });

  test('is the same when it is read back', () => {
    const key = makeFactoryKey(euid);
    expect(toFactoryKey(euid, key.privateKeyPem)).toEqual(key);
  });

  test('opens what was sealed to it, and to no other', async () => {
    const key = makeFactoryKey(euid);
    expect(await openSealed(key, await seal(key, 'text'))).toBe('text');
    const other = await seal(makeFactoryKey(euid), 'text');
    await expect(openSealed(key, other)).rejects.toThrow();
    await expect(openSealed(key, 'a.b.c')).rejects.toThrow();
    await expect(openSealed(key, await seal(key, 'text', 'A128GCM'))).rejects.toThrow();
  });
});

test('a signing request is signed by its own key, which is new each time', async () => {
  const [one, other] = [await makeSigningRequest(euid), await makeSigningRequest(euid)];
  const csr = new Pkcs10CertificateRequest(one.csrPem);
  expect(csr.subject).toBe(`CN=${euid}`);
  expect(await csr.verify()).toBe(true);
  const own = createPublicKey(createPrivateKey(one.privateKeyPem));
  const spki = own.export({ type: 'spki', format: 'der' });
  expect(Buffer.from(csr.publicKey.rawData).equals(spki)).toBe(true);
  expect(one.privateKeyPem).not.toBe(other.privateKeyPem);
});

describe('a claim', () => {
  test('is read with its key sealed, its id, its end and its broker', async () => {
    const authority = await makeBareAuthority();
    const key = makeFactoryKey(euid);
    const issued = await authority.issue(`claim:${claimId}`, 60_000);
    const encryptedPrivateKey = await seal(key, issued.privateKeyPem);
    const body = { certificate: issued.certificatePem, encryptedPrivateKey };
    const claim = await readClaim({ ...body, mqttHost: 'gateway.example' }, key);
    expect(claim).toMatchObject({ id: claimId, isUnbound: false });
    expect(claim.url).toBe('mqtts://gateway.example:8883');
    expect(Math.abs(claim.notAfterMs - Date.now() - 60_000)).toBeLessThan(5_000);
    const other = await authority.issue(`claim:${claimId}`, 60_000);
    const mixed = { ...body, certificate: other.certificatePem, mqttHost: 'x' };
    await expect(readClaim(mixed, key)).rejects.toThrow('not that of the certificate');
    await expect(readClaim({ ...body, mqttUrl: 'mqtt://x' }, key)).rejects.toThrow('mqttUrl');
    const device = await authority.issue(euid, 60_000);
    const certificate = device.certificatePem;
    await expect(readClaim({ certificate }, key)).rejects.toThrow('is not a claim');
  });

  test.each([0, 65_536, 1.5, '8883'])('has no port %s', (port) => {
    expect(() => toUrl('host', port)).toThrow('mqttPort');
  });
});

test('secrets of provisioning are masked wherever they stand; other frames stay as is', () => {
  const payload = { token: 't', parameters: { signature: 's', euid }, csrPem: 'public' };
  expect(maskPayload('gw/v1/prov/x/register/req', payload)).toEqual({
    token: '***',
    parameters: { signature: '***', euid },
    csrPem: 'public',
  });
  const frame = { displayName: 'token' };
  expect(maskPayload(`gw/v1/${euid}/cmd/t/req`, frame)).toBe(frame);
});

test.each([
  [{ code: 5 }, /does not let this controller in/],
  [{ code: 0x87 }, /does not let this controller in/],
  [{ code: 3 }, null],
  [{ code: 'ECONNREFUSED' }, null],
  [{ code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA' }, /does not take the certificate/],
])('%o is a verdict or bad luck', (fields, why) => {
  const told = refusalOf(Object.assign(new Error('x'), fields));
  if (why === null) expect(told).toBeNull();
  else expect(told).toMatch(why);
});
