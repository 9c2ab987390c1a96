import { describe, expect, it } from 'vitest';
import {
  type ChargingState,
  type ConnectorStatus,
  isUnplugged,
  makeEvseMemory,
  noteConnector,
  toState,
} from '../../../../../src/adapters/ocpp/evses/evse-memory.ts';

function stateOf(
  words: readonly ConnectorStatus[],
  chargingState: ChargingState | null = null,
  hasEnded = false,
) {
  const evse = { ...makeEvseMemory(), chargingState };
  words.forEach((word, index) => {
    noteConnector(evse, index + 1, word);
  });
  evse.hasEnded ||= hasEnded;
  return toState(evse);
}

describe('the state of an EVSE', () => {
  it.each<[ConnectorStatus[], ChargingState | null, string | null]>([
    [[], null, null],
    [['Available'], null, 'available'],
    [['Occupied'], null, 'preparing'],
    [['Reserved'], null, 'reserved'],
    [['Unavailable'], null, 'unavailable'],
    [['Faulted'], null, 'faulted'],
    [['Occupied'], 'EVConnected', 'preparing'],
    [['Occupied'], 'Charging', 'charging'],
    [['Occupied'], 'SuspendedEV', 'suspended_vehicle'],
    [['Occupied'], 'SuspendedEVSE', 'suspended_charger'],
    [['Occupied'], 'Idle', 'preparing'],
    [['Available'], 'Idle', 'available'],
    [['Faulted'], 'Charging', 'faulted'],
    [['Available', 'Occupied'], null, 'preparing'],
    [['Unavailable', 'Occupied'], 'Charging', 'charging'],
    [['Faulted', 'Available'], null, 'available'],
    [['Faulted', 'Occupied'], 'Charging', 'charging'],
  ])('connectors %j with %s: %s', (words, chargingState, state) => {
    expect(stateOf(words, chargingState)).toBe(state);
  });

  it('is what the transaction does before any connector was reported', () => {
    expect(stateOf([], 'Charging')).toBe('charging');
  });

  it('is finishing while the vehicle stays after its transaction', () => {
    expect(stateOf(['Occupied'], null, true)).toBe('finishing');
  });

  it('begins anew when the vehicle has left', () => {
    const evse = { ...makeEvseMemory(), hasEnded: true };
    noteConnector(evse, 1, 'Available');
    noteConnector(evse, 1, 'Occupied');
    expect(toState(evse)).toBe('preparing');
  });

  it('is unplugged only when no connector is occupied', () => {
    const evse = makeEvseMemory();
    expect(isUnplugged(evse)).toBe(false);
    noteConnector(evse, 1, 'Available');
    expect(isUnplugged(evse)).toBe(true);
    noteConnector(evse, 2, 'Occupied');
    expect(isUnplugged(evse)).toBe(false);
  });

  it('keeps a bounded number of connectors', () => {
    const evse = makeEvseMemory();
    for (let id = 1; id <= 100; id += 1) noteConnector(evse, id, 'Occupied');
    expect(evse.connectors.size).toBe(8);
  });
});
