import type { DeviceClass } from '../../domain/device.ts';
import type { ApiErrorDetails } from '../errors/api-error.ts';
import type { KrakenFlexDeviceTypes } from './generated.ts';

/**
 * What counts as each device type; the first is what a registration of the type makes. Of those
 * without any the gateway has none.
 */
export const classesOfType: Readonly<Record<KrakenFlexDeviceTypes, readonly DeviceClass[]>> = {
  ELECTRIC_VEHICLES: ['charger', 'vehicle'],
  BATTERIES: ['battery'],
  HEAT_PUMPS: ['heat_pump_unit', 'heat_pump_controller'],
  INVERTERS: [],
  STORAGE_HEATERS: [],
  ELECTRICITY_METERS: [],
  THERMOSTATS: [],
};

/** What is said of a type that the gateway has no class for. */
export function notControlled(type: KrakenFlexDeviceTypes): ApiErrorDetails {
  return { reason: { code: 'no_adapter', detail: `the gateway controls no ${type}` } };
}
