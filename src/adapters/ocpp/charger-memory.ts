import type { ChargerModel } from '../../domain/ports/charger-traits.ts';
import type { ChargingSession } from '../../domain/ports/charging-sessions.ts';
import type { ProfileReport, Reports, SessionReport, StatusReport } from '../../domain/reports.ts';
import type { SessionKey } from './dialect.ts';
import { StationMemory } from './evses/station-memory.ts';
import type { EnergySample } from './metering/energy-sample.ts';
import { makeSampleClock } from './metering/sample-clock.ts';
import type { Settling } from './metering/settling.ts';
import { rememberNewest } from './newest-ids.ts';
import { type HeldProfile, noProfiles, type OwnProfiles } from './profiles/held-profile.ts';
import type { ProfilePurpose } from './profiles/profile-slots.ts';
import type { RateUnit } from './profiles/units.ts';
import type { RunningTest } from './running-test.ts';
import { toSessionReport } from './sessions/session-report.ts';

/** What the charger said of itself at its boot. */
export type BootFacts = {
  readonly make: string;
  readonly model: string;
  readonly serial: string | null;
  readonly firmwareVersion: string | null;
};

/** How its boot was answered, in the words of every version. */
export type Registration = 'Accepted' | 'Pending' | 'Rejected';

/** What its configuration says it can do; a hint, the proof is an accepted call and its effect. */
export type ChargerFacts = {
  readonly connectorCount: number;
  readonly maxAmps: number;
  /** Of the installation, at least; `null` = it does not say, nor has a vehicle shown it. */
  readonly phases: 1 | 2 | 3 | null;
  readonly rateUnit: RateUnit;
  readonly maxStackLevel: number;
  /** Periods that one schedule may have; `null` = it does not say. */
  readonly periodsMax: number | null;
  /** `null`: not known, or not ours to change. */
  readonly sampleIntervalS: number | null;
  /** It has smart charging, and says that it is switched off (OCPP 2.x). */
  readonly isSmartChargingOff: boolean;
};

/** One connector (an EVSE in OCPP 2.x) as far as this link knows it. */
export type ConnectorMemory = {
  status: StatusReport | null;
  session: SessionReport | null;
  energy: EnergySample | null;
  powerW: number | null;
  /** Power flowed before the last step, and no sample has shown yet what flows after it. */
  settling: Settling | null;
  /** When the running session began on this link, by our clock, Unix ms; `null` = before it. */
  begunAtMs: number | null;
  /** Phases that carried current in the last sample of the session that told; `null` = none did. */
  phases: 1 | 2 | 3 | null;
};

/** Taken for a charger that does not say; a common European wall box. */
export const assumedFacts: ChargerFacts = {
  connectorCount: 1,
  maxAmps: 32,
  phases: null,
  rateUnit: 'A',
  maxStackLevel: 1,
  periodsMax: null,
  sampleIntervalS: null,
  isSmartChargingOff: false,
};

const CONNECTORS_MAX = 64;
const ENDED_MAX = 16;
const STARTS_MAX = 16;
const none: readonly number[] = [];

/**
 * What one link knows of its charger: filled from the store when the link opens, then by what the
 * charger sends. Invariant: it belongs to one link, a newer link has its own.
 */
export class ChargerMemory {
  boot: BootFacts | null = null;
  /** What it is, by this link's boot or by what an earlier link stored. */
  model: ChargerModel | null = null;
  bootCount = 0;
  /** A charger that never boots on this link is taken as it comes. */
  registration: Registration = 'Accepted';
  /** A boot was asked for: what comes then is no restart. */
  isBootAsked = false;
  /** A boot of it is stored, of this link or an earlier one. */
  hasStoredBoot = false;
  /** True until the first frame of this link. */
  isSilent = true;
  /** The connector that the stored status is of; `null`: none was reported by this link. */
  reportedConnectorId: number | null = null;
  facts: ChargerFacts = assumedFacts;
  readonly profiles: OwnProfiles = { ...noProfiles };
  /** Those that this link saw accepted. */
  readonly held = new Map<ProfilePurpose, HeldProfile>();
  /** When the plan was to be given again within the last hour, Unix ms. */
  outdatedAtMs: readonly number[] = [];
  /** The last session before this link, and the connector that it was at. */
  earlier: { readonly connectorId: number; readonly session: SessionReport } | null = null;
  /** The session that a limit of 0 was set for, and when, Unix ms; `null` = none was. */
  paused: { readonly sessionId: number; readonly atMs: number } | null = null;
  /** The plan is kept by on and off: the charger takes no limit (ocpp.md 3.3, rung 4). */
  isSwitched = false;
  /** A session that our start begins until then is not wanted, Unix ms; `null` = it is. */
  calledOffUntilMs: number | null = null;
  /** We have switched its smart charging on: where it is off again, its owner did that. */
  wasSwitchedOn = false;
  /** The connector that we took out of service, and have not put back yet. */
  outOfServiceId: number | null = null;
  /** The test charge whose effect this link looks for, or was looking for when it was stopped. */
  runningTest: RunningTest | null = null;
  readonly sampleClock = makeSampleClock();
  /** Our own sample interval is set on the charger and must be put back. */
  isHurried = false;
  /** What OCPP 2.x tells beyond 1.6; stays empty with a charger of 1.6. */
  readonly station = new StationMemory();
  readonly #connectors = new Map<number, ConnectorMemory>();
  #ended = none;
  #remoteStarts = none;
  #waiters: readonly (() => void)[] = [];

  /** Takes over what the store knows from before this link. */
  restore(reports: Reports): void {
    const status = reports.status?.value as StatusReport | undefined;
    if (status && status.connectorId > 0) this.connector(status.connectorId);
    const last = reports.session?.value as SessionReport | undefined;
    if (last) this.earlier = { connectorId: status?.connectorId ?? 1, session: last };
    this.hasStoredBoot = reports.boot !== undefined;
    const profile = reports.profile?.value as Partial<ProfileReport> | undefined;
    this.isSwitched = profile?.control === 'on_off';
    this.wasSwitchedOn = profile?.wasSwitchedOn === true;
    this.outOfServiceId = profile?.outOfServiceId ?? null;
    this.profiles.boostInstalled = profile?.boostInstalled === true;
    this.profiles.planId = profile?.planId ?? null;
    const guard = profile?.guardInstalled;
    this.profiles.guardInstalled = guard === true || guard === null;
  }

  /** Takes over a session that the store holds as running. */
  resume(session: ChargingSession): void {
    const known = this.earlier?.session;
    const isSame = known?.sessionId === session.sessionId;
    const { visitStartWh, hasPriority } = isSame ? known : {};
    this.connector(session.connectorId).session = {
      ...toSessionReport(session),
      ...(visitStartWh !== undefined && { visitStartWh }),
      ...(hasPriority && { hasPriority }),
    };
  }

  /** The memory of a connector; made when it is first named. Beyond the bound nothing is kept. */
  connector(connectorId: number): ConnectorMemory {
    const known = this.#connectors.get(connectorId);
    if (known) return known;
    const fresh: ConnectorMemory = {
      status: null,
      session: null,
      energy: null,
      powerW: null,
      settling: null,
      begunAtMs: null,
      phases: null,
    };
    if (this.#connectors.size < CONNECTORS_MAX) this.#connectors.set(connectorId, fresh);
    return fresh;
  }

  /** The connectors that a vehicle can be at, lowest first; 1 where none was named yet. */
  connectorIds(): readonly number[] {
    const own = [...this.#connectors.keys()].filter((id) => id > 0).sort((a, b) => a - b);
    return own.length > 0 ? own : [1];
  }

  /**
   * The connector that commands act on: a running session (the one that was told of stays it while
   * it runs), else a vehicle, else the lowest. `beginningId`: a session begins there, which the
   * charger has not been told yet.
   */
  mainConnectorId(beginningId: number | null = null): number {
    const told = this.reportedConnectorId;
    if (told !== null && this.#connectors.get(told)?.session?.running) return told;
    const ids = this.connectorIds();
    const running = ids.find(
      (id) => id === beginningId || this.#connectors.get(id)?.session?.running,
    );
    const plugged = ids.find((id) => isPlugged(this.#connectors.get(id)?.status ?? null));
    return running ?? plugged ?? ids[0] ?? 1;
  }

  main(): ConnectorMemory {
    return this.connector(this.mainConnectorId());
  }

  /** The phases of a connector: as measured in its session, else of the installation, else one. */
  phasesOf(connectorId: number): number {
    return this.connector(connectorId).phases ?? this.facts.phases ?? 1;
  }

  /** The running session of the main connector. */
  runningSession(): SessionReport | null {
    const session = this.main().session;
    return session?.running ? session : null;
  }

  /** False for a session beside the one that commands act on, at another connector. */
  isMainSession(sessionId: number | null): boolean {
    const running = this.runningSession();
    return running === null || running.sessionId === sessionId;
  }

  /** One that runs, and is not this one. */
  otherSession(sessionId: number | null): SessionReport | null {
    const all = [...this.#connectors.values()].map(({ session }) => session);
    return all.find((one) => one?.running && one.sessionId !== sessionId) ?? null;
  }

  /** How the running session of the main connector is named to the charger. */
  runningKey(): SessionKey | null {
    const session = this.runningSession();
    if (!session || session.sessionId === null) return null;
    return { sessionId: session.sessionId, stationId: session.stationId ?? null };
  }

  /** The connector whose session has this number. */
  connectorOfSession(sessionId: number): number | null {
    for (const [id, { session }] of this.#connectors) {
      if (session?.sessionId === sessionId) return id;
    }
    return null;
  }

  /** The session that a station gave this name to (OCPP 2.x `transactionId`). */
  sessionOfStation(stationId: string): SessionReport | null {
    for (const { session } of this.#connectors.values()) {
      if (session?.stationId === stationId) return session;
    }
    return null;
  }

  /** Remembers that it ended: a late sample of it must not bring it back to life. */
  endSession(sessionId: number): void {
    this.#ended = rememberNewest(this.#ended, sessionId, ENDED_MAX);
  }

  hasEnded(sessionId: number): boolean {
    return this.#ended.includes(sessionId);
  }

  /** Remembers a start of ours by the number that went with it (OCPP 2.x `remoteStartId`). */
  askStart(remoteStartId: number): void {
    this.#remoteStarts = rememberNewest(this.#remoteStarts, remoteStartId, STARTS_MAX);
  }

  /** True for a start that this link asked for. */
  hasAskedStart(remoteStartId: number): boolean {
    return this.#remoteStarts.includes(remoteStartId);
  }

  /** A frame came in. */
  hear(): void {
    if (!this.isSilent) return;
    this.isSilent = false;
    this.changed();
  }

  /** To be called after each change, so that procedures that wait for one look again. */
  changed(): void {
    for (const waiter of this.#waiters) waiter();
  }

  /** Calls the listener at each change until stopped. */
  onChange(listener: () => void): () => void {
    this.#waiters = [...this.#waiters, listener];
    return () => {
      this.#waiters = this.#waiters.filter((waiter) => waiter !== listener);
    };
  }
}

/** True where a vehicle is at the connector, as far as its status tells. */
export function isPlugged(status: StatusReport | null): boolean {
  switch (status?.state) {
    case 'preparing':
    case 'charging':
    case 'suspended_vehicle':
    case 'suspended_charger':
    case 'finishing':
      return true;
    default:
      return false;
  }
}
