import type { SimClock } from '../../lib/clock.ts';
import type { ActionResult } from '../../lib/device.ts';
import type { WireEvent } from '../../lib/wire-log.ts';
import type { Character } from '../character.ts';
import type { Evse, EvseSession, StopReason } from '../hardware/evse.ts';
import type { Location } from '../hardware/location.ts';
import type { ChargingProfile } from '../profiles/charging-profile.ts';
import type { LimitMoment } from '../profiles/prevailing-limit.ts';
import { ProfileStore } from '../profiles/profile-store.ts';
import { Outbox } from '../rpc/outbox.ts';
import { TransactionQueue } from '../rpc/transaction-queue.ts';
import type { Keyring } from '../transport/keyring.ts';
import { Boot, type BootReason } from './boot.ts';
import { makeEvse } from './make-evse.ts';
import { Repeater } from './repeater.ts';
import type { Grant, Station } from './station.ts';
import type { StationOptions } from './station-options.ts';
import { tellLocation } from './tell-location.ts';
import type { Voice } from './voice.ts';

/** What one version of OCPP adds: its own state, and its words. */
export type VersionParts<Own> = {
  readonly own: Own;
  readonly makeVoice: (station: Station<Own>) => Voice;
};

const STEP_SECONDS = 1;
const POWER_UP_MS = 5_000;
const SOFT_RESET_MS = 2_000;
const HARD_RESET_MS = 500;
/** Time for the answer that leads to it. */
const RECONNECT_MS = 1_000;
/** How long a session lasts that this vendor stops at once. */
const STOP_AT_ONCE_MS = 1_000;

/**
 * A charge point without its wire: what it knows, what it measures and when it speaks.
 * Settings, profiles, meter and transaction messages survive a reboot; registration does not.
 */
export class StationRuntime<Own = unknown> implements Station<Own> {
  readonly id: string;
  readonly clock: SimClock;
  readonly character: Character;
  readonly own: Own;
  readonly voice: Voice;
  readonly profiles = new ProfileStore();
  readonly evse: Evse;
  readonly outbox: Outbox;
  readonly transactions: TransactionQueue;
  readonly boot: Boot;
  readonly keyring: Keyring;
  allowsProfiles: boolean;

  readonly #options: StationOptions;
  readonly #heartbeat: Repeater;
  readonly #sampling: Repeater;
  readonly #steps: Repeater;
  #steppedAtMs: number;
  #grant: Grant | undefined;
  #cancelAuthorization: () => void = () => {};
  #hasStartedByItself = false;
  #isRebooting = false;
  #location: Location | undefined;

  constructor(options: StationOptions, { own, makeVoice }: VersionParts<Own>) {
    const { id, clock, character } = options;
    this.#options = options;
    this.id = id;
    this.clock = clock;
    this.character = character;
    this.own = own;
    this.keyring = options.keyring;
    this.allowsProfiles = !character.needsLocalSetting;
    this.#location = options.location;
    const moment = () => this.moment;
    this.evse = makeEvse({ ...options, profiles: this.profiles, moment });
    this.outbox = new Outbox({
      clock,
      send: options.send,
      parallelMax: character.parallelCalls,
      idOf: (number) => (character.numericIds ? `${number}` : `cp-${number}`),
      timeoutMs: options.callTimeoutMs,
    });
    const call = this.outbox.call.bind(this.outbox);
    this.transactions = new TransactionQueue({
      clock,
      call,
      attemptsMax: () => this.voice.settings.attemptsMax,
      retryMs: () => this.voice.settings.retryMs,
    });
    this.boot = new Boot({
      clock,
      call,
      request: (reason) => this.voice.bootRequest(reason),
      onAccepted: (intervalSeconds) => this.#onAccepted(intervalSeconds),
    });
    this.voice = makeVoice(this);
    this.#heartbeat = new Repeater(clock, () => void call('Heartbeat', {}));
    this.#sampling = new Repeater(clock, () => this.voice.sendPeriodicSample());
    this.#steps = new Repeater(clock, () => this.#step());
    this.#steppedAtMs = clock.elapsedMs();
    this.evse.listen({
      onStatus: (status) => this.boot.status === 'Accepted' && this.voice.onStatus(status),
      onSessionStart: (session) => this.#onSessionStart(session),
      onSessionStop: (session, reason) => this.#onSessionStop(session, reason),
    });
  }

  get moment(): LimitMoment {
    return {
      nowMs: this.clock.now().getTime(),
      speed: this.clock.speed,
      sessionStartedAtMs: this.evse.session?.startedAtMs,
      isPriority: this.voice.isPriority,
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
    const isRegistered = this.boot.status === 'Accepted';
    if (isRegistered && !this.character.bootsOnReconnect) this.#goOnline();
    else void this.boot.send();
  }

  onLinkDown(): void {
    this.boot.pause();
    this.#heartbeat.stop();
    this.transactions.goOffline();
    this.outbox.close();
    if (!this.character.forgetsProfiles) return;
    this.advance();
    this.profiles.clear({});
    this.evse.settle();
  }

  advance(): void {
    const nowMs = this.clock.elapsedMs();
    this.evse.advance(nowMs - this.#steppedAtMs);
    this.#steppedAtMs = nowMs;
  }

  get location(): Location | undefined {
    return this.#location;
  }

  moveTo(location: Location): void {
    this.#location = location;
    if (this.boot.status === 'Accepted') tellLocation(this.outbox, location);
  }

  startRemotely(grant: Grant): void {
    if (this.character.stopsRemoteStarts) {
      this.clock.after(STOP_AT_ONCE_MS, () => this.evse.stop('Other'));
    }
    if (this.voice.settings.asksBeforeRemoteStart) void this.#askThenStart(grant);
    else this.#authorize(grant);
  }

  startLocally(): Promise<void> {
    return this.#askThenStart({ tag: this.#options.localTag });
  }

  plug(): void {
    this.evse.plug();
    this.voice.onPlug();
    if (this.#options.startsByItself && this.canStart) void this.startLocally();
  }

  allowProfiles(isAllowed: boolean): void {
    this.allowsProfiles = isAllowed;
    this.voice.onProfilesAllowed(isAllowed);
  }

  setPriority(isWanted: boolean): ActionResult {
    return this.voice.setPriority(isWanted);
  }

  unplug(): void {
    this.evse.unplug();
    this.voice.onUnplug();
  }

  reboot(kind: 'Soft' | 'Hard', reason: BootReason): void {
    if (this.#isRebooting) return;
    this.#isRebooting = true;
    if (kind === 'Soft') this.evse.stop('SoftReset');
    // A soft reset leaves time to deliver the last message, a hard one just enough to answer.
    this.clock.after(kind === 'Soft' ? SOFT_RESET_MS : HARD_RESET_MS, () => {
      this.log({ event: 'reboot', kind });
      this.boot.forget(reason);
      this.#hasStartedByItself = false;
      this.#options.cutLink(POWER_UP_MS);
      // What is left ends with the power; its last message follows the next boot.
      this.evse.stop(kind === 'Soft' ? 'SoftReset' : 'HardReset');
      this.evse.withdraw();
      this.#isRebooting = false;
    });
  }

  reconnect(): void {
    this.clock.after(RECONNECT_MS, () => this.#options.cutLink(0));
  }

  install(profile: ChargingProfile, connectorId: number): void {
    this.advance();
    const installedAtMs = this.clock.now().getTime();
    this.profiles.install({ connectorId, installedAtMs, profile });
    this.evse.settle();
  }

  restartHeartbeat(): void {
    if (this.#heartbeat.isRunning) this.#heartbeat.start(this.voice.settings.heartbeatSeconds);
  }

  restartSampling(): void {
    if (this.evse.session === undefined || !this.character.sendsMeterValues) return;
    this.#sampling.start(this.voice.settings.samplingSeconds);
  }

  log(event: WireEvent): void {
    this.#options.log(event);
  }

  #onAccepted(intervalSeconds: number): void {
    this.voice.settings.heartbeatSeconds = intervalSeconds;
    this.#goOnline();
    this.#options.onAccepted();
    if (!this.#options.startsByItself || this.#hasStartedByItself) return;
    this.#hasStartedByItself = true;
    if (this.evse.isPlugged && this.canStart) void this.startLocally();
  }

  #goOnline(): void {
    this.#heartbeat.start(this.voice.settings.heartbeatSeconds);
    this.voice.announce();
    if (this.#location !== undefined) tellLocation(this.outbox, this.#location);
    this.transactions.goOnline();
  }

  async #askThenStart(grant: Grant): Promise<void> {
    const isAccepted = await this.voice.isAccepted(grant);
    if (isAccepted && this.canStart) this.#authorize(grant);
  }

  /** Waits for a vehicle as long as the connection time-out says. */
  #authorize(grant: Grant): void {
    this.#grant = grant;
    this.#cancelAuthorization();
    this.voice.onAuthorized(grant);
    this.evse.authorize(grant.tag);
    if (this.evse.session !== undefined) return;
    this.#cancelAuthorization = this.clock.after(this.voice.settings.connectionTimeoutMs, () => {
      this.evse.withdraw();
      this.voice.onWithdrawn();
    });
  }

  #step(): void {
    this.advance();
    this.voice.onStep();
  }

  #onSessionStart(session: EvseSession): void {
    this.#cancelAuthorization();
    this.#steppedAtMs = this.clock.elapsedMs();
    const grant = this.#grant;
    this.#grant = undefined;
    if (grant?.profile !== undefined) {
      const installedAtMs = this.clock.now().getTime();
      const { profile } = grant;
      this.profiles.install({ connectorId: this.evse.connectorId, installedAtMs, profile });
    }
    this.log({ event: 'session-start', idTag: session.idTag, meterWh: session.meterStartWh });
    this.voice.onSessionStart(session, grant);
    this.#steps.start(STEP_SECONDS);
    this.restartSampling();
  }

  #onSessionStop(session: EvseSession, reason: StopReason): void {
    this.#steps.stop();
    this.#sampling.stop();
    const energyWh = this.evse.meterWh - session.meterStartWh;
    const transactionId = session.transactionId ?? null;
    this.log({ event: 'session-stop', transactionId, reason, energyWh });
    this.voice.onSessionStop(session, reason);
  }
}
