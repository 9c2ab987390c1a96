import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientProfile } from '../../src/adapters/pki/profiles.ts';
import { signCertificate, toSigner } from '../../src/adapters/pki/sign-certificate.ts';
import {
  type Box,
  claimFor,
  type HeldClaim,
  type Intruder,
  makeEnrolled,
  makeIntruder,
  openClaim,
  printOf,
} from '../support/intruder.ts';
import { closeClients, knock, type TestDevice } from '../support/mqtt-client.ts';
import { type Site, startSite } from '../support/site.ts';
import { tlsSettings } from '../support/tls-controller.ts';
import { type Credentials, makeTestPki, type TestPki } from '../support/tls-pki.ts';

/** What certificates open of the TLS listener (provisioning.md 2.3), and what they do not. */

const account = 'A-1';
const dayMs = 86_400_000;

type Holder = { readonly box: Box; readonly own: Credentials };

let site: Site;
let redis: Redis;
let intruder: Intruder;
let strangers: TestPki;
let thief: Holder;
let victim: Holder;
beforeAll(async () => {
  const many = {
    LIMIT_WRONG_CREDENTIALS_PER_SOURCE_PER_MINUTE: '10000',
    LIMIT_WRONG_CREDENTIALS_PER_IDENTITY_PER_MINUTE: '10000',
  };
  site = await startSite({ timeScale: 10, settings: { ...tlsSettings, ...many } });
  redis = new Redis({ path: `${site.gateway.dataDir}/redis.sock` });
  intruder = makeIntruder(site);
  strangers = await makeTestPki();
  [thief, victim] = [await makeHolder(), await makeHolder()];
}, 60_000);
afterEach(closeClients);
afterAll(async () => {
  redis?.disconnect();
  await site?.stop();
});

/** A controller that is bound by the rules. */
async function makeHolder(): Promise<Holder> {
  const box = await makeEnrolled(site);
  return { box, own: await intruder.provision(box, account) };
}

/** The device CA's own signature, as whoever has stolen its key or a backup of it makes one. */
async function signAsCa(euid: string, life: { fromMs: number; untilMs: number }) {
  const folder = join(site.gateway.dataDir, 'pki');
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const signer = toSigner(read('device-ca.pem'), createPrivateKey(read('device-ca.key')));
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { certificatePem } = await signCertificate(signer, {
    subject: [{ CN: [euid] }],
    spki: publicKey.export({ type: 'spki', format: 'der' }),
    notBeforeMs: Date.now() + life.fromMs,
    notAfterMs: Date.now() + life.untilMs,
    extensions: clientProfile(`urn:gw:euid:${euid}`),
  });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { cert: certificatePem, key };
}

/** Subscribes, and gives the filters that were granted. */
async function granted(device: TestDevice, filters: readonly string[]): Promise<string[]> {
  const taken: string[] = [];
  for (const filter of filters) {
    await device.subscribe(filter).then(
      () => taken.push(filter),
      () => {},
    );
  }
  return taken;
}

/** What is stored of a device: its reports. */
async function reportsOf({ box }: Holder): Promise<object> {
  return await redis.hgetall(`jg:rep:${await redis.get(`jg:who:${box.euid}`)}`);
}

describe('the client id of a session', () => {
  const ids: [string, () => string][] = [
    ['of another device', () => victim.box.euid],
    ['of every device', () => '+'],
    ['of everything', () => '#'],
    ['with a level behind', () => `${thief.box.euid}/cmd`],
    ['with a NUL behind', () => `${thief.box.euid}\0`],
    ['with a dollar before', () => `$SYS/${thief.box.euid}`],
    ['of a claim', () => '0198c0de-0000-7000-8000-000000000001'],
  ];

  it.each(ids)('%s opens nothing to a device certificate', async (_what, toId) => {
    expect(await intruder.knock(thief.own, toId(), { username: toId() })).toBe(2);
  });

  it.each(ids)('%s opens nothing to a claim', async (_what, toId) => {
    const claim = await openClaim(site.api);
    expect(await intruder.knock(claim, toId(), { username: toId() })).toBe(2);
    expect(await redis.hget(`jg:claim:${claim.claimId}`, 'session')).toBeNull();
  });

  it('says who it is, and the user name of another device nothing', async () => {
    const { box } = victim;
    const device = await intruder.connect(thief.own, thief.box.euid, { username: box.euid });
    const filters = [thief, victim].map((each) => `gw/v1/${each.box.euid}/cmd/+/req`);
    expect(await granted(device, filters)).toEqual([filters[0]]);
    await device.birth(7, 'boot-of-thief');
    expect(JSON.stringify(await reportsOf(thief))).toContain('boot-of-thief');
    expect(await reportsOf(victim)).toEqual({});
  });
});

describe('the topics of a session', () => {
  const wide = ['#', '+/#', 'gw/#', 'gw/v1/#', 'gw/v1/+/cmd/+/req', '$SYS/#', 'gw/taken'];

  it('of a device are its own: nothing else is heard', async () => {
    const device = await intruder.connect(thief.own, thief.box.euid);
    const others = [
      ...['cmd/+/req', 'cert/csr/accepted', '#'].map((leaf) => `gw/v1/${victim.box.euid}/${leaf}`),
      ...['gw/v1/prov/#', 'gw/v1/prov/+/csr/accepted', `$share/a/gw/v1/${victim.box.euid}/#`],
    ];
    expect(await granted(device, [...wide, ...others, `gw/v1/${thief.box.euid}/#`])).toEqual([]);
  });

  it('of a device are its own: nothing else is said', async () => {
    const claim = await claimFor(site.api, await makeEnrolled(site), account);
    const device = await intruder.connect(thief.own, thief.box.euid);
    await intruder.connect(victim.own, victim.box.euid);
    const before = await Promise.all([reportsOf(thief), reportsOf(victim)]);
    const online = { s: 'online', session: 9, bootId: 'boot-x', clock: true };
    for (const path of [
      ...['status', 'state/climate', 'cert/csr/req'].map((leaf) => `${victim.box.euid}/${leaf}`),
      ...[`prov/${claim.claimId}/csr/req`, `prov/${claim.claimId}/register/req`],
    ]) {
      await device.publish(`gw/v1/${path}`, online, { qos: 1, retain: /s$/.test(path) });
    }
    expect(await Promise.all([reportsOf(thief), reportsOf(victim)])).toEqual(before);
    expect(await redis.hget(`jg:claim:${claim.claimId}`, 'state')).toBe('OPEN');
    expect(device.received).toEqual([]);
  });

  it('of a claim are its own: nothing else is heard or said', async () => {
    const claims = [await openClaim(site.api), await openClaim(site.api)] as const;
    const session = await intruder.connect(claims[0], claims[0].claimId);
    const others = ['csr/accepted', '#'].map((leaf) => `gw/v1/prov/${claims[1].claimId}/${leaf}`);
    const theirs = [`gw/v1/${victim.box.euid}/cmd/+/req`, `gw/v1/${victim.box.euid}/#`];
    const mine = `gw/v1/prov/${claims[0].claimId}/#`;
    const filters = [...wide, ...others, ...theirs, 'gw/v1/prov/#', mine];
    expect(await granted(session, filters)).toEqual([mine]);

    const before = await reportsOf(victim);
    const online = { s: 'online', session: 9, bootId: 'boot-x', clock: true };
    const { euid } = victim.box;
    await session.publish(`gw/v1/${euid}/status`, online, { qos: 1, retain: true });
    await session.publish(`gw/v1/${euid}/cert/csr/req`, { csrPem: '' }, { qos: 1 });
    await session.publish(`gw/v1/prov/${claims[1].claimId}/csr/req`, { csrPem: '' }, { qos: 1 });
    expect(await reportsOf(victim)).toEqual(before);
    expect(session.received).toEqual([]);
  });
});

describe('a certificate', () => {
  const past = { fromMs: -2 * dayMs, untilMs: -dayMs };
  const unknown: [string, () => Promise<Credentials> | null][] = [
    ['that is missing', () => null],
    ['of its own signature', () => strangers.selfSigned(victim.box.euid)],
    ['of a CA of the same name', () => strangers.foreign(victim.box.euid)],
    ['of ours that has ended', () => signAsCa(victim.box.euid, past)],
  ];

  it.each(unknown)('%s is cut before its CONNECT is read', async (_what, make) => {
    expect(await intruder.knock(await make(), victim.box.euid)).toBe('cut');
  });

  it('that our CA has signed and nobody has registered is refused', async () => {
    const stray = await signAsCa(victim.box.euid, { fromMs: -dayMs, untilMs: dayMs });
    expect(await intruder.knock(stray, victim.box.euid)).toBe(5);
    expect(await redis.exists(`jg:cert:${printOf(stray)}`)).toBe(0);
  });

  it('that waits for its registration is refused', async () => {
    const box = await makeEnrolled(site);
    const pending = await intruder.certify(await claimFor(site.api, box, account));
    expect(await redis.hget(`jg:cert:${printOf(pending)}`, 'state')).toBe('PENDING');
    expect(await intruder.knock(pending, box.euid)).toBe(5);
  });

  it('that was revoked is refused, though its chain is good', async () => {
    const { box, own } = await makeHolder();
    expect(await intruder.knock(own, box.euid)).toBe('let in');
    const document = `mutation($account: String!, $euid: ID!) {
      revokeControllerCertificates(accountNumber: $account, euid: $euid) { revoked }
    }`;
    const { data } = await site.api.send(document, { account, euid: box.euid });
    expect(data).toEqual({ revokeControllerCertificates: { revoked: 1 } });
    expect(await intruder.knock(own, box.euid)).toBe(5);
    expect(await redis.hget(`jg:cert:${printOf(own)}`, 'state')).toBe('REVOKED');
  });

  it('cannot be left out with the right secret, nor be another’s with it', async () => {
    const identity = '001e5e0900ffffff';
    const { secret } = await site.register({ account, class: 'HEAT_PUMP_UNIT', identity });
    const login = { username: identity, password: secret };
    expect(await intruder.knock(null, identity, login)).toBe('cut');
    expect(await intruder.knock(thief.own, identity, login)).toBe(2);
    const claim: HeldClaim = await openClaim(site.api);
    expect(await intruder.knock(claim, identity, login)).toBe(2);
  });

  it('has no secret beside it: the plain listener lets its controller in by none', async () => {
    const { euid } = victim.box;
    const plain = Number(new URL(site.gateway.mqtt).port);
    for (const password of ['', 'a-guess', printOf(victim.own)]) {
      expect(await knock(plain, { clientId: euid, username: euid, password })).toBe(4);
    }
    expect(await knock(plain, { clientId: euid, username: euid })).toBe(4);
  });
});
