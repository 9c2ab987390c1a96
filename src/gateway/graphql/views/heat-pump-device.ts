import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { HeatPumpDeviceType } from '../generated.ts';
import { toProvider } from './device-words.ts';

/** A third-party heat pump in the words of the account-scoped API. */
export function toHeatPumpDevice({ device }: DeviceState): HeatPumpDeviceType {
  return {
    krakenflexDeviceId: device.id,
    deviceType: 'HEAT_PUMPS',
    provider: toProvider(device),
  };
}
