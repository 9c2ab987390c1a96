import { Redis } from 'ioredis';

/** What answered at a socket: its data folder and pid, or that it is still loading. */
export interface RedisIdentity {
  readonly dir: string;
  readonly pid: number;
  readonly isLoading: boolean;
}

/**
 * Asks whatever listens at the socket who it is. Undefined when nobody listens there.
 *
 * @throws Error when something accepts the connection and does not answer within `timeoutMs`.
 */
export async function askIdentity(
  socketPath: string,
  timeoutMs: number,
): Promise<RedisIdentity | undefined> {
  const redis = new Redis({
    path: socketPath,
    lazyConnect: true,
    enableReadyCheck: false,
    disableClientInfo: true,
    protocol: 2,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: timeoutMs,
    disconnectTimeout: 100,
    commandTimeout: timeoutMs,
  });
  let linkError: NodeJS.ErrnoException | undefined;
  redis.on('error', (error) => {
    linkError = error;
  });
  try {
    await redis.connect();
    const [, dir] = (await redis.config('GET', 'dir')) as string[];
    const info = await redis.info();
    return {
      dir: dir ?? '',
      pid: Number(fieldOf(info, 'process_id')),
      isLoading: fieldOf(info, 'loading') === '1',
    };
  } catch (error) {
    if (isNobody(linkError ?? (error as Error))) return undefined;
    throw error;
  } finally {
    redis.disconnect();
  }
}

function fieldOf(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim();
}

/** ENOENT: no socket file. ECONNREFUSED: a file whose owner is dead. */
function isNobody(error: NodeJS.ErrnoException): boolean {
  return ['ENOENT', 'ECONNREFUSED'].includes(error.code ?? '');
}
