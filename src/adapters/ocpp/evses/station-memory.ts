import { type EvseMemory, makeEvseMemory } from './evse-memory.ts';
import { ReportCollector, type ReportedVariable } from './report-collector.ts';

/**
 * A transaction as a station of OCPP 2.x tells of it. It may begin long before anybody is allowed
 * to charge (E01, `TxStartPoint`): only from then on it is a charging session of the gateway.
 */
export type StationTransaction = {
  readonly stationId: string;
  evseId: number;
  /** The highest number of its events that was taken; -1 = none yet. */
  seqNo: number;
  /** Whose token began it; `null` = nobody is allowed to charge yet. */
  idTag: string | null;
  /** The number of the request that it answers; `null` = it names none. */
  remoteStartId: number | null;
  /** Its start was called off: its token is blocked. */
  isBlocked: boolean;
  /** Who was allowed to charge no longer is. */
  isStopped: boolean;
  /** Somebody has asked the station for priority, maybe before anybody was allowed to charge. */
  hasPriority: boolean;
  hasEnded: boolean;
};

const EVSES_MAX = 64;
const TRANSACTIONS_MAX = 16;

/**
 * What a link knows of a station of OCPP 2.x beyond what a charge point of 1.6 is. Bounded: a
 * transaction that fell out is met as one that was not known.
 */
export class StationMemory {
  /** Reports that were asked for. */
  readonly reports = new ReportCollector<ReportedVariable>();
  /** Ids of charging profiles that were asked for. */
  readonly profileLists = new ReportCollector<number>();
  /** False once it has not told which profiles it holds: it is not asked again on this link. */
  listsProfiles = true;
  /** Its last list named our guard. */
  isGuardListed = false;
  /** Both `null` with a charger of 1.6, of which there are thousands. */
  #evses: Map<number, EvseMemory> | null = null;
  #transactions: Map<string, StationTransaction> | null = null;

  /** The memory of an EVSE; beyond the bound nothing is kept. */
  evse(evseId: number): EvseMemory {
    this.#evses ??= new Map();
    const known = this.#evses.get(evseId);
    if (known) return known;
    const fresh = makeEvseMemory();
    if (this.#evses.size < EVSES_MAX) this.#evses.set(evseId, fresh);
    return fresh;
  }

  /** A transaction of which an event was taken on this link. */
  transaction(stationId: string): StationTransaction | null {
    return this.#transactions?.get(stationId) ?? null;
  }

  /** A transaction that this link hears of for the first time. */
  meet(stationId: string, evseId: number): StationTransaction {
    const fresh: StationTransaction = {
      stationId,
      evseId,
      seqNo: -1,
      idTag: null,
      remoteStartId: null,
      isBlocked: false,
      isStopped: false,
      hasPriority: false,
      hasEnded: false,
    };
    this.#transactions ??= new Map();
    this.#transactions.set(stationId, fresh);
    const oldest = this.#transactions.keys().next().value;
    if (this.#transactions.size > TRANSACTIONS_MAX && oldest !== undefined) {
      this.#transactions.delete(oldest);
    }
    return fresh;
  }

  /** The numbers of the EVSEs that were heard of, lowest first. */
  evseIds(): readonly number[] {
    return [...(this.#evses?.keys() ?? [])].filter((id) => id > 0).sort((a, b) => a - b);
  }
}
