import { toLifecycle } from '../../../domain/lifecycle.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { KrakenFlexDeviceType } from '../generated.ts';
import { isSuspended, toProvider } from './device-status.ts';

/** Volts between phase and neutral, for the rated power of a charge point. */
const mainsVolts = 230;

/** A charge point or vehicle in the words of the account-scoped API. */
export function toKrakenflexDevice(state: DeviceState): KrakenFlexDeviceType {
  const { device, description } = state;
  const isCharger = device.class === 'charger';
  return {
    krakenflexDeviceId: device.id,
    provider: toProvider(device),
    vehicleMake: isCharger ? null : (description?.make ?? null),
    vehicleModel: isCharger ? null : (description?.model ?? null),
    vehicleBatterySizeInKwh: null,
    chargePointMake: isCharger ? (description?.make ?? null) : null,
    chargePointModel: isCharger ? (description?.model ?? null) : null,
    chargePointPowerInKw: toRatedKw(state),
    status: toLifecycle(state),
    suspended: isSuspended(state),
    hasToken: device.hasSecret,
    createdAt: device.createdAtMs,
    stateOfChargeLimit: null,
    testDispatchFailureReason: null,
  };
}

function toRatedKw({ description }: DeviceState): number | null {
  const charger = description?.charger;
  if (!charger) return null;
  return Math.round((charger.maxAmps * charger.phases * mainsVolts) / 10) / 100;
}
