import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Load, LoadResult } from './generator/load.ts';
import { startWorker, type Worker, type WorkerOptions } from './process/start-worker.ts';
import type { Progress } from './report/progress.ts';
import { startFloor } from './systems/start-floor.ts';
import { type ProductPlan, startProduct } from './systems/start-product.ts';
import type { StartedSystem } from './systems/system.ts';

/** What a scenario starts things with. Whatever it starts is ended in reverse by `stop`. */
export type Stage = {
  readonly isQuick: boolean;
  /** One line on stderr, with a bar where there is a total. */
  readonly progress: Progress;
  /** A temporary folder of its own, removed in the end. */
  makeFolder(): string;
  /** On these files, or on none. */
  startFloor(folder?: string): Promise<StartedSystem>;
  /** The product; its profile is taken when one was asked for, unless `isProfiled` is false. */
  startProduct(
    plan?: Partial<ProductPlan> & { readonly isProfiled?: boolean },
  ): Promise<StartedSystem>;
  /** A file that calls `serveParent`, as a process of its own. */
  startWorker(file: URL, options?: WorkerOptions): Promise<Worker>;
  /** Runs a load in the generator's process, which is started at the first call. */
  generate(load: Load): Promise<LoadResult>;
  /** Something else that must be ended, the last one first. */
  onStop(stop: () => Promise<void>): void;
};

/** A stage, and its end. */
export type OwnStage = Stage & {
  /** Socket of the Redis behind the product that is profiled; `null` = none is. */
  profiledRedis(): string | null;
  /** Ends all, each within its bound; failures are told and stop nothing. */
  stop(): Promise<void>;
};

type Stoppable = { stop(): Promise<void> };

/** Makes an empty stage. `profileDir`: where the product's CPU profiles go; `null` = none. */
export function makeStage(options: {
  readonly isQuick: boolean;
  readonly progress: Progress;
  readonly profileDir: string | null;
  readonly say: (line: string) => void;
}): OwnStage {
  const { isQuick, progress, profileDir, say } = options;
  const stops: (() => Promise<void>)[] = [];
  const starting = new Set<Promise<void>>();
  const own = {
    generator: null as Promise<Worker> | null,
    isEnding: false,
    profiledRedis: null as string | null,
  };
  const onStop = (stop: () => Promise<void>) => void stops.push(stop);
  const makeFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'jg-bench-'));
    onStop(async () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  };
  const keep = <T extends Stoppable>(start: Promise<T>): Promise<T> => {
    const kept = start.then((started) => {
      onStop(started.stop);
      if (own.isEnding) throw new Error('the bench was told to stop');
      return started;
    });
    const settled = kept.then(
      () => void starting.delete(settled),
      () => void starting.delete(settled),
    );
    starting.add(settled);
    return kept;
  };
  const start = (file: URL, more?: WorkerOptions) => keep(startWorker(file, more));
  const stage: Stage = {
    ...{ isQuick, progress, makeFolder, onStop, startWorker: start },
    async startFloor(folder = makeFolder()) {
      return await keep(startFloor(folder));
    },
    async startProduct({ isProfiled = true, ...plan } = {}) {
      const profile = isProfiled && profileDir !== null ? toProfileOptions(profileDir) : [];
      const folder = plan.folder ?? makeFolder();
      const nodeOptions = [...profile, ...(plan.nodeOptions ?? [])];
      const product = await keep(startProduct({ ...plan, folder, nodeOptions }));
      if (profile.length > 0) own.profiledRedis = product.redisSocket;
      return product;
    },
    async generate(load) {
      own.generator ??= start(new URL('./generator/generator.ts', import.meta.url));
      return await (await own.generator).ask<LoadResult>('run', load);
    },
  };
  return {
    ...stage,
    profiledRedis: () => own.profiledRedis,
    async stop() {
      own.isEnding = true;
      // What is only half started has files and processes that nobody knows of yet.
      await Promise.all(starting);
      for (let next = stops.pop(); next; next = stops.pop()) {
        await next().catch((error: unknown) => say(`while stopping: ${error}`));
      }
    },
  };
}

function toProfileOptions(dir: string): string[] {
  return ['--cpu-prof', `--cpu-prof-dir=${dir}`];
}
