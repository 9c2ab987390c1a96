import type { Device } from '../../../domain/device.ts';
import { toLifecycle } from '../../../domain/lifecycle.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { KrakenFlexDeviceTypes, ProviderChoices, SmartFlexDeviceState } from '../generated.ts';

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

/** An open wish to suspend is a fact from its acceptance on. */
export function isSuspended(state: DeviceState): boolean {
  return state.wishes.suspended !== undefined || readsSuspended(state);
}

/** What the owner sees first (kraken-api.md 4): an open boost, then suspension, then the link. */
export function toCurrentState(state: DeviceState): SmartFlexDeviceState {
  const lifecycle = toLifecycle(state);
  if (lifecycle === 'RETIRED') return 'RETIRED';
  if (lifecycle === 'ONBOARDING') return 'AUTHENTICATION_PENDING';
  if (lifecycle === 'PENDING_LIVE') return 'AUTHENTICATION_COMPLETE';
  if (state.wishes.boost) return 'BOOSTING';
  if (isSuspended(state)) return 'SMART_CONTROL_OFF';
  return state.link.live ? 'SMART_CONTROL_CAPABLE' : 'LOST_CONNECTION';
}

/** A battery reports by itself that it is suspended. */
function readsSuspended({ reports }: DeviceState): boolean {
  const shown = reports.battery?.value as { suspended?: unknown } | undefined;
  return shown?.suspended === true;
}
