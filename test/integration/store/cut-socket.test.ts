import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCommandConnection } from '../../../src/store/redis/connect.ts';
import { scriptNames } from '../../../src/store/scripts.ts';
import { type Core, makeCore } from '../../support/core.ts';
import { type CutProxy, startCutProxy } from '../../support/cut-proxy.ts';
import { type Keyspace, readKeyspace } from '../../support/keyspace.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { laneCases, type ScriptCase } from '../../support/script-cases.ts';
import { certificateCases } from '../../support/script-cases-certificates.ts';
import { edgeCases } from '../../support/script-cases-edges.ts';
import { onboardingCases } from '../../support/script-cases-onboarding.ts';
import { waitFor } from '../../support/wait-for.ts';

let server: TestRedis;
let direct: Redis;
let cuttable: Redis;
let proxy: CutProxy;
beforeAll(async () => {
  server = await startTestRedis();
  direct = await server.connect();
  proxy = await startCutProxy(server.socketPath, `${server.socketPath}.cut`);
  const target = { socketPath: proxy.socketPath };
  cuttable = makeCommandConnection(target, { name: 'cut', onError: () => {} });
  await cuttable.connect();
});
beforeEach(async () => {
  proxy.cutReplies(0);
  await waitFor(() => cuttable.status === 'ready', 'the link to come back');
});
afterAll(async () => {
  cuttable.disconnect();
  await proxy.stop();
  await server.stop();
});

const cases = [...laneCases, ...edgeCases, ...certificateCases, ...onboardingCases];

async function prepare(each: ScriptCase): Promise<Core> {
  await direct.flushall();
  const core = makeCore(cuttable, { targets: ['webhook', 'graphql'] });
  await each.prepare(core);
  return core;
}

/** What the call answers and leaves behind when nothing is lost. */
async function undisturbed(each: ScriptCase): Promise<{ answer: unknown; left: Keyspace }> {
  const core = await prepare(each);
  const answer = await each.call(core);
  return { answer, left: await readKeyspace(direct) };
}

describe('the cases', () => {
  it('cover every script', () => {
    expect(new Set(cases.map((each) => each.script))).toEqual(new Set(scriptNames));
  });
});

describe.each(cases)('$script $what, with the link cut between execution and reply', (each) => {
  it('gives the same answer, and happens exactly once', async () => {
    const expected = await undisturbed(each);
    const core = await prepare(each);
    const cutBefore = proxy.cutCount;
    proxy.cutReplies(1);
    expect(await each.call(core)).toEqual(expected.answer);
    expect(await readKeyspace(direct)).toEqual(expected.left);
    expect(proxy.cutCount).toBe(cutBefore + 1);
  });

  it('is unavailable when the reply is lost twice, and still happened only once', async () => {
    const expected = await undisturbed(each);
    const core = await prepare(each);
    proxy.cutReplies(2);
    await expect(each.call(core)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await readKeyspace(direct)).toEqual(expected.left);
  });
});
