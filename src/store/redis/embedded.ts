import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { RedisBinary } from './binary.ts';
import { claimRedis } from './claim.ts';
import { waitForExit } from './process-alive.ts';
import { RestartBudget } from './restart-budget.ts';
import { socketPathFor } from './socket-path.ts';
import { watchSocket } from './watch.ts';

/** The part of a logger that the supervisor uses; pino fits. */
export interface RedisLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** `restarting` and `given-up` mean not ready: nothing can be accepted. */
export type EmbeddedRedisState = 'ready' | 'restarting' | 'given-up' | 'stopped';

/** How an embedded Redis is made and watched. */
export interface EmbeddedRedisOptions {
  readonly dataDir: string;
  /** Asked only when a server must be started: finds one, or fetches it where that is allowed. */
  readonly findBinary: () => Promise<RedisBinary>;
  /** As Redis writes it, for example `1gb`. */
  readonly maxMemory: string;
  readonly log: RedisLog;
  /** Called once when the sixth death within a minute is not followed by another start. */
  readonly onGiveUp: (reason: string) => void;
}

/** A supervised Redis that belongs to one data folder. */
export interface EmbeddedRedis {
  readonly socketPath: string;
  /** The present process; another one after a restart. */
  pid(): number;
  state(): EmbeddedRedisState;
  /** Ends Redis in order (SIGTERM, bounded, then SIGKILL) and the supervision with it. */
  stop(): Promise<void>;
}

/** Together less than what a stop of the gateway leaves it; a kill loses nothing accepted. */
const STOP_TIMEOUT_MS = 2_000;
const KILL_TIMEOUT_MS = 500;

/**
 * Adopts the living Redis of this data folder, else starts one, and keeps it alive from then on.
 * The caller holds the folder's lock (lock.ts), so nobody else starts one meanwhile.
 *
 * @throws StartRefusal 78 when another Redis holds the socket or no program is found, 75 when it
 * does not come up.
 */
export async function startEmbeddedRedis(options: EmbeddedRedisOptions): Promise<EmbeddedRedis> {
  const socketPath = socketPathFor(options.dataDir, 'redis.sock');
  const dir = join(options.dataDir, 'redis');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const supervisor = new Supervisor(options, { dir: realpathSync(dir), socketPath });
  await supervisor.bringUp();
  return supervisor;
}

/**
 * States: ready -> restarting -> ready | given-up; any -> stopped. Invariant: at most one process
 * works on the data folder; `bringUp` is never run twice at a time.
 */
class Supervisor implements EmbeddedRedis {
  readonly socketPath: string;
  readonly #options: EmbeddedRedisOptions;
  readonly #dir: string;
  readonly #budget = new RestartBudget();
  readonly #stopping = new AbortController();
  #state: EmbeddedRedisState = 'restarting';
  #pid = 0;
  #unwatch: () => void = () => {};
  #revival: Promise<void> = Promise.resolve();

  constructor(options: EmbeddedRedisOptions, place: { dir: string; socketPath: string }) {
    this.#options = options;
    this.#dir = place.dir;
    this.socketPath = place.socketPath;
  }

  pid(): number {
    return this.#pid;
  }

  state(): EmbeddedRedisState {
    return this.#state;
  }

  async bringUp(): Promise<void> {
    const { dataDir, findBinary, maxMemory, log } = this.#options;
    const logFile = join(dataDir, 'redis.log');
    const place = { dir: this.#dir, socketPath: this.socketPath, logFile, maxMemory };
    const { pid, isAdopted } = await claimRedis(place, findBinary);
    this.#pid = pid;
    this.#unwatch = watchSocket(this.socketPath, () => {
      this.#revival = this.#revive();
    });
    this.#state = 'ready';
    log.info({ pid, isAdopted }, isAdopted ? 'adopted the running Redis' : 'started Redis');
  }

  async #revive(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#state = 'restarting';
    while (!this.#stopping.signal.aborted) {
      const delayMs = this.#budget.nextDelayMs(Date.now());
      if (delayMs === undefined) return this.#giveUp();
      this.#options.log.warn({ pid: this.#pid, delayMs }, 'Redis died, starting it again');
      if (!(await pause(delayMs, this.#stopping.signal))) return;
      try {
        return await this.bringUp();
      } catch (error) {
        this.#options.log.error({ err: error }, 'Redis could not be started again');
      }
    }
  }

  #giveUp(): void {
    this.#state = 'given-up';
    this.#options.onGiveUp('the embedded Redis died more than five times within a minute');
  }

  async stop(): Promise<void> {
    if (this.#state === 'stopped') return;
    this.#stopping.abort();
    this.#unwatch();
    await this.#revival;
    this.#unwatch();
    this.#state = 'stopped';
    await terminate(this.#pid);
  }
}

/** SIGTERM makes Redis flush its append-only file and leave; SIGKILL only if it does not. */
async function terminate(pid: number): Promise<void> {
  if (!signal(pid, 'SIGTERM') || (await waitForExit(pid, STOP_TIMEOUT_MS))) return;
  signal(pid, 'SIGKILL');
  await waitForExit(pid, KILL_TIMEOUT_MS);
}

function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** False when the wait was cut short by the stop. */
function pause(delayMs: number, stopping: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const onStop = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      stopping.removeEventListener('abort', onStop);
      resolve(true);
    }, delayMs);
    stopping.addEventListener('abort', onStop, { once: true });
  });
}
