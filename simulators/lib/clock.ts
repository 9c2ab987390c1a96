/** Time of one device, which runs `speed` times as fast as the wall clock. */
export interface SimClock {
  readonly speed: number;
  /** Wall time: time stamps in payloads are never scaled (lifecycle.md, "Windows"). */
  now(): Date;
  /** Device time that passed since the clock was made, for physical models, in milliseconds. */
  elapsedMs(): number;
  /** Wall milliseconds until a moment named in a payload (`endAt`), divided as windows are. */
  untilMs(moment: Date): number;
  /** Runs after this much device time; returns its cancel. */
  after(deviceMs: number, run: () => void): () => void;
  /** Runs at each such step of device time, at most every `floorMs` of wall time. */
  every(deviceMs: number, run: () => void, floorMs?: number): () => void;
  /** Waits device time; rejects when the signal aborts. */
  sleep(deviceMs: number, signal: AbortSignal): Promise<void>;
  /** Cancels everything that is armed; nothing can be armed afterwards. */
  stop(): void;
}

/** The longest delay that Node's timers take. */
const TIMER_MAX_MS = 2_147_483_647;

/** Makes a device's clock. Whoever makes it stops it. */
export function makeClock(speed: number): SimClock {
  const startedMs = performance.now();
  const armed = new Set<NodeJS.Timeout>();
  let isStopped = false;
  const arm = (timer: NodeJS.Timeout) => {
    armed.add(timer);
    return () => {
      clearTimeout(timer);
      armed.delete(timer);
    };
  };
  const after = (deviceMs: number, run: () => void) => {
    if (isStopped) return () => {};
    const timer = setTimeout(
      () => {
        armed.delete(timer);
        run();
      },
      Math.min(Math.max(deviceMs / speed, 0), TIMER_MAX_MS),
    );
    return arm(timer);
  };
  return {
    speed,
    now: () => new Date(),
    elapsedMs: () => (performance.now() - startedMs) * speed,
    untilMs: (moment) => Math.max(moment.getTime() - Date.now(), 0) / speed,
    after,
    every(deviceMs, run, floorMs = 1) {
      if (isStopped) return () => {};
      return arm(setInterval(run, Math.min(Math.max(deviceMs / speed, floorMs), TIMER_MAX_MS)));
    },
    sleep: (deviceMs, signal) => sleep(after, deviceMs, signal),
    stop() {
      isStopped = true;
      for (const timer of armed) clearTimeout(timer);
      armed.clear();
    },
  };
}

/** Gives each tick the device time that really passed, also when the timer was late. */
export function makeTicker(clock: SimClock, tick: (deviceMs: number) => void): () => void {
  let lastMs = clock.elapsedMs();
  return () => {
    const nowMs = clock.elapsedMs();
    tick(nowMs - lastMs);
    lastMs = nowMs;
  };
}

function sleep(after: SimClock['after'], deviceMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = after(deviceMs, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
