import type { Device, DeviceClass } from './device.ts';

/**
 * By which providers the gateway itself reaches devices of a class: what charges a vehicle by OCPP,
 * all others by MQTT; a heat pump of Daikin too. What comes by another provider would need its
 * maker's cloud.
 */
const providersOf: Readonly<Record<DeviceClass, readonly string[]>> = {
  charger: ['OCPP', 'OCPP_WALLBOX'],
  vehicle: ['OCPP', 'OCPP_WALLBOX'],
  battery: ['OCTOPUS_ENERGY'],
  heat_pump_unit: ['DAIKIN', 'OCTOPUS_ENERGY'],
  heat_pump_controller: ['OCTOPUS_ENERGY'],
};

/** True if the gateway itself reaches devices of a class that come by this provider. */
export function hasAdapter(deviceClass: DeviceClass, provider: string): boolean {
  return providersOf[deviceClass].includes(provider);
}

/**
 * True if another secret can be given to a device: it has a name to sign in with, and is no
 * controller, which renews its certificate instead.
 */
export function mayReauthenticate(device: Device): boolean {
  const { identity, retiredAtMs, class: deviceClass, provider } = device;
  if (identity === null || retiredAtMs !== null) return false;
  return deviceClass !== 'heat_pump_controller' && hasAdapter(deviceClass, provider);
}
