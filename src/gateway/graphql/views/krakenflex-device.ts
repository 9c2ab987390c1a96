import { isSuspended } from '../../../domain/device-status.ts';
import { toLifecycle } from '../../../domain/lifecycle.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { KrakenFlexDeviceType } from '../generated.ts';
import { toProvider } from './device-words.ts';
import { toNamedVariants } from './variants.ts';
import { type Moment, toStateOfChargeLimit, toTestFailure } from './vehicle-status.ts';

/** Volts between phase and neutral, for the rated power of a charge point. */
const mainsVolts = 230;

/** A charge point or vehicle in the words of the account-scoped API. */
export function toKrakenflexDevice(state: DeviceState, moment: Moment): KrakenFlexDeviceType {
  const { device, description } = state;
  const { vehicle, chargePoint } = toNamedVariants(device);
  // Each tells of itself: what a vehicle describes is no charge point.
  const self = { make: description?.make ?? null, model: description?.model ?? null };
  const isCharger = device.class === 'charger';
  return {
    krakenflexDeviceId: device.id,
    provider: toProvider(device),
    vehicleMake: vehicle?.make ?? (isCharger ? null : self.make),
    vehicleModel: vehicle?.model ?? (isCharger ? null : self.model),
    vehicleBatterySizeInKwh: vehicle?.batteryKwh ?? null,
    chargePointMake: (isCharger ? self.make : null) ?? chargePoint?.make ?? null,
    chargePointModel: (isCharger ? self.model : null) ?? chargePoint?.model ?? null,
    chargePointPowerInKw: toRatedKw(state) ?? chargePoint?.powerKw ?? null,
    status: toLifecycle(state),
    suspended: isSuspended(state),
    hasToken: device.hasSecret,
    createdAt: device.createdAtMs,
    stateOfChargeLimit: toStateOfChargeLimit(state, moment),
    testDispatchFailureReason: toTestFailure(state),
  };
}

function toRatedKw({ description }: DeviceState): number | null {
  const charger = description?.charger;
  if (!charger) return null;
  return Math.round((charger.maxAmps * charger.phases * mainsVolts) / 10) / 100;
}
