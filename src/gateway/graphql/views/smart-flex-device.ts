import type { DeviceClass } from '../../../domain/device.ts';
import { toLifecycle } from '../../../domain/lifecycle.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { ResolversInterfaceTypes, ResolversTypes } from '../generated.ts';
import { type BatterySample, toStateOfCharge } from './battery-device.ts';
import { isSuspended, toCurrentState, toDeviceType, toProvider } from './device-status.ts';

type SmartFlexDevice = ResolversInterfaceTypes<ResolversTypes>['SmartFlexDeviceInterface'];
type Status = ResolversInterfaceTypes<ResolversTypes>['SmartFlexDeviceStatusInterface'];

const typeOfClass = {
  charger: 'SmartFlexChargePoint',
  vehicle: 'SmartFlexVehicle',
  battery: 'SmartFlexBattery',
  heat_pump_unit: 'SmartFlexHeatPump',
  heat_pump_controller: 'SmartFlexHeatPump',
} as const satisfies Record<DeviceClass, string>;

const statusOfClass = {
  charger: 'SmartFlexChargePointStatus',
  vehicle: 'SmartFlexVehicleStatus',
  battery: 'SmartFlexDeviceStatus',
  heat_pump_unit: 'SmartFlexDeviceStatus',
  heat_pump_controller: 'SmartFlexDeviceStatus',
} as const satisfies Record<DeviceClass, string>;

/** Any device in the words of the device-scoped API; `sample` is a battery's newest telemetry. */
export function toSmartFlexDevice(
  state: DeviceState,
  sample: BatterySample = null,
): SmartFlexDevice {
  const { device, description } = state;
  const make = description?.make ?? null;
  const model = description?.model ?? null;
  return {
    __typename: typeOfClass[device.class],
    id: device.id,
    name: [make, model].filter((word) => word !== null).join(' ') || device.identity,
    deviceType: toDeviceType(device),
    provider: toProvider(device),
    status: toStatus(state),
    alerts: [...state.alerts]
      .sort((left, right) => right.publishedAtMs - left.publishedAtMs)
      .map(({ message, publishedAtMs }) => ({
        __typename: 'SmartFlexDeviceAlert' as const,
        message,
        publishedAt: publishedAtMs,
      })),
    onboardingWizard: null,
    integrationDeviceId: device.identity,
    propertyId: device.propertyId === null ? null : String(device.propertyId),
    preferences: null,
    preferenceSetting: null,
    reAuthenticationState: null,
    make,
    model,
    ...(device.class === 'battery' && { stateOfCharge: toStateOfCharge(sample) }),
  } as SmartFlexDevice;
}

function toStatus(state: DeviceState): Status {
  return {
    __typename: statusOfClass[state.device.class],
    current: toLifecycle(state),
    isSuspended: isSuspended(state),
    currentState: toCurrentState(state),
  };
}
