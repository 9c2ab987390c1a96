/**
 * One queue per device: aedes runs the hooks of two publishes of one client in parallel, so their
 * order is ours to keep (mqtt.md, "Store first, acknowledge after"). A device keeps its queue over
 * a reconnect: what an older link said is stored before the birth of a newer one.
 */
export type DeviceQueues = {
  /** Runs a task after those before it; `null` when the device has too many waiting. */
  push<T>(key: string, task: () => Promise<T>): Promise<T> | null;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
};

type Queue = { tail: Promise<unknown>; waiting: number };

/** Makes the queues; `waitingMax` tasks per device, the running one included. */
export function makeDeviceQueues(waitingMax: number): DeviceQueues {
  const queues = new Map<string, Queue>();
  return {
    push<T>(key: string, task: () => Promise<T>): Promise<T> | null {
      const queue = queues.get(key) ?? { tail: Promise.resolve(), waiting: 0 };
      if (queue.waiting >= waitingMax) return null;
      queues.set(key, queue);
      queue.waiting += 1;
      const done = queue.tail.then(task).finally(() => {
        queue.waiting -= 1;
        if (queue.waiting === 0 && queues.get(key) === queue) queues.delete(key);
      });
      // The next task runs whatever became of this one; its owner hears of it by `done`.
      queue.tail = done.catch(() => undefined);
      return done;
    },
    async idle() {
      while (queues.size > 0) await Promise.all([...queues.values()].map(({ tail }) => tail));
    },
  };
}
