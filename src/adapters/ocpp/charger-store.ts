import type { DeviceId } from '../../domain/device.ts';
import type { DeviceEvent } from '../../domain/device-event.ts';
import { GatewayError } from '../../domain/errors.ts';
import type {
  BootReport,
  LocationReport,
  MeterReport,
  ProfileReport,
  SessionReport,
  StatusReport,
  TestReport,
} from '../../domain/reports.ts';
import { pause } from './pause.ts';
import type { OcppPorts } from './settings.ts';

/** The aspects that a charger has, each with its value (domain/reports.ts). */
export type ChargerAspects = {
  readonly status: StatusReport;
  readonly session: SessionReport;
  readonly meter: MeterReport;
  readonly profile: ProfileReport;
  readonly test: TestReport;
  readonly boot: BootReport;
  readonly location: LocationReport;
};

/** The store as the handlers of one link see it: fenced, and patient while it is not available. */
export type ChargerStore = {
  /** Runs one store call; tries again while the store is unavailable, up to the bound. */
  attempt<T>(run: () => Promise<T>): Promise<T>;
  record(event: DeviceEvent): Promise<void>;
  report<A extends keyof ChargerAspects>(
    aspect: A,
    value: ChargerAspects[A],
    atMs: number,
  ): Promise<void>;
};

const DELAY_FIRST_MS = 50;
const DELAY_MAX_MS = 2_000;

/** Makes the store of one link; once `gone` fires nothing of that link is stored any more. */
export function makeChargerStore(options: {
  readonly deviceId: DeviceId;
  readonly ports: Pick<OcppPorts, 'record' | 'clock' | 'metrics'>;
  readonly gone: AbortSignal;
  readonly budgetMs: number;
  readonly bootId: () => string;
}): ChargerStore {
  const { ports, gone, deviceId } = options;

  async function attempt<T>(run: () => Promise<T>): Promise<T> {
    const giveUpAtMs = ports.clock.nowMs() + options.budgetMs;
    for (let delayMs = DELAY_FIRST_MS; ; delayMs = Math.min(delayMs * 2, DELAY_MAX_MS)) {
      if (gone.aborted) throw new GatewayError('unavailable', 'the link has ended', { deviceId });
      try {
        return await run();
      } catch (error) {
        const isLate = ports.clock.nowMs() + delayMs > giveUpAtMs;
        if (!isUnavailable(error) || isLate) throw error;
        ports.metrics.count('store_retries', { protocol: 'ocpp' });
        await pause(ports.clock, delayMs, gone);
      }
    }
  }

  const record = (event: DeviceEvent) => attempt(() => ports.record(deviceId, event));
  return {
    attempt,
    record,
    report: (aspect, value, atMs) =>
      record({ type: 'reported', aspect, rev: 'next', bootId: options.bootId(), atMs, value }),
  };
}

/** True for the one error that time may heal. */
function isUnavailable(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'unavailable';
}
