import type { StatusReport } from '../../../domain/reports.ts';
import type { ChargingNeeds } from './charging-needs.ts';

/** OCPP 2.0.1 part 2, ConnectorStatusEnumType. */
export type ConnectorStatus = 'Available' | 'Occupied' | 'Reserved' | 'Unavailable' | 'Faulted';

/** OCPP 2.0.1 part 2, ChargingStateEnumType. */
export type ChargingState = 'Charging' | 'EVConnected' | 'SuspendedEV' | 'SuspendedEVSE' | 'Idle';

/** What an EVSE says in several messages, which together are the state of one connector in 1.6. */
export type EvseMemory = {
  readonly connectors: Map<number, ConnectorStatus>;
  /** Of the transaction that runs on it; `null` = none runs, or it does not say. */
  chargingState: ChargingState | null;
  /** A transaction ended since something was plugged in. */
  hasEnded: boolean;
  /** What its component `Problem` names; `null` = nothing. */
  faultCode: string | null;
  /** What the vehicle that is plugged in said of itself; `null` = nothing. */
  needs: ChargingNeeds | null;
};

/** Connectors of one EVSE that are kept. */
const CONNECTORS_MAX = 8;

/** An EVSE of which nothing was heard. */
export function makeEvseMemory(): EvseMemory {
  return {
    connectors: new Map(),
    chargingState: null,
    hasEnded: false,
    faultCode: null,
    needs: null,
  };
}

/** Keeps what one connector reports; when nothing is plugged in, what was before is over. */
export function noteConnector(evse: EvseMemory, connectorId: number, word: ConnectorStatus): void {
  if (evse.connectors.has(connectorId) || evse.connectors.size < CONNECTORS_MAX) {
    evse.connectors.set(connectorId, word);
  }
  if (!isUnplugged(evse)) return;
  evse.hasEnded = false;
  evse.needs = null;
}

/** True when its connectors are reported and none is occupied. */
export function isUnplugged({ connectors }: EvseMemory): boolean {
  const words = [...connectors.values()];
  return words.includes('Available') && !words.includes('Occupied');
}

/**
 * The state of an EVSE in the energy domain's words: what the transaction does, where one runs,
 * else what its connectors report (G01, E02); `null` while neither was heard. A charging state
 * comes in its own message and may be the first, so it says by itself that a vehicle is there.
 */
export function toState(evse: EvseMemory): StatusReport['state'] | null {
  const words = new Set(evse.connectors.values());
  // Another connector of the EVSE may still serve a vehicle.
  const isUsable = words.has('Occupied') || words.has('Available');
  if (words.has('Faulted') && !isUsable) return 'faulted';
  switch (evse.chargingState) {
    case 'Charging':
      return 'charging';
    case 'SuspendedEV':
      return 'suspended_vehicle';
    case 'SuspendedEVSE':
      return 'suspended_charger';
    case 'EVConnected':
      return 'preparing';
    // No vehicle has answered yet, or it has left: the connectors know (E02.FR.02).
    case 'Idle':
    case null:
      return fromConnectors(words, evse.hasEnded);
  }
}

/** Several connectors of one EVSE serve one vehicle at a time: the occupied one is the state. */
function fromConnectors(
  words: ReadonlySet<ConnectorStatus>,
  hasEnded: boolean,
): StatusReport['state'] | null {
  if (words.has('Occupied')) return hasEnded ? 'finishing' : 'preparing';
  if (words.has('Available')) return 'available';
  if (words.has('Reserved')) return 'reserved';
  return words.has('Unavailable') ? 'unavailable' : null;
}
