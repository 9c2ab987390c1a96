import type { SimClock } from '../clock.ts';
import type { Fault } from '../fault-rules.ts';
import type { Random } from '../random.ts';
import type { WireLog } from '../wire-log.ts';
import {
  type BrokerAddress,
  type MqttConnection,
  type OpenedConnection,
  openConnection,
} from './connection.ts';

const BACK_OFF_MIN_MS = 1_000;
const BACK_OFF_MAX_MS = 60_000;
const BACK_OFF_FLOOR_MS = 50;

/** What keeps a device on the line. */
export interface LinkOptions {
  readonly euid: string;
  /** Where and as whom; null: it stays off the line until `reconnect`. */
  readonly address: () => BrokerAddress | null;
  readonly clock: SimClock;
  readonly random: Random;
  readonly log: WireLog;
  /** The will of the session that is about to begin. */
  readonly will: () => { readonly topic: string; readonly text: string };
  /** Announces the device; the link counts as up when it resolves to true. */
  readonly boot: (connection: MqttConnection) => Promise<boolean>;
  readonly onMessage: (topic: string, payload: Buffer) => void;
  /** Told of each end of a connection; true: there is no use in trying again. */
  readonly onLost: (why: Error | null) => boolean;
}

/** A device's link: connects, boots, and comes back by itself with a growing back-off. */
export class MqttLink {
  #options: LinkOptions;
  #connection: MqttConnection | null = null;
  #opened: OpenedConnection | null = null;
  #cancelRetry: (() => void) | null = null;
  #failures = 0;
  #isWanted = false;
  #isStopped = false;
  #lastError: Error | null = null;
  #onUp: (() => void) | null = null;
  #onHopeless: ((why: Error) => void) | null = null;
  #reconnecting: Promise<void> = Promise.resolve();

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** The connection that frames go out on, or null while there is none. */
  get connection(): MqttConnection | null {
    return this.#connection;
  }

  /**
   * Resolves when the first boot is through, or at once while there is nothing to connect with;
   * gives up when the signal aborts or there is no use in trying.
   */
  async start(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw this.#reasonToGiveUp(signal);
    if (this.#options.address() === null) {
      this.#isWanted = true;
      return;
    }
    const up = Promise.withResolvers<void>();
    this.#onHopeless = up.reject;
    const onAbort = () => up.reject(this.#reasonToGiveUp(signal));
    signal.addEventListener('abort', onAbort, { once: true });
    this.#isWanted = true;
    this.#onUp = up.resolve;
    this.#open();
    try {
      await up.promise;
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      this.#onHopeless = null;
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Leaves for good, with a DISCONNECT where the link is up. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#isWanted = false;
    await this.#leave();
  }

  async #leave(): Promise<void> {
    this.#cancelRetry?.();
    const opened = this.#opened;
    await this.#connection?.close();
    opened?.cut();
    await opened?.gone;
  }

  /** Leaves with a DISCONNECT, if it is up, and connects with what `address` gives now. */
  reconnect(): void {
    // One after the other, each with the address of its own time.
    this.#reconnecting = this.#reconnecting.then(async () => {
      if (!this.#isWanted) return;
      this.#isWanted = false;
      await this.#leave();
      if (this.#isStopped) return;
      this.#isWanted = true;
      this.#failures = 0;
      this.#open();
    });
  }

  /** Cuts the line; it comes back after the given device time, else after the back-off. */
  drop(downMs?: number): void {
    this.#opened?.cut();
    if (downMs !== undefined && this.#isWanted) this.#retryAfter(downMs);
  }

  /** Half-open for this much device time, then cut. */
  freeze(forMs: number): void {
    const frozen = this.#connection;
    if (frozen === null) return;
    this.#options.log.event(this.#options.euid, { event: 'link-frozen' });
    frozen.freeze();
    this.#options.clock.after(forMs, () => frozen.drop());
  }

  /** A fault of the line itself; false for any other fault. */
  strike(fault: Fault): boolean {
    if (fault.do === 'drop-link') this.drop();
    else if (fault.do === 'half-open') this.freeze(fault.afterMs);
    else return false;
    return true;
  }

  #open(): void {
    const { euid, log, onMessage } = this.#options;
    const address = this.#options.address();
    if (address === null || !this.#isWanted) return;
    this.#opened = openConnection({
      address,
      device: euid,
      // Always the EUID: takeover then orders will before birth (mqtt.md).
      clientId: euid,
      log,
      will: this.#options.will(),
      onMessage,
      onOpen: (connection) => this.#boot(connection),
      onClose: (why) => {
        this.#lastError = why ?? this.#lastError;
        if (this.#connection !== null) log.event(euid, { event: 'link-down' });
        this.#connection = null;
        if (!this.#isWanted) return;
        if (!this.#options.onLost(why)) this.#retryAfter(this.#backOffMs());
        else this.#onHopeless?.(this.#lastError ?? new Error('refused'));
      },
    });
  }

  #boot(connection: MqttConnection): void {
    this.#connection = connection;
    this.#options.log.event(this.#options.euid, { event: 'link-up' });
    this.#options.boot(connection).then(
      (isAnnounced) => {
        if (!isAnnounced || this.#connection !== connection) return;
        this.#failures = 0;
        this.#onUp?.();
      },
      (error: unknown) => {
        this.#lastError = error instanceof Error ? error : new Error(String(error));
        connection.drop();
      },
    );
  }

  #retryAfter(deviceMs: number): void {
    const { clock } = this.#options;
    this.#cancelRetry?.();
    const floored = Math.max(deviceMs, BACK_OFF_FLOOR_MS * clock.speed);
    this.#cancelRetry = clock.after(floored, () => {
      this.#cancelRetry = null;
      this.#open();
    });
  }

  /** Doubles from 1 s to 60 s of device time, spread by a quarter so that fleets do not march. */
  #backOffMs(): number {
    const full = Math.min(BACK_OFF_MIN_MS * 2 ** this.#failures, BACK_OFF_MAX_MS);
    this.#failures = Math.min(this.#failures + 1, 10);
    return full * (0.75 + this.#options.random() / 2);
  }

  #reasonToGiveUp(signal: AbortSignal): Error {
    const reason = signal.reason instanceof Error ? signal.reason.message : 'told to give up';
    const last = this.#lastError === null ? '' : ` (last: ${this.#lastError.message})`;
    return new Error(`${reason}${last}`);
  }
}
