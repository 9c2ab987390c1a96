import type { DeviceId } from '../domain/device.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { LaneSight, Wake } from '../domain/ports/connections.ts';
import type { Log } from '../domain/ports/log.ts';
import type { RunNextCommand } from '../domain/run-next-command.ts';

/** What the lanes of a node need. */
export type LanePorts = {
  readonly run: RunNextCommand;
  readonly clock: Clock;
  readonly log: Log;
};

/** The lanes of this node: at most one runner per device, devices in parallel. */
export type Lanes = Wake & {
  /** Ends what runs, waits for it at most `boundMs`, and runs nothing more. */
  stop(boundMs: number): Promise<void>;
  readonly runningCount: number;
};

/** One wake does at most so many commands before it lets the others go first. */
const turnMax = 100;
/** How long a lane rests after a failure (mostly: the store is away), ms. */
const failedPauseMs = 1_000;

/**
 * Makes the lanes. A wake while a lane runs makes it look once more, so that no wake is lost; two
 * runners of one device would only be told `busy` by the store, never send twice.
 */
export function makeLanes(ports: LanePorts): Lanes {
  return new NodeLanes(ports);
}

type Runner = { again: boolean; done: Promise<void> };

class NodeLanes implements Lanes {
  readonly #ports: LanePorts;
  readonly #running = new Map<DeviceId, Runner>();
  readonly #retries = new Map<DeviceId, () => void>();
  readonly #ended = new AbortController();

  constructor(ports: LanePorts) {
    this.#ports = ports;
  }

  get runningCount(): number {
    return this.#running.size;
  }

  wake(deviceId: DeviceId, sight?: LaneSight): void {
    if (this.#ended.signal.aborted) return;
    const runner = this.#running.get(deviceId);
    if (runner) {
      runner.again = true;
      return;
    }
    const started: Runner = { again: false, done: Promise.resolve() };
    this.#running.set(deviceId, started);
    started.done = this.#run(deviceId, started, sight);
  }

  async stop(boundMs: number): Promise<void> {
    this.#ended.abort();
    for (const cancel of this.#retries.values()) cancel();
    this.#retries.clear();
    const all = Promise.allSettled([...this.#running.values()].map((runner) => runner.done));
    const bound = Promise.withResolvers<void>();
    const cancelBound = this.#ports.clock.after(boundMs, bound.resolve);
    await Promise.race([all, bound.promise]);
    cancelBound();
  }

  async #run(deviceId: DeviceId, runner: Runner, sight?: LaneSight): Promise<void> {
    try {
      await this.#takeTurns(deviceId, runner, sight);
    } catch (error) {
      // A failed attempt ends here, not the gateway; the wake that it used up must not be lost.
      this.#ports.log.error({ deviceId, err: error }, 'a lane failed');
      runner.again = false;
      this.#wakeAt(deviceId, this.#ports.clock.nowMs() + failedPauseMs);
    }
    this.#running.delete(deviceId);
    if (runner.again) this.wake(deviceId);
  }

  async #takeTurns(deviceId: DeviceId, runner: Runner, sight?: LaneSight): Promise<void> {
    for (let turn = 0; turn < turnMax && !this.#ended.signal.aborted; turn += 1) {
      runner.again = false;
      const seen = turn === 0 ? sight : undefined;
      const result = await this.#ports.run(deviceId, this.#ended.signal, seen);
      if (result.kind === 'later') this.#wakeAt(deviceId, result.atMs);
      if (result.kind !== 'worked' && !runner.again) return;
    }
    runner.again = true;
  }

  #wakeAt(deviceId: DeviceId, atMs: number): void {
    if (this.#ended.signal.aborted) return;
    const { clock } = this.#ports;
    this.#retries.get(deviceId)?.();
    const cancel = clock.after(Math.max(atMs - clock.nowMs(), 0), () => {
      this.#retries.delete(deviceId);
      this.wake(deviceId);
    });
    this.#retries.set(deviceId, cancel);
  }
}
