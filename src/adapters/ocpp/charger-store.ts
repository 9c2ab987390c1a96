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

const DELAY_FIRST_MS = 50;
const DELAY_MAX_MS = 2_000;

/** What both stores of a link share. */
export type StoreParts = {
  readonly deviceId: DeviceId;
  readonly ports: Pick<OcppPorts, 'record' | 'clock' | 'metrics'>;
  readonly bootId: () => string;
};

/** Until when something may be stored. */
export type StoreBounds = {
  /** Once it fires nothing is stored any more. */
  readonly gone: AbortSignal;
  /** How long a store that is not available is waited for, ms. */
  readonly budgetMs: number;
};

/** The store as the handlers of one link see it: fenced, and patient while it is not available. */
export class ChargerStore {
  readonly #parts: StoreParts;
  readonly #gone: AbortSignal;
  readonly #budgetMs: number;

  constructor(parts: StoreParts, { gone, budgetMs }: StoreBounds) {
    this.#parts = parts;
    this.#gone = gone;
    this.#budgetMs = budgetMs;
  }

  /** Runs one store call; tries again while the store is unavailable, up to the bound. */
  async attempt<T>(run: () => Promise<T>): Promise<T> {
    const { ports, deviceId } = this.#parts;
    const giveUpAtMs = ports.clock.nowMs() + this.#budgetMs;
    for (let delayMs = DELAY_FIRST_MS; ; delayMs = Math.min(delayMs * 2, DELAY_MAX_MS)) {
      if (this.#gone.aborted) {
        throw new GatewayError('unavailable', 'the link has ended', { deviceId });
      }
      try {
        return await run();
      } catch (error) {
        const isLate = ports.clock.nowMs() + delayMs > giveUpAtMs;
        if (!isUnavailable(error) || isLate) throw error;
        ports.metrics.count('store_retries', { protocol: 'ocpp' });
        await pause(ports.clock, delayMs, this.#gone);
      }
    }
  }

  record(event: DeviceEvent): Promise<void> {
    const { ports, deviceId } = this.#parts;
    return this.attempt(() => ports.record(deviceId, event));
  }

  report<A extends keyof ChargerAspects>(
    aspect: A,
    value: ChargerAspects[A],
    atMs: number,
  ): Promise<void> {
    const bootId = this.#parts.bootId();
    return this.record({ type: 'reported', aspect, rev: 'next', bootId, atMs, value });
  }
}

/** True for the one error that time may heal. */
function isUnavailable(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'unavailable';
}
