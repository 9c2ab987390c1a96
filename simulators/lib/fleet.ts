import { type ControlApi, startControlApi } from './control-api.ts';
import type { SimulatedDevice } from './device.ts';
import { ConnectError, messageOf } from './errors.ts';
import { type DeviceFaults, type FaultPlan, makeFaultPlan, NO_FAULTS } from './fault-plan.ts';
import { makeWireLog, type WireLog } from './wire-log.ts';

const STARTING_MAX = 64;
const RING_LINES_TOTAL = 400_000;

/** What every simulator takes, whatever it simulates; all have defaults. */
export interface FleetOptions {
  /** Seed of physical models and of fault plans that have none; default 1. */
  readonly seed?: number | undefined;
  /** How many times faster than the wall clock devices live; default 1. */
  readonly speed?: number | undefined;
  readonly faults?: FaultPlan | undefined;
  /** File of the wire log; none when absent. */
  readonly logFile?: string | undefined;
  /** Port of the control API, 0 = any (default). */
  readonly controlPort?: number | undefined;
  /** How long one device may take to come up, in wall milliseconds; default 30 s. */
  readonly connectTimeoutMs?: number | undefined;
  /** Told after each device that is up. */
  readonly onProgress?: ((up: number) => void) | undefined;
  /** Ends the start early. */
  readonly signal?: AbortSignal | undefined;
}

/** What a device is made with. */
export interface DeviceParts {
  readonly id: string;
  readonly seed: number;
  readonly speed: number;
  readonly faults: DeviceFaults;
  readonly log: WireLog;
}

/** A running simulator inside this process. */
export interface SimulatorHandle<Device extends SimulatedDevice = SimulatedDevice> {
  readonly devices: readonly Device[];
  readonly log: WireLog;
  readonly control: ControlApi;
  /** A sentence for people about how they came up. */
  readonly summary?: string;
  /** Resolves when `POST /stop` was asked for; the holder then calls `stop`. */
  readonly stopAsked: Promise<void>;
  /** Leaves with all devices, then closes the control API and the log. */
  stop(): Promise<void>;
}

/** Starts the devices, at most 64 at a time; when one fails all are stopped and it throws. */
export async function startFleet<Device extends SimulatedDevice>(
  ids: readonly string[],
  make: (parts: DeviceParts) => Device,
  options: FleetOptions,
): Promise<SimulatorHandle<Device>> {
  const ringMax = Math.max(Math.min(Math.floor(RING_LINES_TOTAL / ids.length), 2_000), 50);
  const log = makeWireLog({ file: options.logFile, ringMax, now: () => new Date() });
  const plan = options.faults ?? NO_FAULTS;
  const { seed = 1, speed = 1 } = options;
  const devices = ids.map((id) => make({ id, seed, speed, faults: makeFaultPlan(plan, id), log }));
  const asked = Promise.withResolvers<void>();
  const control = await startControlApi({
    devices,
    log,
    port: options.controlPort ?? 0,
    onStop: asked.resolve,
  }).catch((error: unknown) => {
    log.close();
    throw error;
  });
  const stop = once(async () => {
    await Promise.allSettled(devices.map((device) => device.stop()));
    await control.close();
    log.close();
  });
  try {
    await startAll(devices, options);
  } catch (error) {
    await stop();
    throw error;
  }
  return { devices, log, control, stopAsked: asked.promise, stop };
}

/** Starts all; the first that fails ends the others. */
async function startAll(devices: readonly SimulatedDevice[], options: FleetOptions): Promise<void> {
  const failed = new AbortController();
  const waiting = devices.values();
  let up = 0;
  const startSome = async () => {
    for (const device of waiting) {
      if (failed.signal.aborted) return;
      await startOne(device, failed.signal, options);
      up += 1;
      options.onProgress?.(up);
    }
  };
  const starters = Array.from({ length: Math.min(STARTING_MAX, devices.length) }, () =>
    startSome().catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(starters);
  if (failed.signal.aborted) throw failed.signal.reason;
}

async function startOne(
  device: SimulatedDevice,
  failed: AbortSignal,
  options: FleetOptions,
): Promise<void> {
  const timeoutMs = options.connectTimeoutMs ?? 30_000;
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new Error(`not connected within ${timeoutMs} ms`)),
    timeoutMs,
  );
  const signals = [late.signal, failed, ...(options.signal === undefined ? [] : [options.signal])];
  try {
    await device.start(AbortSignal.any(signals));
  } catch (cause) {
    throw new ConnectError(`${device.id}: ${messageOf(cause)}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** The same promise at every call. */
function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= run();
    return running;
  };
}
