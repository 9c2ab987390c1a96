import { rmSync } from 'node:fs';
import { profileFolder } from './report/files.ts';
import { describeProfiles } from './report/profile-table.ts';
import { type RedisLoad, toLoadTable, watchRedisLoad } from './report/redis-load.ts';
import type { Window } from './run-scenario.ts';

/** Where the time of a scenario's product goes: the gateway's CPU profile, its Redis's counters. */
export type Profiling = {
  /** For the gateway's own profile. */
  readonly folder: string;
  /** Begins to count at the product's Redis; called when the scenario is set up. */
  begin(redisSocket: string): Promise<void>;
  addWindow(window: Window): void;
  /** Reads what Redis counted, while it is still there. */
  end(): Promise<void>;
  /** In words, once the gateway has ended and written its profile. */
  describe(): string;
};

/** Profiles one scenario into a folder of its name, which is emptied first. */
export function makeProfiling(scenario: string): Profiling {
  const folder = `${profileFolder}/${scenario}`;
  rmSync(folder, { recursive: true, force: true });
  const windows: Window[] = [];
  const redis = { load: null as RedisLoad | null, text: '' };
  return {
    folder,
    async begin(redisSocket) {
      redis.load = watchRedisLoad(redisSocket);
      await redis.load.reset();
    },
    addWindow: (window) => void windows.push(window),
    async end() {
      // A scenario that ends its product itself leaves no Redis to be asked.
      const load = await redis.load?.read().catch(() => null);
      redis.load?.close();
      if (load) redis.text = toLoadTable(load);
    },
    describe: () => [describeProfiles(folder, windows), redis.text].filter(Boolean).join('\n'),
  };
}
