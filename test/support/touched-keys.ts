import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { Redis } from 'ioredis';
import { waitFor } from './wait-for.ts';

/**
 * The keys that scripts touch during an action, as Redis itself saw them (MONITOR names every call
 * of a script). What repeats are remembered by has a new name each time and is left out.
 */
export async function keysTouchedBy(
  redis: Redis,
  socketPath: string,
  action: () => Promise<unknown>,
): Promise<readonly string[]> {
  const monitor = connect(socketPath);
  let seen = '';
  monitor.on('data', (chunk) => {
    seen += chunk.toString();
  });
  monitor.write('MONITOR\r\n');
  await waitFor(() => seen.includes('+OK'), 'the monitor to listen');
  await action();
  const mark = randomUUID();
  await redis.echo(mark);
  await waitFor(() => seen.includes(mark), 'the monitor to catch up');
  monitor.destroy();
  const lines = seen.split('\n').filter((line) => line.includes(' lua] '));
  const keys = lines.flatMap((line) => [...line.matchAll(/"(jg:[^"]*)"/g)].map((hit) => hit[1]));
  return [...new Set(keys)].filter(
    (key) => key !== undefined && !key.startsWith('jg:op:'),
  ) as string[];
}
