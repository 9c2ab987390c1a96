import { readyTimes, targetSoc } from '../../../domain/commands/charging-preferences.ts';
import type { Device } from '../../../domain/device.ts';
import type { DeviceSettings } from '../../../domain/device-settings.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import { dayNames, isWeekend } from '../day-names.ts';
import type {
  FlexDevicePreferenceSetting,
  FlexGridExportStatus,
  SmartFlexDevicePreferences,
  SmartFlexVehicleChargingPreferences,
  VehicleChargingPreferencesType,
} from '../generated.ts';
import { toDeviceType } from './device-words.ts';

/** What the owner wants of each day; `null` = nobody has said anything. */
export function toPreferences({
  device,
  settings,
}: DeviceState):
  | ({ __typename: 'SmartFlexDevicePreferences' } & SmartFlexDevicePreferences)
  | null {
  const { preferences, gridExport } = settings;
  if (!preferences && gridExport === null) return null;
  return {
    __typename: 'SmartFlexDevicePreferences',
    targetType: 'ABSOLUTE_STATE_OF_CHARGE',
    unit: 'PERCENTAGE',
    mode: 'CHARGE',
    schedules:
      preferences?.days.map(({ day, readyBy, minSocPercent, targetSocPercent }) => ({
        dayOfWeek: dayNames[day] ?? 'MONDAY',
        time: readyBy,
        min: minSocPercent,
        max: targetSocPercent,
        upperLimit: null,
      })) ?? null,
    gridExport: toGridExport(device, gridExport),
  };
}

/** Only a battery can give; it does not before somebody said that it may. */
function toGridExport(device: Device, gridExport: boolean | null): FlexGridExportStatus {
  if (device.class !== 'battery') return 'NOT_APPLICABLE';
  return gridExport ? 'ENABLED' : 'DISABLED';
}

/** What may be wished of a vehicle or battery; `null` of what is not charged. */
export function toPreferenceSetting(
  device: Device,
): ({ __typename: 'FlexDevicePreferenceSetting' } & FlexDevicePreferenceSetting) | null {
  const isBattery = device.class === 'battery';
  if (!isBattery && device.class !== 'charger' && device.class !== 'vehicle') return null;
  const { min, max, step } = targetSoc;
  const times = isBattery
    ? { timeFrom: '00:00', timeTo: '23:59', timeStep: 1 }
    : {
        timeFrom: toTime(readyTimes.fromMinute),
        timeTo: toTime(readyTimes.toMinute),
        timeStep: readyTimes.stepMinutes,
      };
  return {
    __typename: 'FlexDevicePreferenceSetting',
    id: isBattery ? 2 : 1,
    deviceType: toDeviceType(device),
    mode: 'CHARGE',
    unit: 'PERCENTAGE',
    scheduleSettings: [
      {
        ...{ id: 1, ...times, min, max, step },
        minConstraint: { min: 0, max },
        maxConstraint: { min, max },
        targetConstraint: { min, max },
      },
    ],
  };
}

/** As the device-scoped API says it, by weekday and weekend. */
export function toChargingPreferences(
  settings: DeviceSettings,
): SmartFlexVehicleChargingPreferences | null {
  const parts = toWeekParts(settings);
  return parts && { ...parts.targets, minimumSoc: parts.lowest, maximumSoc: parts.highest };
}

/** The same as the account-scoped API says it, with times as `HH:MM`. */
export function toVehicleChargingPreferences(
  settings: DeviceSettings,
): VehicleChargingPreferencesType | null {
  const parts = toWeekParts(settings);
  if (!parts) return null;
  const { targets, lowest, highest } = parts;
  return { ...targets, minimumSocPercentage: lowest, maximumSocPercentage: highest };
}

/** Monday and Saturday stand for weekdays and weekends. */
function toWeekParts({ preferences }: DeviceSettings) {
  const weekday = preferences?.days.find(({ day }) => !isWeekend(day));
  const weekend = preferences?.days.find(({ day }) => isWeekend(day));
  if (!preferences || !weekday || !weekend) return null;
  return {
    targets: {
      weekdayTargetTime: weekday.readyBy,
      weekdayTargetSoc: weekday.targetSocPercent,
      weekendTargetTime: weekend.readyBy,
      weekendTargetSoc: weekend.targetSocPercent,
    },
    lowest: weekday.minSocPercent,
    highest: Math.max(...preferences.days.map(({ targetSocPercent }) => targetSocPercent)),
  };
}

function toTime(minute: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
