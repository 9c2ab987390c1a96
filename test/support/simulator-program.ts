import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { waitFor } from './wait-for.ts';

/** A whole fleet may come up on a machine that does other things as well. */
const READY_MS = 15_000;

/** The ready line of a simulator. */
export interface Ready {
  readonly ready: boolean;
  readonly devices: number;
  readonly controlUrl: string;
  readonly ids: readonly string[];
}

/** A simulator that runs as a program of its own. */
export interface SimulatorProgram {
  readonly child: ChildProcess;
  readonly said: { readonly out: string; readonly err: string };
  /** Resolves to the exit code. */
  readonly ended: Promise<number | null>;
  ready(): Promise<Ready>;
  /** Ends it in any case, and waits for that. */
  kill(): Promise<void>;
}

/** Runs a simulator of the folder `simulators` with these arguments; whoever runs it kills it. */
export function runSimulatorProgram(name: string, args: readonly string[]): SimulatorProgram {
  const entry = new URL(`../../simulators/${name}/main.ts`, import.meta.url).pathname;
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...process.env, SIM_SECRET: 'right', TIME_SCALE: '50' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    said.out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    said.err += String(chunk);
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    said,
    ended,
    ready: () =>
      waitFor(
        () => (said.out.includes('\n') ? (JSON.parse(said.out) as Ready) : null),
        'ready line',
        READY_MS,
      ),
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}
