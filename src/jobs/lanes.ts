import type { DeviceId } from '../domain/device.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Wake } from '../domain/ports/connections.ts';
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

/**
 * Makes the lanes. A wake while a lane runs makes it look once more, so that no wake is lost; two
 * runners of one device would only be told `busy` by the store, never send twice.
 */
export function makeLanes(ports: LanePorts): Lanes {
  const running = new Map<DeviceId, { again: boolean; done: Promise<void> }>();
  const retries = new Map<DeviceId, () => void>();
  const ended = new AbortController();

  const wake = (deviceId: DeviceId): void => {
    if (ended.signal.aborted) return;
    const lane = running.get(deviceId);
    if (lane) {
      lane.again = true;
      return;
    }
    const started = { again: false, done: Promise.resolve() };
    running.set(deviceId, started);
    started.done = runLane(deviceId, started);
  };

  const runLane = async (deviceId: DeviceId, lane: { again: boolean }): Promise<void> => {
    try {
      for (let turn = 0; turn < turnMax && !ended.signal.aborted; turn += 1) {
        lane.again = false;
        const result = await ports.run(deviceId, ended.signal);
        if (result.kind === 'worked') continue;
        if (result.kind === 'later') wakeAt(deviceId, result.atMs);
        if (!lane.again) break;
      }
    } catch (error) {
      // The due clock looks at the device again; a failed attempt ends here, not the gateway.
      ports.log.error({ deviceId, err: error }, 'a lane failed');
      lane.again = false;
    } finally {
      running.delete(deviceId);
      if (lane.again) wake(deviceId);
    }
  };

  const wakeAt = (deviceId: DeviceId, atMs: number): void => {
    retries.get(deviceId)?.();
    const cancel = ports.clock.after(Math.max(atMs - ports.clock.nowMs(), 0), () => {
      retries.delete(deviceId);
      wake(deviceId);
    });
    retries.set(deviceId, cancel);
  };

  return {
    wake,
    async stop(boundMs) {
      ended.abort();
      for (const cancel of retries.values()) cancel();
      retries.clear();
      const all = Promise.allSettled([...running.values()].map((lane) => lane.done));
      let cancelBound = () => {};
      const bound = new Promise<void>((resolve) => {
        cancelBound = ports.clock.after(boundMs, resolve);
      });
      await Promise.race([all, bound]);
      cancelBound();
    },
    get runningCount() {
      return running.size;
    },
  };
}
