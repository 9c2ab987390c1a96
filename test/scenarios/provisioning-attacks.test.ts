import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  askForClaim,
  claimFor,
  deviceOf,
  type Intruder,
  installerOf,
  makeBox,
  makeCsr,
  makeEnrolled,
  makeIntruder,
  openClaim,
  printOf,
  refusalOf,
  toProof,
  unseal,
} from '../support/intruder.ts';
import { closeClients } from '../support/mqtt-client.ts';
import { type Site, startSite } from '../support/site.ts';
import { tlsSettings } from '../support/tls-controller.ts';
import { waitFor } from '../support/wait-for.ts';

/** Claims of the attack table (provisioning.md 2.3), from where an attacker stands. */

const account = 'A-1';
const otherAccount = 'A-2';

let site: Site;
let redis: Redis;
let intruder: Intruder;
beforeAll(async () => {
  // Slow enough for a claim to live through its test: 30 s.
  const settings = { ...tlsSettings, LOG_LEVEL: 'trace' };
  site = await startSite({ timeScale: 10, settings, talkLinesMax: 100_000 });
  redis = new Redis({ path: `${site.gateway.dataDir}/redis.sock` });
  intruder = makeIntruder(site);
}, 60_000);
afterEach(closeClients);
afterAll(async () => {
  redis?.disconnect();
  await site?.stop();
});

const stateOf = (claimId: string) => redis.hget(`jg:claim:${claimId}`, 'state');

describe('a claim that is used again', () => {
  it('is refused for good once its certificate was used', async () => {
    const box = await makeEnrolled(site);
    const { claim, ...own } = await intruder.provision(box, account);
    await intruder.connect(own, box.euid);

    expect(await intruder.knock(claim, claim.claimId)).toBe(5);
    expect(await stateOf(claim.claimId)).toBe('CONSUMED');
  });

  it('signs and registers nothing more before that', async () => {
    const box = await makeEnrolled(site);
    const { claim, cert } = await intruder.provision(box, account);
    const device = await deviceOf(redis, box);

    const again = await intruder.enter(claim);
    const { csrPem } = await makeCsr();
    const guess = { token: 'a'.repeat(43), parameters: {} };
    const answers = [
      await ask(again, claim.claimId, 'csr', { csrPem }),
      await ask(again, claim.claimId, 'register', guess),
    ];

    const used = { verdict: 'rejected', body: { statusCode: 403, errorCode: 'claim_used' } };
    expect(answers).toMatchObject([used, used]);
    expect(await redis.smembers(`jg:certs:${box.euid}`)).toEqual([printOf({ cert })]);
    expect(await deviceOf(redis, box)).toBe(device);
  });

  it('has one live session: a newer one cuts the older', async () => {
    const claim = await claimFor(site.api, await makeEnrolled(site), account);
    const older = await intruder.enter(claim);
    const newer = await intruder.enter(claim);
    await waitFor(() => older.isClosed(), 'the older session to be cut');
    expect(newer.isClosed()).toBe(false);
  });
});

describe('a claim that is stolen', () => {
  it('has a key that the factory key of its controller opens, and no other one', async () => {
    const box = await makeEnrolled(site);
    const answer = await askForClaim(site.api, { account, proof: toProof(box) });
    expect(JSON.stringify(answer)).not.toContain('PRIVATE KEY');
    const sealed = sealedIn(answer.data);

    expect(sealed).toMatch(/^eyJ[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/);
    await expect(unseal(sealed, makeBox().privateKey)).rejects.toThrow();
    expect(await unseal(sealed, box.privateKey)).toContain('BEGIN PRIVATE KEY');
  });

  it('is given out once: the same request is refused, under its Idempotency-Key too', async () => {
    const proof = toProof(await makeEnrolled(site));
    const headers = { 'idempotency-key': randomUUID() };
    const wanted = { account, proof };
    expect((await askForClaim(site.api, wanted, headers)).errors).toEqual([]);

    const repeats = [headers, {}].map((each) => askForClaim(site.api, wanted, each));
    const refused = ['KT-CT-4332', 'requestParameters.nonce'];
    expect((await Promise.all(repeats)).map(refusalOf)).toEqual([refused, refused]);
  });

  it('and its tokens are in no log line, down to the last trace, nor in the store', async () => {
    const secrets = await useClaims();

    const read = () => site.gateway.talk().join('\n');
    await waitFor(() => read().includes('"level":"trace"'), 'frames of the device in the log');
    const log = read();
    const stored = await readAll(redis);
    for (const secret of [...secrets, 'PRIVATE KEY']) {
      expect(secret.length).toBeGreaterThan(10);
      expect(log.includes(secret)).toBe(false);
      expect(stored.includes(secret)).toBe(false);
    }
  });
});

describe('who would register for others', () => {
  it('does not with the token of another claim', async () => {
    const boxes = [await makeEnrolled(site), await makeEnrolled(site)] as const;
    const claims = [
      await claimFor(site.api, boxes[0], account),
      await claimFor(site.api, boxes[1], otherAccount),
    ] as const;
    const mine = await intruder.certify(claims[0]);
    const theirs = await intruder.certify(claims[1]);

    const answer = await theirs.register({}, mine.token);

    expect(answer.body).toMatchObject({ statusCode: 403, errorCode: 'token_invalid' });
    for (const { claimId } of claims) expect(await stateOf(claimId)).toBe('CERTIFIED');
    for (const box of boxes) expect(await deviceOf(redis, box)).toBeNull();
  });

  it('does not into an account that the claim is not for', async () => {
    const box = await makeEnrolled(site);
    const api = await installerOf(site, [account, otherAccount]);
    const { register } = await intruder.certify(await openClaim(api));

    const answer = await register({ accountNumber: 'A-9', ...toProof(box) });

    expect(answer.body).toMatchObject({ statusCode: 403, errorCode: 'account_not_allowed' });
    expect(await deviceOf(redis, box)).toBeNull();
    expect(await redis.exists(`jg:certs:${box.euid}`)).toBe(0);
  });

  it('gets no claim for an account that its key does not name', async () => {
    const box = await makeEnrolled(site);
    const api = await installerOf(site, [account]);
    const answer = await askForClaim(api, { account: otherAccount, proof: toProof(box) });
    expect(refusalOf(answer)).toEqual(['KT-CT-1111', undefined]);
    expect(await redis.exists(`jg:claimof:${box.euid}`)).toBe(0);
  });
});

function sealedIn(data: object | null): string {
  const [payload] = Object.values(data ?? {});
  return String(Object(payload).provisioningClaimBundle?.encryptedPrivateKey);
}

/** Uses claims of both kinds, and gives every secret of theirs; keys by a line from within. */
async function useClaims(): Promise<readonly string[]> {
  const toSecret = (pem: string) => pem.split('\n')[1] ?? '';
  const box = await makeEnrolled(site);
  const other = await makeEnrolled(site);
  const bound = await claimFor(site.api, other, account);
  const unbound = await openClaim(site.api);
  const one = await intruder.certify(bound);
  await one.register();
  await (await intruder.connect(one, other.euid)).birth();
  const two = await intruder.certify(unbound);
  const proof = toProof(box);
  const { verdict } = await two.register({ accountNumber: account, ...proof });
  expect(verdict).toBe('accepted');
  const keys = [bound.key, unbound.key].map(toSecret);
  return [bound.sealedKey, ...keys, one.token, two.token, proof.signature];
}

/** All that is stored, as text. */
async function readAll(store: Redis): Promise<string> {
  const texts: unknown[] = [];
  for (const key of await store.keys('*')) {
    const readers: Readonly<Record<string, () => Promise<unknown>>> = {
      string: () => store.get(key),
      hash: () => store.hgetall(key),
      list: () => store.lrange(key, 0, -1),
      set: () => store.smembers(key),
      zset: () => store.zrange(key, '0', '-1'),
      stream: () => store.xrange(key, '-', '+'),
    };
    texts.push(key, await readers[await store.type(key)]?.());
  }
  return JSON.stringify(texts);
}
