import type { Device } from '../../../domain/device.ts';
import type { KrakenFlexDeviceTypes, ProviderChoices } from '../generated.ts';

/** The API's word for what a device is. A charge point counts as an electric vehicle. */
export function toDeviceType({ class: deviceClass }: Device): KrakenFlexDeviceTypes {
  if (deviceClass === 'battery') return 'BATTERIES';
  return deviceClass === 'charger' || deviceClass === 'vehicle'
    ? 'ELECTRIC_VEHICLES'
    : 'HEAT_PUMPS';
}

/** The provider as stored: it was one of the API's words when the device was registered. */
export function toProvider({ provider }: Device): ProviderChoices {
  return provider as ProviderChoices;
}
