import { type EvseStatus, toEvseStatus } from './evse-status.ts';
import { pilotAmps, rampWatts, type Supply, toAmps, toWatts } from './power-path.ts';
import { chargeVehicle, drawnWatts, type Vehicle } from './vehicle.ts';

/** Why a session ended, in the words of OCPP 1.6 7.42. */
export type StopReason =
  | 'DeAuthorized'
  | 'EVDisconnected'
  | 'HardReset'
  | 'Local'
  | 'Other'
  | 'Remote'
  | 'SoftReset';

/** One session, from closing the relay to opening it. `transactionId` comes later, from outside. */
export type EvseSession = {
  readonly idTag: string;
  readonly startedAtMs: number;
  readonly meterStartWh: number;
  transactionId: number | string | undefined;
};

/** What the protocol layer hears about. */
export type EvseListener = {
  onStatus(status: EvseStatus): void;
  onSessionStart(session: EvseSession): void;
  onSessionStop(session: EvseSession, reason: StopReason): void;
};

/** What an EVSE is built with; what the limits in force say is asked of the protocol layer. */
export type EvseOptions = {
  readonly connectorId: number;
  readonly supply: Supply;
  readonly vehicle: Vehicle;
  readonly meterWh: number;
  readonly isPlugged: boolean;
  readonly nowMs: () => number;
  /** The limit in force, in A per phase. */
  readonly limitAmps: () => number;
  /** The phases that limits allow; absent: this vendor cannot switch any off. */
  readonly phasesMax?: (() => number) | undefined;
  /** True: a limit of 0 ends the session. */
  readonly endsSessionAtZero?: boolean;
};

/**
 * One connector with its relay, meter and vehicle.
 *
 * Invariants: a session exists only while a vehicle is plugged and nothing is faulted; power flows
 * only within a session; an authorisation is spent by the session that it starts. Time moves only
 * through `advance`, so the same calls give the same run.
 */
export class Evse {
  readonly connectorId: number;
  readonly supply: Supply;
  vehicle: Vehicle;
  meterWh: number;
  powerWatts = 0;
  session: EvseSession | undefined;
  isPlugged: boolean;
  isOperative = true;
  faultCode: string | undefined;
  authorizedTag: string | undefined;

  readonly #options: EvseOptions;
  #listener: EvseListener | undefined;
  #isFinished = false;
  /** How long the vehicle has been offered nothing, ms. */
  #pausedMs = 0;
  #lastStatus: EvseStatus;

  constructor(options: EvseOptions) {
    this.#options = options;
    this.connectorId = options.connectorId;
    this.supply = options.supply;
    this.vehicle = options.vehicle;
    this.meterWh = options.meterWh;
    this.isPlugged = options.isPlugged;
    this.#lastStatus = this.status;
  }

  /** Who is told about status and sessions: one protocol layer. */
  listen(listener: EvseListener): void {
    this.#listener = listener;
  }

  get status(): EvseStatus {
    return toEvseStatus({
      isFaulted: this.faultCode !== undefined,
      isOperative: this.isOperative,
      isPlugged: this.isPlugged,
      isAuthorized: this.authorizedTag !== undefined,
      hasSession: this.session !== undefined,
      isFinished: this.#isFinished,
      offersPower: this.session !== undefined && this.offeredAmps > 0,
      vehicleDraws: this.session !== undefined && this.#wantedWatts() > 0,
    });
  }

  /** The supply with the phases that vehicle, charge point and limits leave in use. */
  get present(): Supply {
    const phases = Math.min(
      this.supply.phases,
      this.vehicle.phases,
      this.#options.phasesMax?.() ?? this.supply.phases,
    );
    return { ...this.supply, phases: phases === 3 ? 3 : 1 };
  }

  /** Current in A per phase that the pilot offers now; 0 below 6 A. */
  get offeredAmps(): number {
    return pilotAmps(this.supply, this.#options.limitAmps());
  }

  /** Metered current in A of a phase in use. */
  get currentAmps(): number {
    return toAmps(this.present, this.powerWatts);
  }

  /** Metered current in A of each phase of the supply, L1 first; 0 in those not in use. */
  get phaseAmps(): readonly number[] {
    const { phases } = this.present;
    return Array.from({ length: this.supply.phases }, (_, index) =>
      index < phases ? this.currentAmps : 0,
    );
  }

  /** A vehicle arrives; a driver who presented a tag before is served at once. */
  plug(): void {
    this.isPlugged = true;
    this.#isFinished = false;
    this.#wake();
    this.#startWhenPossible();
    this.settle();
  }

  /** The vehicle leaves; its session ends with it (OCPP 1.6 StopTransactionOnEVSideDisconnect). */
  unplug(): void {
    this.stop('EVDisconnected');
    this.isPlugged = false;
    this.#isFinished = false;
    this.settle();
  }

  /** Opens or closes the vehicle's own contactor; its owner wakes it either way. */
  setReady(isReady: boolean): void {
    this.vehicle = { ...this.vehicle, isReady };
    this.#wake();
    this.settle();
  }

  /** Lets `idTag` charge: at once when a vehicle is plugged, else when one comes. */
  authorize(idTag: string): void {
    this.authorizedTag = idTag;
    // OCPP 1.6 4.9 knows no way from Finishing to Charging but through Preparing.
    this.settle();
    this.#startWhenPossible();
    this.settle();
  }

  /** Takes an authorisation back that no vehicle used. */
  withdraw(): void {
    this.authorizedTag = undefined;
    this.settle();
  }

  /** Ends the session if there is one. */
  stop(reason: StopReason): void {
    const session = this.session;
    if (session === undefined) return;
    this.session = undefined;
    this.powerWatts = 0;
    this.#isFinished = true;
    this.#listener?.onSessionStop(session, reason);
    this.settle();
  }

  /** Out of or into operation; a running session goes on. */
  setOperative(isOperative: boolean): void {
    this.isOperative = isOperative;
    this.#startWhenPossible();
    this.settle();
  }

  /** Latches a fault (OCPP 1.6 7.6 error code); the relay opens. */
  fault(errorCode: string): void {
    this.faultCode = errorCode;
    this.authorizedTag = undefined;
    this.stop('Other');
    this.settle();
  }

  /** Releases the fault. */
  clearFault(): void {
    this.faultCode = undefined;
    this.settle();
  }

  /** Lets `elapsedMs` of simulated time pass: power ramps, the meter counts, the battery fills. */
  advance(elapsedMs: number): void {
    if (this.session !== undefined) {
      this.#rest(elapsedMs);
      this.powerWatts = rampWatts({
        presentWatts: this.powerWatts,
        targetWatts: this.#wantedWatts(),
        elapsedMs,
      });
      const energyWh = (this.powerWatts * elapsedMs) / 3_600_000;
      this.meterWh += energyWh;
      this.vehicle = chargeVehicle(this.vehicle, energyWh);
    }
    this.settle();
  }

  /** Tells the listener when the status is no longer the one last told. */
  settle(): void {
    if (this.#options.endsSessionAtZero === true && this.#options.limitAmps() <= 0) {
      this.stop('Other');
    }
    const status = this.status;
    if (status === this.#lastStatus) return;
    this.#lastStatus = status;
    this.#listener?.onStatus(status);
  }

  #wantedWatts(): number {
    const amps = this.offeredAmps;
    return drawnWatts(this.vehicle, { amps, watts: toWatts(this.present, amps) });
  }

  #rest(elapsedMs: number): void {
    this.#pausedMs = this.offeredAmps > 0 ? 0 : this.#pausedMs + elapsedMs;
    if (this.#pausedMs >= this.vehicle.sleepsAfterMs) {
      this.vehicle = { ...this.vehicle, isAsleep: true };
    }
  }

  #wake(): void {
    this.#pausedMs = 0;
    this.vehicle = { ...this.vehicle, isAsleep: false };
  }

  #startWhenPossible(): void {
    const idTag = this.authorizedTag;
    if (idTag === undefined || !this.isPlugged || !this.isOperative) return;
    if (this.session !== undefined || this.faultCode !== undefined) return;
    this.authorizedTag = undefined;
    this.#isFinished = false;
    this.#wake();
    this.session = {
      idTag,
      startedAtMs: this.#options.nowMs(),
      meterStartWh: this.meterWh,
      transactionId: undefined,
    };
    this.#listener?.onSessionStart(this.session);
  }
}
