import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { nowUs } from '../process/now-us.ts';
import type { Worker } from '../process/start-worker.ts';
import type { Scenario } from '../scenario.ts';
import { copyTransactions } from '../seed/copy-transactions.ts';
import { readNewestEnded } from '../seed/newest-ended.ts';
import type { Stage } from '../stage.ts';
import type { System } from '../systems/system.ts';
import { type RenamingSite, startRenamingSite } from './renaming.ts';

const waiting = { full: 10_000, quick: 2_000 };
const devices = { registered: 20, connected: 20 };
const originals = 20;
const secret = `whsec_${Buffer.from('a secret of the bench, 32 bytes!').toString('base64')}`;
const lookMs = 50;
const stopWithinMs = 15_000;
/** Fewer than 50 a second are not measured but an error. */
const withinMs = 200_000;

/** Design section 8: a target that had answered 410 is resumed, and takes what waited for it. */
export const reportDrain: Scenario = {
  name: 'report-drain',
  about: 'outcomes that waited for a webhook target, 10,000 (quick: 2,000), as it comes back',
  baseline: 'floor',
  figures: [{ name: 'reports', unit: '/s', better: 'higher' }],
  rounds: { full: 3, quick: 1 },
  isQuick: true,
  async prepare(stage) {
    const count = stage.isQuick ? waiting.quick : waiting.full;
    const receiver = await stage.startWorker(
      new URL('../devices/report-receiver.ts', import.meta.url),
    );
    const url = await receiver.ask<string>('url');
    const product = await stage.startProduct({
      settings: {
        REPORT_WEBHOOK_URL: url,
        REPORT_WEBHOOK_SECRET: secret,
        ALLOW_PRIVATE_TARGETS: 'true',
      },
    });
    const site = await startRenamingSite(stage, product, devices);
    await stopTarget(site, receiver);
    const floor = await startFloorJobs(stage, url, await receiver.ask<string>('sample'));
    return {
      async baseline() {
        await receiver.ask('answer', { status: 200 });
        const last = receiver.ask<number>('expect', { count, withinMs });
        const fromUs = await floor.ask<number>('drain', { count });
        return { reports: toRate(count, fromUs, await last) };
      },
      async product() {
        const marked = await fillOutbox(stage, site, { receiver, count });
        await receiver.ask('answer', { status: 200 });
        const last = receiver.ask<number>('expect', { count: marked, withinMs });
        const fromUs = nowUs();
        await resumeTarget(product);
        return { reports: toRate(marked, fromUs, await last) };
      },
    };
  },
};

function toRate(count: number, fromUs: number, toUs: number): number {
  return count / ((toUs - fromUs) / 1_000_000);
}

async function startFloorJobs(stage: Stage, url: string, body: string): Promise<Worker> {
  const { redisSocket } = await stage.startFloor();
  const file = new URL('../floor/report-jobs.ts', import.meta.url);
  return await stage.startWorker(file, { args: [redisSocket, url, secret, body] });
}

/** Lets a report be answered with 410: from then on marks are kept and nothing is sent. */
async function stopTarget({ system, run }: RenamingSite, receiver: Worker): Promise<void> {
  await receiver.ask('answer', { status: 410 });
  await run({ kind: 'closed', inFlight: 1, forMs: 50 });
  await withStore(system, async (redis, prefix) => {
    const fromMs = performance.now();
    while ((await redis.hexists(`${prefix}outstop`, 'webhook')) === 0) {
      if (performance.now() - fromMs > stopWithinMs) throw new Error('410 did not stop the target');
      await sleep(lookMs);
    }
  });
}

/** Outcomes of a stopped target, real ones and their copies; how many marks there are. */
async function fillOutbox(
  stage: Stage,
  site: RenamingSite,
  { receiver, count }: { receiver: Worker; count: number },
): Promise<number> {
  await stopTarget(site, receiver);
  await site.run({ kind: 'closed', inFlight: devices.connected, forMs: 200 });
  const bar = stage.progress.bar('product: outcomes waiting', count);
  const models = await readNewestEnded(site.system, originals);
  await copyTransactions(site.system, { originals: models, count }, bar.to);
  bar.end();
  return await withStore(site.system, (redis, prefix) => redis.zcard(`${prefix}out:webhook`));
}

async function withStore<T>(
  { redisSocket, keyPrefix }: System,
  work: (redis: Redis, prefix: string) => Promise<T>,
): Promise<T> {
  const redis = new Redis({ path: redisSocket });
  try {
    return await work(redis, keyPrefix);
  } finally {
    redis.disconnect();
  }
}

/** As an operator does it. */
async function resumeTarget({ http, token }: System): Promise<void> {
  const response = await fetch(`${http}/v1/graphql/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `JWT ${token}` },
    body: JSON.stringify({ query: 'mutation { resumeReportTarget(target: WEBHOOK) { target } }' }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors) throw new Error(`the target was not resumed: ${JSON.stringify(errors)}`);
}
