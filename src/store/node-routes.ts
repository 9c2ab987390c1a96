import { readFrom, type Scripts } from './scripts.ts';

/** How long a node's own key lives without renewal, ms (design section 9); never scaled. */
export const nodeKeyLifeMs = 15_000;

/** Which nodes live: a route counts while the key of its node incarnation does. */
export type NodeRoutes = {
  /** This process: node name and a random part, new at each start. */
  readonly incarnation: string;
  renew(): Promise<void>;
  /** Lets go at a clean stop, so that nobody waits for the key to run out. */
  leave(): Promise<void>;
  isLive(incarnation: string | undefined): Promise<boolean>;
};

/** Makes the routes of this node. */
export function makeNodeRoutes(scripts: Scripts, incarnation: string): NodeRoutes {
  const { redis } = scripts;
  const toKey = (name: string) => `jg:node:${name}`;
  return {
    incarnation,
    async renew() {
      await readFrom('node key', () => redis.set(toKey(incarnation), '1', 'PX', nodeKeyLifeMs));
    },
    async leave() {
      await readFrom('node key', () => redis.del(toKey(incarnation)));
    },
    async isLive(name) {
      if (!name) return false;
      if (name === incarnation) return true;
      return (await redis.exists(toKey(name))) === 1;
    },
  };
}
