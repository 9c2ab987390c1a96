import type { DeviceState } from '../../domain/ports/devices.ts';
import type { GatewayContext } from './context.ts';
import type { KrakenFlexDeviceType } from './generated.ts';
import { toKrakenflexDevice } from './views/krakenflex-device.ts';
import { type SmartFlexDevice, toSmartFlexDevice } from './views/smart-flex-device.ts';
import type { Moment } from './views/vehicle-status.ts';

/** A device as the device-scoped API shows it, with what else is stored about it. */
export async function showDevice(
  context: GatewayContext,
  state: DeviceState,
): Promise<SmartFlexDevice> {
  const { telemetry } = context.parts;
  const isBattery = state.device.class === 'battery';
  const sample = isBattery ? await telemetry.latest(state.device.id, 'battery') : null;
  return toSmartFlexDevice(state, { ...toMoment(context), sample });
}

/** A device as the account-scoped API shows it. */
export function showKrakenflexDevice(
  context: GatewayContext,
  state: DeviceState,
): KrakenFlexDeviceType {
  return toKrakenflexDevice(state, toMoment(context));
}

function toMoment({ parts }: GatewayContext): Moment {
  return { nowMs: parts.clock.nowMs(), timeZone: parts.settings.siteTimeZone };
}
