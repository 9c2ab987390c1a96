import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../scenario.ts';
import { copyTransactions } from '../seed/copy-transactions.ts';
import { readNewestEnded } from '../seed/newest-ended.ts';
import type { Stage } from '../stage.ts';
import { startRenamingSite } from './renaming.ts';

const stored = 100_000;
const devices = { registered: 20, connected: 20 };
const originals = 50;

/** Starts one side on a folder, ends it again, and says how long it took to be ready, in s. */
type Side = (stage: Stage, folder: string) => Promise<number>;

/**
 * Design section 12: from the spawning of the gateway to its ready line. The floor is a Redis and,
 * behind it, a process with the four libraries listening.
 */
export const startEmpty: Scenario = {
  name: 'start-empty',
  about: 'start to ready on an empty folder',
  baseline: 'floor',
  figures: [{ name: 'ready', unit: 's', better: 'lower', bar: { of: 'value', limit: 2 } }],
  rounds: { full: 7, quick: 2 },
  isQuick: true,
  async prepare(stage) {
    const run = async (side: Side) => ({ ready: await side(stage, stage.makeFolder()) });
    // What runs for the first time compiles.
    for (const side of [startFloor, startProduct]) await run(side);
    return { baseline: () => run(startFloor), product: () => run(startProduct) };
  },
};

/** The same with a history; the floor's Redis loads the same files, and nobody reads them. */
export const startFull: Scenario = {
  name: 'start-full',
  about: 'start to ready with 100,000 stored transactions',
  baseline: 'floor',
  figures: [{ name: 'ready', unit: 's', better: 'lower', bar: { of: 'value', limit: 5 } }],
  rounds: { full: 5, quick: 1 },
  isQuick: false,
  async prepare(stage) {
    const folder = await fill(stage);
    return {
      baseline: () => startOnCopy(stage, join(folder, 'redis'), startFloor),
      product: () => startOnCopy(stage, folder, startProduct),
    };
  },
};

/** A data folder of a gateway that has lived, and was stopped in order. */
async function fill(stage: Stage): Promise<string> {
  const folder = stage.makeFolder();
  const product = await stage.startProduct({ folder, isProfiled: false });
  const site = await startRenamingSite(stage, product, devices);
  await site.run({ kind: 'closed', inFlight: devices.connected, forMs: 500 });
  const bar = stage.progress.bar('product: transactions stored', stored);
  const plan = { originals: await readNewestEnded(product, originals), count: stored };
  await copyTransactions(product, plan, bar.to);
  bar.end();
  await product.stop();
  return folder;
}

async function startOnCopy(stage: Stage, folder: string, side: Side) {
  const copy = stage.makeFolder();
  // What was served on a socket is none of the files.
  cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') });
  const ready = await side(stage, copy);
  // A few hundred megabytes, which the stage would keep until all rounds are over.
  rmSync(copy, { recursive: true, force: true });
  return { ready };
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
