import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GraphqlClient } from '../support/graphql-client.ts';
import {
  askForClaim,
  claimFor,
  type Intruder,
  installerOf,
  makeEnrolled,
  makeIntruder,
  refusalOf,
  toProof,
} from '../support/intruder.ts';
import { closeClients } from '../support/mqtt-client.ts';
import { type Site, startSite } from '../support/site.ts';
import { tlsSettings } from '../support/tls-controller.ts';
import { waitFor } from '../support/wait-for.ts';

/** Floods of claims (provisioning.md 2.3), and what is left of those that nobody used. */

const account = 'A-1';
/** Each is reached alone: the tests of a user and of a property use up less than all have. */
const limits = { user: 3, property: 2, all: 12 };

let site: Site;
let redis: Redis;
let intruder: Intruder;
beforeAll(async () => {
  site = await startSite({
    // A claim lives for three seconds.
    timeScale: 100,
    settings: {
      ...tlsSettings,
      LIMIT_CLAIMS_PER_USER_PER_HOUR: String(limits.user),
      LIMIT_CLAIMS_PER_PROPERTY_PER_HOUR: String(limits.property),
      LIMIT_CLAIMS_PER_HOUR: String(limits.all),
    },
  });
  redis = new Redis({ path: `${site.gateway.dataDir}/redis.sock` });
  intruder = makeIntruder(site);
}, 60_000);
afterEach(closeClients);
afterAll(async () => {
  redis?.disconnect();
  await site?.stop();
});

/** Asks again and again until it is refused, `most` times at most; says how many were given. */
async function flood(api: GraphqlClient, most: number, property?: string) {
  const box = await makeEnrolled(site);
  for (let given = 0; given < most; given += 1) {
    const place = property === undefined ? {} : { property };
    const proof = toProof(box, { timestamp: String(Date.now() - given) });
    const answer = await askForClaim(api, { account, proof, ...place });
    if (answer.errors.length > 0) return { given, answer };
  }
  throw new Error(`${most} claims were given`);
}

const claimsStored = () => redis.zcard('jg:claims');

describe('a flood of claims', () => {
  it('of one user is stopped, and it is told from when on it may come again', async () => {
    const before = await claimsStored();
    const { given, answer } = await flood(await installerOf(site, [account]), limits.user + 1);
    expect(given).toBe(limits.user);
    expect(refusalOf(answer)).toEqual(['KT-CT-4304', 'claims_too_many']);
    const { reason } = answer.errors[0]?.extensions ?? {};
    expect(Date.parse(Object(reason).earliestAt)).toBeGreaterThan(Date.now());
    expect((await claimsStored()) - before).toBe(limits.user);
  });

  it('for one property is stopped, whoever asks', async () => {
    const { given, answer } = await flood(site.api, limits.property + 1, '77');
    expect(given).toBe(limits.property);
    expect(refusalOf(answer)).toEqual(['KT-CT-4304', 'claims_too_many']);
  });

  it('of everybody is stopped, the role service too', async () => {
    const { answer } = await flood(site.api, limits.all + 1);
    expect(refusalOf(answer)).toEqual(['KT-CT-4304', 'claims_too_many']);
    expect(Object(answer.errors[0]?.extensions?.['reason']).limit).toBe(limits.all);
    await redis.del('jg:lim:claims:all');
  });
});

describe('a claim whose time is over', () => {
  it('is cut off with its session, and lets nobody in again', async () => {
    const claim = await claimFor(site.api, await makeEnrolled(site), account);
    const session = await intruder.enter(claim);
    await waitFor(() => session.isClosed(), 'the session to be cut', 10_000);
    expect(await intruder.knock(claim, claim.claimId)).toBe(5);
    expect(await redis.hget(`jg:claim:${claim.claimId}`, 'state')).toBe('OPEN');
  });
});
