import { type ChildProcess, spawn } from 'node:child_process';
import { CliFailure, EXIT } from './failure.ts';

/** A child that said in one line of JSON that it is ready. */
export type ReadyChild = {
  readonly ready: Readonly<Record<string, unknown>>;
  readonly pid: number;
  /** What it said on stderr, the last lines. */
  talk(): readonly string[];
  /** SIGTERM, then SIGKILL after the bound; returns when it is gone. */
  stop(): Promise<void>;
  readonly closed: Promise<number>;
};

const stopBoundMs = 12_000;

/**
 * Starts a program of ours with this same Node and waits for its ready line on stdout.
 * @throws CliFailure with the program's own last words when it ends or stays silent.
 */
export async function startChild(call: {
  name: string;
  /** What a person would type to run the whole again; stands in its last words for `npm start`. */
  command?: string;
  args: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  timeoutMs: number;
  /** How many of its last lines on stderr are kept. */
  talkLinesMax?: number;
}): Promise<ReadyChild> {
  const { talkLinesMax = 40 } = call;
  const child = spawn(process.execPath, [...call.args], {
    env: { ...call.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const talk: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    talk.push(...text.split('\n').filter((line) => line !== ''));
    talk.splice(0, Math.max(talk.length - talkLinesMax, 0));
  });
  const closed = new Promise<number>((resolve) => {
    child.once('close', (code) => resolve(code ?? EXIT.failed));
    child.once('error', () => resolve(EXIT.failed));
  });
  const ready = await waitForReady(child, closed, call.timeoutMs);
  if (ready) {
    const stop = () => stopChild(child, closed);
    return { ready, pid: child.pid ?? 0, talk: () => talk, closed, stop };
  }
  const hadEnded = child.exitCode !== null;
  await stopChild(child, closed);
  const words = talk
    .slice(-6)
    .join('\n')
    .replaceAll('npm start', call.command ?? 'npm start');
  throw new CliFailure({
    what: `${call.name} did not start`,
    why: words || `it said nothing for ${call.timeoutMs / 1_000} s`,
    remedy: 'mend that and run this again',
    exitCode: hadEnded ? await closed : EXIT.failed,
  });
}

function waitForReady(
  child: ChildProcess,
  closed: Promise<number>,
  timeoutMs: number,
): Promise<Record<string, unknown> | null> {
  return new Promise((resolve) => {
    let text = '';
    const timer = setTimeout(() => resolve(null), timeoutMs);
    const finish = (ready: Record<string, unknown> | null) => {
      clearTimeout(timer);
      resolve(ready);
    };
    void closed.then(() => finish(null));
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const ready = findReadyLine(text);
      if (ready) finish(ready);
    });
  });
}

function findReadyLine(text: string): Record<string, unknown> | null {
  for (const line of text.split('\n')) {
    if (!line.includes('"ready"')) continue;
    try {
      return JSON.parse(line) as Record<string, unknown>;
    } catch {
      return null;
    }
  }
  return null;
}

async function stopChild(child: ChildProcess, closed: Promise<number>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopBoundMs);
  await closed;
  clearTimeout(timer);
}
