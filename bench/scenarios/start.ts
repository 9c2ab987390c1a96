import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario, Values } from '../scenario.ts';
import { copyTransactions } from '../seed/copy-transactions.ts';
import { readNewestEnded } from '../seed/newest-ended.ts';
import type { Stage } from '../stage.ts';
import { startRenamingSite } from './renaming.ts';

const stored = { full: 100_000, quick: 10_000 };
const devices = { registered: 20, connected: 20 };
const originals = 50;

/**
 * Design section 12: from the spawning of the gateway to its ready line. The floor is a Redis on
 * the same files and, behind it, a process with the four libraries listening.
 */
export const start: Scenario = {
  name: 'start',
  about: 'start to ready, empty and with 100,000 stored transactions (quick: 10,000)',
  baseline: 'floor',
  figures: [
    { name: 'empty', unit: 's', better: 'lower', bar: { of: 'value', limit: 2 } },
    { name: 'full', unit: 's', better: 'lower', bar: { of: 'value', limit: 5 } },
  ],
  rounds: { full: 5, quick: 1 },
  isQuick: true,
  async prepare(stage) {
    const folder = await fill(stage, stage.isQuick ? stored.quick : stored.full);
    // What runs for the first time compiles.
    await startProduct(stage, stage.makeFolder());
    await startFloor(stage, stage.makeFolder());
    // Of the product's folder the floor knows the append-only files alone.
    const files = join(folder, 'redis');
    return {
      baseline: () => startTwice(stage, files, startFloor),
      product: () => startTwice(stage, folder, startProduct),
    };
  },
};

async function startTwice(
  stage: Stage,
  folder: string,
  startOn: (stage: Stage, folder: string) => Promise<number>,
): Promise<Values> {
  const copy = stage.makeFolder();
  // What was served on a socket is none of the files.
  cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  const empty = await startOn(stage, stage.makeFolder());
  const full = await startOn(stage, copy);
  // A few hundred megabytes; the stage removes the rest when all rounds are over.
  rmSync(copy, { recursive: true, force: true });
  return { empty, full };
}

/** A data folder of a gateway that has lived, and was stopped in order. */
async function fill(stage: Stage, count: number): Promise<string> {
  const folder = stage.makeFolder();
  const product = await stage.startProduct({ folder, isProfiled: false });
  const site = await startRenamingSite(stage, product, devices);
  await site.run({ kind: 'closed', inFlight: devices.connected, forMs: 500 });
  const bar = stage.progress.bar('product: transactions stored', count);
  const plan = { originals: await readNewestEnded(product, originals), count };
  await copyTransactions(product, plan, bar.to);
  bar.end();
  await product.stop();
  return folder;
}

async function startProduct(stage: Stage, folder: string): Promise<number> {
  const product = await stage.startProduct({ folder });
  await product.stop();
  return product.readyMs / 1_000;
}

async function startFloor(stage: Stage, folder: string): Promise<number> {
  const floor = await stage.startFloor(folder);
  await floor.stop();
  return floor.readyMs / 1_000;
}
