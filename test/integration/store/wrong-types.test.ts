import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, makeCore } from '../../support/core.ts';
import { readKeyspace } from '../../support/keyspace.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { laneCases, type ScriptCase } from '../../support/script-cases.ts';
import { certificateCases } from '../../support/script-cases-certificates.ts';
import { edgeCases } from '../../support/script-cases-edges.ts';
import { onboardingCases } from '../../support/script-cases-onboarding.ts';
import { keysTouchedBy } from '../../support/touched-keys.ts';

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startTestRedis();
  redis = await server.connect();
});
afterAll(async () => {
  await server.stop();
});

async function prepare(each: ScriptCase): Promise<Core> {
  await redis.flushall();
  const core = makeCore(redis, { targets: ['webhook', 'graphql'] });
  await each.prepare(core);
  return core;
}

/** A stream, which only the changes are. */
async function putAnotherType(key: string): Promise<void> {
  await redis.del(key);
  if (key === 'jg:changes') await redis.set(key, 'wrong type');
  else await redis.xadd(key, '*', 'wrong', 'type');
}

describe.each([...laneCases, ...edgeCases, ...certificateCases, ...onboardingCases])(
  '$script $what',
  (each) => {
    it('fails on a key of another type before it has written anything', async () => {
      const touching = await prepare(each);
      const keys = await keysTouchedBy(redis, server.socketPath, () => each.call(touching));
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) {
        const core = await prepare(each);
        await putAnotherType(key);
        const before = await readKeyspace(redis);
        await expect(each.call(core), `${key} of another type`).rejects.toMatchObject({
          code: 'invariant_broken',
        });
        expect(await readKeyspace(redis), `with ${key} of another type`).toEqual(before);
      }
    });
  },
);
