import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cacheHome } from '../systems/caches.ts';

/** What goes to a worker. */
export type Question = { readonly id: number; readonly name: string; readonly argument: unknown };
/** What comes back: `value`, or the text of an `error`. */
export type Answer = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** A process of the bench's own, asked by messages. */
export type Worker = {
  readonly pid: number;
  /** @throws Error with the worker's own words, or when it ended before it answered. */
  ask<T>(name: string, argument?: unknown): Promise<T>;
  /** SIGTERM, then SIGKILL after the bound; returns when it is gone. */
  stop(): Promise<void>;
};

/** How a worker is started. */
export type WorkerOptions = {
  readonly args?: readonly string[];
  /** Options of Node, such as those of a profile. */
  readonly nodeOptions?: readonly string[];
};

const stopBoundMs = 5_000;
const readyBoundMs = 20_000;

/** Starts a file that calls `serveParent`, and waits until it is ready. */
export async function startWorker(file: URL, options: WorkerOptions = {}): Promise<Worker> {
  const { args = [], nodeOptions = [] } = options;
  const child = fork(file, [...args], {
    execArgv: [...nodeOptions],
    // The product finds its modules compiled as well (bin/joulegate.mjs).
    env: { ...process.env, NODE_COMPILE_CACHE: join(cacheHome(), 'joulegate', 'compiled') },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const ended = once(child, 'exit').then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${nameOf(file)} ended`));
    waiting.clear();
  });
  const ready = Promise.withResolvers<void>();
  child.on('message', (message: Answer & { ready?: true }) => {
    if (message.ready) return ready.resolve();
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) one?.resolve(message.value);
    else one?.reject(new Error(message.error));
  });
  const timer = setTimeout(
    () => ready.reject(new Error(`${nameOf(file)} was not ready in ${readyBoundMs} ms`)),
    readyBoundMs,
  );
  const gone = ended.then(() => Promise.reject(new Error(`${nameOf(file)} ended at its start`)));
  try {
    await Promise.race([ready.promise, gone]);
  } catch (error) {
    await stopChild(child, ended);
    throw error;
  } finally {
    clearTimeout(timer);
    gone.catch(() => {});
  }
  let asked = 0;
  return {
    pid: child.pid ?? 0,
    ask<T>(name: string, argument?: unknown) {
      asked += 1;
      const answer = Promise.withResolvers<unknown>();
      waiting.set(asked, answer);
      child.send({ id: asked, name, argument } satisfies Question, (error) => {
        if (error) answer.reject(error);
      });
      return answer.promise as Promise<T>;
    },
    stop: () => stopChild(child, ended),
  };
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stopBoundMs);
    await ended;
    clearTimeout(timer);
  }
}

function nameOf(file: URL): string {
  return file.pathname.split('/').slice(-2).join('/');
}
