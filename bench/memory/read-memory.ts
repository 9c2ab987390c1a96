import { once } from 'node:events';
import { connect } from 'node:net';

/** What a process uses after garbage collection, bytes, as `process.memoryUsage` says it. */
export type Memory = {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
};

const ANSWER_MS = 20_000;

/** The option of Node that lets a process be asked by {@link readMemory} at this path. */
export function toProbeOption(socketPath: string): string {
  const probe = new URL('./memory-probe.ts', import.meta.url);
  probe.searchParams.set('socket', socketPath);
  return `--import=${probe.href}`;
}

/** Lets a process collect its garbage and say what it uses then. */
export async function readMemory(socketPath: string): Promise<Memory> {
  const socket = connect(socketPath).setEncoding('utf8');
  socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error('the probe gave no answer')));
  let text = '';
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  await once(socket, 'end');
  return JSON.parse(text) as Memory;
}
