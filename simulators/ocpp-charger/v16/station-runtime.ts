import type { SimClock } from '../../lib/clock.ts';
import type { WireEvent } from '../../lib/wire-log.ts';
import type { Character } from '../character.ts';
import { Evse, type EvseSession, type StopReason } from '../hardware/evse.ts';
import type { Supply } from '../hardware/power-path.ts';
import { makeVehicle } from '../hardware/vehicle.ts';
import type { ChargingProfile } from '../profiles/charging-profile.ts';
import { type LimitMoment, prevailingAmps } from '../profiles/prevailing-limit.ts';
import { ProfileStore } from '../profiles/profile-store.ts';
import type { Call } from '../rpc/frame.ts';
import { Outbox } from '../rpc/outbox.ts';
import { TransactionQueue } from '../rpc/transaction-queue.ts';
import { Boot, bootRequest } from '../station/boot.ts';
import { Repeater } from '../station/repeater.ts';
import { Configuration } from './configuration.ts';
import { isTagAccepted } from './messages/authorize.ts';
import { sendPeriodicSample } from './messages/meter-values.ts';
import { notifyAllStatuses, notifyStatus } from './messages/status-notification.ts';
import { reportStart, reportStop } from './messages/transaction.ts';
import type { Station } from './station.ts';

/** What a charge point is made of, and how it reaches its wire. */
export type StationOptions = {
  readonly id: string;
  readonly clock: SimClock;
  readonly character: Character;
  readonly supply: Supply;
  readonly isPlugged: boolean;
  readonly socPercent: number;
  /** Begins with the driver's own tag as soon as a vehicle is plugged. */
  readonly startsByItself: boolean;
  readonly localTag: string;
  readonly callTimeoutMs: number;
  readonly log: (event: WireEvent) => void;
  readonly send: (call: Call) => boolean;
  /** Cuts the link; the next dialling comes after `redialMs` of device time. */
  readonly cutLink: (redialMs: number) => void;
  readonly onAccepted: () => void;
};

const CONNECTOR_ID = 1;
/** A meter that has been in the wall for a while. */
const METER_START_WH = 1_204_300;
const STEP_SECONDS = 1;
const POWER_UP_MS = 5_000;
const SOFT_RESET_MS = 2_000;
const HARD_RESET_MS = 500;

/**
 * A 1.6 charge point without its wire: what it knows, what it measures and what it sends.
 * Configuration, profiles, meter and transaction messages survive a reboot; registration does not.
 */
export class StationRuntime implements Station {
  readonly id: string;
  readonly clock: SimClock;
  readonly character: Character;
  readonly configuration: Configuration;
  readonly profiles = new ProfileStore();
  readonly evse: Evse;
  readonly outbox: Outbox;
  readonly transactions: TransactionQueue;
  readonly boot: Boot;
  readonly heartbeat: Repeater;
  readonly sampling: Repeater;

  readonly #options: StationOptions;
  readonly #steps: Repeater;
  #steppedAtMs: number;
  #profileToCome: ChargingProfile | undefined;
  #cancelAuthorization: () => void = () => {};
  #hasStartedByItself = false;
  #isRebooting = false;

  constructor(options: StationOptions) {
    const { id, clock, character, supply } = options;
    this.#options = options;
    this.id = id;
    this.clock = clock;
    this.character = character;
    this.configuration = new Configuration(character.configuration);
    this.evse = new Evse({
      connectorId: CONNECTOR_ID,
      supply,
      vehicle: makeVehicle({ socPercent: options.socPercent }),
      meterWh: METER_START_WH,
      isPlugged: options.isPlugged,
      nowMs: () => clock.now().getTime(),
      limitAmps: () => this.#limitAmps(),
    });
    this.outbox = new Outbox({
      clock,
      send: options.send,
      parallelMax: character.parallelCalls,
      timeoutMs: options.callTimeoutMs,
    });
    const call = this.outbox.call.bind(this.outbox);
    this.transactions = new TransactionQueue({
      clock,
      call,
      attemptsMax: () => this.configuration.count('TransactionMessageAttempts'),
      retryMs: () => this.configuration.count('TransactionMessageRetryInterval') * 1_000,
    });
    this.boot = new Boot({
      clock,
      call,
      request: bootRequest(id, character),
      onAccepted: (intervalSeconds) => this.#onAccepted(intervalSeconds),
    });
    this.heartbeat = new Repeater(clock, () => void call('Heartbeat', {}));
    this.sampling = new Repeater(clock, () => sendPeriodicSample(this));
    this.#steps = new Repeater(clock, () => this.advance());
    this.#steppedAtMs = clock.elapsedMs();
    this.evse.listen({
      onStatus: () => this.boot.status === 'Accepted' && notifyStatus(this, CONNECTOR_ID),
      onSessionStart: (session) => this.#onSessionStart(session),
      onSessionStop: (session, reason) => this.#onSessionStop(session, reason),
    });
  }

  get moment(): LimitMoment {
    return {
      nowMs: this.clock.now().getTime(),
      speed: this.clock.speed,
      sessionStartedAtMs: this.evse.session?.startedAtMs,
      aheadSeconds: 0,
    };
  }

  get canStart(): boolean {
    const { session, isOperative, faultCode } = this.evse;
    return session === undefined && isOperative && faultCode === undefined && !this.#isRebooting;
  }

  /** The websocket is open: the boot comes first, unless this vendor boots only once. */
  onLinkUp(): void {
    this.outbox.open();
    const { status } = this.boot;
    if (status === 'Accepted' && !this.character.bootsOnReconnect) this.#goOnline();
    else void this.boot.send();
  }

  onLinkDown(): void {
    this.boot.pause();
    this.heartbeat.stop();
    this.transactions.goOffline();
    this.outbox.close();
  }

  advance(): void {
    const nowMs = this.clock.elapsedMs();
    this.evse.advance(nowMs - this.#steppedAtMs);
    this.#steppedAtMs = nowMs;
  }

  startRemotely(idTag: string, profile: ChargingProfile | undefined): void {
    if (this.configuration.flag('AuthorizeRemoteTxRequests'))
      void this.#askThenStart(idTag, profile);
    else this.#authorize(idTag, profile);
  }

  startLocally(): Promise<void> {
    return this.#askThenStart(this.#options.localTag, undefined);
  }

  plug(): void {
    this.evse.plug();
    if (this.#options.startsByItself && this.canStart) void this.startLocally();
  }

  reboot(kind: 'Soft' | 'Hard'): void {
    if (this.#isRebooting) return;
    this.#isRebooting = true;
    if (kind === 'Soft') this.evse.stop('SoftReset');
    // A soft reset leaves time to deliver StopTransaction, a hard one just enough to answer.
    this.clock.after(kind === 'Soft' ? SOFT_RESET_MS : HARD_RESET_MS, () => {
      this.log({ event: 'reboot', kind });
      this.boot.forget();
      this.#hasStartedByItself = false;
      this.#options.cutLink(POWER_UP_MS);
      // What is left ends with the power; its StopTransaction follows the next boot.
      this.evse.stop(kind === 'Soft' ? 'SoftReset' : 'HardReset');
      this.evse.withdraw();
      this.#isRebooting = false;
    });
  }

  onConfigured(key: string): void {
    const seconds = this.configuration.count(key);
    if (key === 'HeartbeatInterval' && this.heartbeat.isRunning) this.heartbeat.start(seconds);
    if (key === 'MeterValueSampleInterval' && this.evse.session !== undefined)
      this.#startSampling();
  }

  log(event: WireEvent): void {
    this.#options.log(event);
  }

  #onAccepted(intervalSeconds: number): void {
    this.configuration.change('HeartbeatInterval', String(intervalSeconds));
    this.#goOnline();
    this.#options.onAccepted();
    if (!this.#options.startsByItself || this.#hasStartedByItself) return;
    this.#hasStartedByItself = true;
    if (this.evse.isPlugged && this.canStart) void this.startLocally();
  }

  #goOnline(): void {
    this.heartbeat.start(this.configuration.count('HeartbeatInterval'));
    notifyAllStatuses(this);
    this.transactions.goOnline();
  }

  async #askThenStart(idTag: string, profile: ChargingProfile | undefined): Promise<void> {
    const isAccepted = await isTagAccepted(this, idTag);
    if (isAccepted && this.canStart) this.#authorize(idTag, profile);
  }

  /** Waits for a vehicle as long as ConnectionTimeOut says (OCPP 1.6 4.8). */
  #authorize(idTag: string, profile: ChargingProfile | undefined): void {
    this.#profileToCome = profile;
    this.#cancelAuthorization();
    this.evse.authorize(idTag);
    if (this.evse.session !== undefined) return;
    const patienceMs = this.configuration.count('ConnectionTimeOut') * 1_000;
    this.#cancelAuthorization = this.clock.after(patienceMs, () => this.evse.withdraw());
  }

  #onSessionStart(session: EvseSession): void {
    this.#cancelAuthorization();
    this.#steppedAtMs = this.clock.elapsedMs();
    const profile = this.#profileToCome;
    this.#profileToCome = undefined;
    if (profile !== undefined) {
      const installedAtMs = this.clock.now().getTime();
      this.profiles.install({ connectorId: CONNECTOR_ID, installedAtMs, profile });
    }
    this.log({ event: 'session-start', idTag: session.idTag, meterWh: session.meterStartWh });
    reportStart(this, session);
    this.#steps.start(STEP_SECONDS);
    this.#startSampling();
  }

  #onSessionStop(session: EvseSession, reason: StopReason): void {
    this.#steps.stop();
    this.sampling.stop();
    this.profiles.endOfTransaction(CONNECTOR_ID);
    const energyWh = this.evse.meterWh - session.meterStartWh;
    const transactionId = session.transactionId ?? null;
    this.log({ event: 'session-stop', transactionId, reason, energyWh });
    reportStop(this, session, reason);
  }

  #startSampling(): void {
    if (!this.character.sendsMeterValues) return;
    this.sampling.start(this.configuration.count('MeterValueSampleInterval'));
  }

  #limitAmps(): number {
    const { connectorId, supply } = this.evse;
    return prevailingAmps(this.profiles.installed, connectorId, this.moment, supply);
  }
}
