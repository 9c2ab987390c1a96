import type { DeviceClass } from '../../../domain/device.ts';
import { isSuspended, toDeviceStatus } from '../../../domain/device-status.ts';
import { toLifecycle } from '../../../domain/lifecycle.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import { mayReauthenticate } from '../../../domain/providers.ts';
import type { ResolversInterfaceTypes, ResolversTypes } from '../generated.ts';
import { type BatterySample, toStateOfCharge } from './battery-device.ts';
import {
  toChargingPreferences,
  toPreferenceSetting,
  toPreferences,
} from './charging-preferences.ts';
import { toDeviceType, toProvider } from './device-words.ts';
import { toChargePointVariant, toNamedVariants, toVehicleVariant } from './variants.ts';
import {
  type Moment,
  toStateOfChargeLimit,
  toTestFailure,
  toVehicleSoc,
} from './vehicle-status.ts';

/** A device as the device-scoped API shows it. */
export type SmartFlexDevice = ResolversInterfaceTypes<ResolversTypes>['SmartFlexDeviceInterface'];
type Status = ResolversInterfaceTypes<ResolversTypes>['SmartFlexDeviceStatusInterface'];

/** What is shown with a device besides what is stored of it. */
export type Surroundings = Moment & {
  /** A battery's newest telemetry. */
  readonly sample: BatterySample;
};

const typeOfClass = {
  charger: 'SmartFlexChargePoint',
  vehicle: 'SmartFlexVehicle',
  battery: 'SmartFlexBattery',
  heat_pump_unit: 'SmartFlexHeatPump',
  heat_pump_controller: 'SmartFlexHeatPump',
} as const satisfies Record<DeviceClass, string>;

/** Any device in the words of the device-scoped API. */
export function toSmartFlexDevice(state: DeviceState, around: Surroundings): SmartFlexDevice {
  const { device, description } = state;
  const make = description?.make ?? null;
  const model = description?.model ?? null;
  return {
    __typename: typeOfClass[device.class],
    id: device.id,
    name: [make, model].filter((word) => word !== null).join(' ') || device.identity,
    deviceType: toDeviceType(device),
    provider: toProvider(device),
    status: toStatus(state, around),
    alerts: toAlerts(state),
    integrationDeviceId: device.identity,
    propertyId: device.propertyId === null ? null : String(device.propertyId),
    preferences: toPreferences(state),
    preferenceSetting: toPreferenceSetting(device),
    reAuthenticationState: {
      __typename: 'DeviceReAuthentication',
      isEligible: mayReauthenticate(device),
    },
    make,
    model,
    ...toOwnFields(state, around),
  } as SmartFlexDevice;
}

function toAlerts({ alerts }: DeviceState) {
  return [...alerts]
    .sort((left, right) => right.publishedAtMs - left.publishedAtMs)
    .map(({ message, publishedAtMs }) => ({
      __typename: 'SmartFlexDeviceAlert' as const,
      message,
      publishedAt: publishedAtMs,
    }));
}

/** The fields that only one concrete type has. */
function toOwnFields({ device, settings }: DeviceState, { sample }: Surroundings): object {
  switch (device.class) {
    case 'charger':
    case 'vehicle': {
      const { vehicle, chargePoint } = toNamedVariants(device);
      return {
        vehicleVariant: vehicle && toVehicleVariant(vehicle),
        chargePointVariant: chargePoint && toChargePointVariant(chargePoint),
        chargingPreferences: toChargingPreferences(settings),
      };
    }
    case 'battery':
      return { stateOfCharge: toStateOfCharge(sample) };
    case 'heat_pump_unit':
    case 'heat_pump_controller':
      return {};
  }
}

function toStatus(state: DeviceState, moment: Moment): Status {
  const status = {
    current: toLifecycle(state),
    isSuspended: isSuspended(state),
    currentState: toDeviceStatus(state, moment.nowMs),
  };
  const charged = {
    stateOfChargeLimit: toStateOfChargeLimit(state, moment),
    testDispatchFailureReason: toTestFailure(state),
  };
  switch (state.device.class) {
    case 'charger':
      return { __typename: 'SmartFlexChargePointStatus', ...status, ...charged };
    case 'vehicle': {
      const stateOfCharge = { value: toVehicleSoc(state) };
      return { __typename: 'SmartFlexVehicleStatus', ...status, ...charged, stateOfCharge };
    }
    case 'battery':
    case 'heat_pump_unit':
    case 'heat_pump_controller':
      return { __typename: 'SmartFlexDeviceStatus', ...status };
  }
}
