import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { spawnRedis } from '../../src/store/redis/spawn.ts';
import { startWorker } from '../process/start-worker.ts';
import { endRedis } from './end-redis.ts';
import { findRedis } from './redis-binary.ts';
import type { StartedSystem } from './system.ts';

type Addresses = { readonly http: string; readonly mqtt: string; readonly ocpp: string };

/** The floor's gateway and its Redis, with the settings of the product's embedded one. */
export async function startFloor(folder: string): Promise<StartedSystem> {
  const dir = realpathSync(folder);
  const redisSocket = join(dir, 'redis.sock');
  const binary = await findRedis();
  const beganMs = performance.now();
  const redisPid = await spawnRedis({
    binary,
    dir,
    socketPath: redisSocket,
    logFile: join(dir, 'redis.log'),
    maxMemory: '1gb',
  });
  const gateway = await startWorker(new URL('../floor/gateway.ts', import.meta.url), {
    args: [redisSocket],
  }).catch(async (error: unknown) => {
    await endRedis(redisPid);
    throw error;
  });
  const addresses = await gateway.ask<Addresses>('addresses');
  return {
    ...addresses,
    readyMs: performance.now() - beganMs,
    async stop() {
      await gateway.stop();
      await endRedis(redisPid);
    },
    ...{ name: 'floor', pid: gateway.pid, redisSocket, keyPrefix: 'floor:', token: null },
    // Nobody needs to be known at the floor: what is not ours checks nothing.
    enrol: async (devices, onDone) => {
      onDone(devices.length);
      return devices.map(({ identity }) => ({ identity, deviceId: identity, secret: 'none' }));
    },
  };
}
