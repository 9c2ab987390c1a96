import type { ChargingSession } from '../../domain/ports/charging-sessions.ts';
import type { Reports, SessionReport, StatusReport } from '../../domain/reports.ts';
import type { EnergySample } from './energy-sample.ts';

/** What the charger said of itself at its boot. */
export type BootFacts = {
  readonly make: string;
  readonly model: string;
  readonly serial: string | null;
  readonly firmwareVersion: string | null;
};

/** What its configuration says it can do; a hint, the proof is an accepted call and its effect. */
export type ChargerFacts = {
  readonly connectorCount: number;
  readonly maxAmps: number;
  readonly phases: number;
  readonly rateUnit: 'A' | 'W';
  readonly maxStackLevel: number;
  /** `null`: not known, or not ours to change. */
  readonly sampleIntervalS: number | null;
};

/** One connector as far as this link knows it. */
export type ConnectorMemory = {
  status: StatusReport | null;
  session: SessionReport | null;
  energy: EnergySample | null;
  powerW: number | null;
};

/** Taken for a charger that does not say; a common European wall box. */
export const assumedFacts: ChargerFacts = {
  connectorCount: 1,
  maxAmps: 32,
  phases: 3,
  rateUnit: 'A',
  maxStackLevel: 1,
  sampleIntervalS: null,
};

/** The idTag of every start that the gateway itself asks for (ocpp.md 3.1). */
export const gatewayIdTag = 'joulegate';

const CONNECTORS_MAX = 64;
const ENDED_MAX = 16;

/**
 * What one link knows of its charger: filled from the store when the link opens, then by what the
 * charger sends. Invariant: it belongs to one link, a newer link has its own.
 */
export class ChargerMemory {
  boot: BootFacts | null = null;
  bootCount = 0;
  /** True until the first frame of this link. */
  isSilent = true;
  /** The connector that the stored status is of; `null`: none was reported by this link. */
  reportedConnectorId: number | null = null;
  facts: ChargerFacts = assumedFacts;
  boostInstalled = false;
  /** A cancel came after the last boost: what that boost's start still begins is not wanted. */
  isCalledOff = false;
  /** Our own sample interval is set on the charger and must be put back. */
  isHurried = false;
  readonly #connectors = new Map<number, ConnectorMemory>();
  readonly #ended = new Set<number>();
  readonly #waiters = new Set<() => void>();

  /** Takes over what the store knows from before this link. */
  restore(reports: Reports): void {
    const status = reports.status?.value as StatusReport | undefined;
    if (status && status.connectorId > 0) this.connector(status.connectorId);
    const profile = reports.profile?.value as { boostInstalled?: unknown } | undefined;
    this.boostInstalled = profile?.boostInstalled === true;
  }

  /** Takes over a session that the store holds as running. */
  resume(session: ChargingSession): void {
    this.connector(session.connectorId).session = toSessionReport(session);
  }

  /** The memory of a connector; made when it is first named. Beyond the bound nothing is kept. */
  connector(connectorId: number): ConnectorMemory {
    const known = this.#connectors.get(connectorId);
    if (known) return known;
    const fresh: ConnectorMemory = { status: null, session: null, energy: null, powerW: null };
    if (this.#connectors.size < CONNECTORS_MAX) this.#connectors.set(connectorId, fresh);
    return fresh;
  }

  /** The connector that commands act on: a running session, else a vehicle, else the lowest. */
  mainConnectorId(): number {
    const own = [...this.#connectors].filter(([id]) => id > 0).sort(([a], [b]) => a - b);
    const running = own.find(([, connector]) => connector.session?.running);
    const plugged = own.find(([, connector]) => isPlugged(connector.status));
    return (running ?? plugged ?? own[0])?.[0] ?? 1;
  }

  main(): ConnectorMemory {
    return this.connector(this.mainConnectorId());
  }

  /** The running session of the main connector. */
  runningSession(): SessionReport | null {
    const session = this.main().session;
    return session?.running ? session : null;
  }

  /** The connector whose session has this number. */
  connectorOfSession(sessionId: number): number | null {
    for (const [id, { session }] of this.#connectors) {
      if (session?.sessionId === sessionId) return id;
    }
    return null;
  }

  /** Remembers that it ended: a late sample of it must not bring it back to life. */
  endSession(sessionId: number): void {
    this.#ended.add(sessionId);
    const oldest = this.#ended.values().next().value;
    if (this.#ended.size > ENDED_MAX && oldest !== undefined) this.#ended.delete(oldest);
  }

  hasEnded(sessionId: number): boolean {
    return this.#ended.has(sessionId);
  }

  /** A frame came in. */
  hear(): void {
    if (!this.isSilent) return;
    this.isSilent = false;
    this.changed();
  }

  /** To be called after each change, so that procedures that wait for one look again. */
  changed(): void {
    for (const waiter of [...this.#waiters]) waiter();
  }

  /** Calls the listener at each change until stopped. */
  onChange(listener: () => void): () => void {
    this.#waiters.add(listener);
    return () => this.#waiters.delete(listener);
  }
}

/** A stored session in the words of the aspect. */
export function toSessionReport(session: ChargingSession): SessionReport {
  return {
    running: session.endedAtMs === null,
    sessionId: session.sessionId,
    startedAtMs: session.startedAtMs,
    endedAtMs: session.endedAtMs,
    // OCPP 1.6 7.28: idTags are compared without regard to case.
    startedByGateway: session.idTag.toLowerCase() === gatewayIdTag,
    meterStartWh: session.meterStartWh,
    meterStopWh: session.meterStopWh,
    endReason: session.endReason,
  };
}

function isPlugged(status: StatusReport | null): boolean {
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
