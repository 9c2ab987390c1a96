import { createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Loaded into a process by `--import`: whoever connects to the socket that the query names gets its
 * memory after garbage collection, as one line of JSON. Nothing of it runs until then, and it keeps
 * no process alive.
 */

const path = new URL(import.meta.url).searchParams.get('socket');
/** Several: finalisers and weak references free more at each. */
const COLLECTIONS = 4;
const PAUSE_MS = 100;

async function collect(): Promise<void> {
  // A flag on the command line would be there for the measured process's whole life.
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (how: object) => void;
  for (let round = 0; round < COLLECTIONS; round += 1) {
    // Gives pages back to the system as well, which a plain collection puts off.
    gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

if (path) {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    void collect().then(() => socket.end(`${JSON.stringify(process.memoryUsage())}\n`));
  });
  server.listen(path).unref();
}
