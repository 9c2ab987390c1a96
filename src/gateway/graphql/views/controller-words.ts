import type { Mode, OperationAction, State, Zone } from '../generated.ts';

const zones: ReadonlySet<unknown> = new Set<Zone>(['WATER', 'ZONE_1', 'ZONE_2', 'AUXILIARY']);
const modes: ReadonlySet<unknown> = new Set<Mode>(['AUTO', 'BOOST', 'OFF', 'ON']);
const actions: ReadonlySet<unknown> = new Set<OperationAction>(['ON', 'OFF']);
const states: ReadonlySet<unknown> = new Set<State>([
  'AP_MODE',
  'BLE_MODE',
  'EMERGENCY_MODE',
  'FACTORY_RESTORE',
  'FAULT_MODE',
  'NORMAL_MODE',
  'SETUP',
]);

/** Devices may use words that the API does not know; those are left out, never guessed. */
export function isZone(value: unknown): value is Zone {
  return zones.has(value);
}

/** See {@link isZone}. */
export function isMode(value: unknown): value is Mode {
  return modes.has(value);
}

/** See {@link isZone}. */
export function isAction(value: unknown): value is OperationAction {
  return actions.has(value);
}

/** See {@link isZone}. */
export function isState(value: unknown): value is State {
  return states.has(value);
}
