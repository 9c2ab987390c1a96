import { type Device, type DeviceClass, protocolOfClass } from './device.ts';

/**
 * True if the gateway itself reaches devices of a class that come by this provider: what charges a
 * vehicle by OCPP, all others by MQTT, whoever made them. Vehicles of other providers would need
 * their makers' clouds.
 */
export function hasAdapter(deviceClass: DeviceClass, provider: string): boolean {
  const isOcpp = provider === 'OCPP' || provider === 'OCPP_WALLBOX';
  return isOcpp === (protocolOfClass[deviceClass] === 'ocpp');
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
