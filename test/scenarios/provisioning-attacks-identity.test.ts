import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  askForClaim,
  type Box,
  claimFor,
  deviceOf,
  type Intruder,
  makeBox,
  makeCsr,
  makeEnrolled,
  makeIntruder,
  openClaim,
  printOf,
  refusalOf,
  toProof,
} from '../support/intruder.ts';
import { closeClients } from '../support/mqtt-client.ts';
import { hasOpenssl, runOpenssl } from '../support/own-pki.ts';
import { type Site, startSite } from '../support/site.ts';
import { tlsSettings } from '../support/tls-controller.ts';
import { waitFor } from '../support/wait-for.ts';

/** Identities of the attack table (provisioning.md 2.3), from where an attacker stands. */

const account = 'A-1';
const otherAccount = 'A-2';

let site: Site;
let redis: Redis;
let intruder: Intruder;
beforeAll(async () => {
  // Slow enough for a claim to live through its test: 30 s.
  site = await startSite({ timeScale: 10, settings: tlsSettings });
  redis = new Redis({ path: `${site.gateway.dataDir}/redis.sock` });
  intruder = makeIntruder(site);
}, 60_000);
afterEach(closeClients);
afterAll(async () => {
  redis?.disconnect();
  await site?.stop();
});

const claimOf = (box: Box) => redis.get(`jg:claimof:${box.euid}`);
const certificatesOf = (box: Box) => redis.smembers(`jg:certs:${box.euid}`);

describe('who says to be another controller', () => {
  const timed = (offMs: number) => (victim: Box) =>
    toProof(victim, { timestamp: String(Date.now() + offMs) });
  const wrong: [string, string, (victim: Box, thief: Box) => object][] = [
    ['with its own key', 'signature', (victim, { privateKey }) => toProof(victim, { privateKey })],
    ['with its own proof', 'nonce', ({ euid }, thief) => ({ ...toProof(thief), euid })],
    ['with an old request', 'timestamp', timed(-121_000)],
    ['with a request from the future', 'timestamp', timed(125_000)],
  ];

  it.each(wrong)('%s gets no claim, and reads what is wrong', async (_how, part, toWrong) => {
    const [victim, thief] = [await makeEnrolled(site), await makeEnrolled(site)];
    const proof = { ...toProof(victim), ...toWrong(victim, thief) };
    const refusal = refusalOf(await askForClaim(site.api, { account, proof }));
    expect(refusal).toEqual(['KT-CT-4332', `requestParameters.${part}`]);
    expect(await claimOf(victim)).toBeNull();
  });

  it('when it registers its own claim is registered as itself', async () => {
    const [victim, thief] = [await makeEnrolled(site), await makeEnrolled(site)];
    const { register } = await intruder.certify(await claimFor(site.api, thief, account));

    // Overheard: the proof is right, and of another controller.
    const answer = await register(toProof(victim));

    expect(answer).toMatchObject({ verdict: 'accepted', body: { euid: thief.euid } });
    expect([await deviceOf(redis, victim), await certificatesOf(victim)]).toEqual([null, []]);
    expect(await deviceOf(redis, thief)).not.toBeNull();
  });

  it('with a claim that is bound to none, and no factory key, is bound to nothing', async () => {
    const [victim, thief] = [await makeEnrolled(site), makeBox()];
    const { register } = await intruder.certify(await openClaim(site.api));
    const { privateKey } = thief;
    const proofs = [toProof(victim, { privateKey }), {}, toProof(thief)];

    const answers: unknown[] = [];
    for (const proof of proofs) {
      const { body } = await register({ accountNumber: account, ...proof });
      answers.push(body['errorCode']);
    }

    expect(answers).toEqual(['invalid_proof', 'invalid_proof', 'not_enrolled']);
    for (const box of [victim, thief]) expect(await deviceOf(redis, box)).toBeNull();
  });
});

describe('who would bind a controller that is bound', () => {
  it('gets no claim while its certificate counts, not even for its own account', async () => {
    const box = await makeEnrolled(site);
    await intruder.connect(await intruder.provision(box, account), box.euid);
    const before = await claimOf(box);

    for (const wanted of [account, otherAccount]) {
      const answer = await askForClaim(site.api, { account: wanted, proof: toProof(box) });
      expect(refusalOf(answer)).toEqual(['KT-CT-4304', 'already_bound']);
    }
    expect(await claimOf(box)).toBe(before);
  });

  it('gets no claim for another account, though its certificates are revoked', async () => {
    const box = await makeEnrolled(site);
    await intruder.connect(await intruder.provision(box, account), box.euid);
    await revoke(box);
    const answer = await askForClaim(site.api, { account: otherAccount, proof: toProof(box) });
    expect(refusalOf(answer)).toEqual(['KT-CT-4304', 'already_bound']);
  });

  it('with an earlier claim comes too late, and changes nothing', async () => {
    const box = await makeEnrolled(site);
    const late = await claimFor(site.api, box, otherAccount);
    const own = await intruder.provision(box, account);
    await intruder.connect(own, box.euid);
    const device = await deviceOf(redis, box);

    const answer = await (await intruder.certify(late)).register();

    expect(answer.body).toMatchObject({ statusCode: 409, errorCode: 'already_bound' });
    expect(await deviceOf(redis, box)).toBe(device);
    expect(await redis.hget(`jg:cert:${printOf(own)}`, 'state')).toBe('ACTIVE');
  });

  it('has to revoke first, and then its owner is told', async () => {
    const box = await makeEnrolled(site);
    await intruder.provision(box, account);
    await revoke(box);
    await claimFor(site.api, box, account);
    const alerts = await redis.lrange(`jg:al:${await deviceOf(redis, box)}`, 0, -1);
    expect(alerts.join()).toContain('A new certificate was asked for by');
  });
});

describe('a CSR that asks for more than a certificate of its own', () => {
  const greedy = [
    new BasicConstraintsExtension(true, 3, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.codeSigning]),
    new SubjectAlternativeNameExtension([
      { type: 'dns', value: 'localhost' },
      { type: 'url', value: 'urn:gw:euid:ffffffffffffffff' },
    ]),
  ];
  const names = ['CN=+/#', 'CN=ffffffffffffffff, O=gateway', 'CN=claim:0198c0de'];

  it.each(names)('as %s gets its EUID, for one client, and nothing else', async (name) => {
    const box = await makeEnrolled(site);
    const claim = await claimFor(site.api, box, account);
    const session = await intruder.enter(claim);
    const { csrPem } = await makeCsr(name, greedy);

    const { body } = await ask(session, claim.claimId, 'csr', { csrPem });

    expectOwn(box, body);
    expect(await certificatesOf(box)).toEqual([printOf({ cert: body['certificatePem'] ?? '' })]);
  });

  it('gets no more for the next certificate, over its own session', async () => {
    const box = await makeEnrolled(site);
    const device = await intruder.connect(await intruder.provision(box, account), box.euid);
    await device.subscribe(`gw/v1/${box.euid}/cert/csr/accepted`);
    const { csrPem } = await makeCsr('CN=ffffffffffffffff', greedy);
    await device.publish('cert/csr/req', { csrPem });
    const answer = await waitFor(() => device.received[0], 'an answer');
    expectOwn(box, JSON.parse(answer.text));
  });
});

/** The certificate of an answer names its controller, and lets it be a client. */
function expectOwn({ euid }: Box, answer: Readonly<Record<string, string>>): void {
  const { certificatePem = '', chainPem = '' } = answer;
  const { subject, subjectAltName, ca, keyUsage } = new X509Certificate(certificatePem);
  expect({ subject, subjectAltName, ca, keyUsage }).toEqual({
    ...{ subject: `CN=${euid}`, subjectAltName: `URI:urn:gw:euid:${euid}` },
    ...{ ca: false, keyUsage: ['1.3.6.1.5.5.7.3.2'] },
  });
  if (hasOpenssl()) judgeWithOpenssl(certificatePem, chainPem);
}

/** A reader that is not ours: good as a client of our root, as nothing else. */
function judgeWithOpenssl(certificatePem: string, chainPem: string): void {
  const folder = site.gateway.dataDir;
  const [leaf, chain] = [join(folder, 'leaf.pem'), join(folder, 'chain.pem')];
  writeFileSync(leaf, certificatePem);
  writeFileSync(chain, chainPem);
  const trust = ['-x509_strict', '-CAfile', intruder.caFile, '-untrusted', chain];
  const verify = (purpose: string) =>
    runOpenssl(folder, ['verify', '-purpose', purpose, ...trust, leaf]);
  expect(verify('sslclient')).toContain('leaf.pem: OK');
  expect(() => verify('sslserver')).toThrow();
  const shown = runOpenssl(folder, ['x509', '-in', leaf, '-noout', '-text']);
  expect(shown).toMatch(/Basic Constraints: critical\s+CA:FALSE/);
  expect(shown).toMatch(/Key Usage: critical\s+Digital Signature\n/);
}

async function revoke(box: Box): Promise<void> {
  const document = `mutation($account: String!, $euid: ID!) {
    revokeControllerCertificates(accountNumber: $account, euid: $euid) { revoked }
  }`;
  const answer = await site.api.send(document, { account, euid: box.euid });
  expect(answer.errors).toEqual([]);
}
