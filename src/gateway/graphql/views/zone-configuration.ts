import {
  type ScheduleAction,
  scheduleActions,
  toScheduleAction,
  toTimeOfDay,
} from '../../../domain/commands/schedule-words.ts';
import type {
  DeviceDescription,
  SensorDescription,
  ZoneDescription,
} from '../../../domain/description.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { SensorsReport, ZonesReport } from '../../../domain/reports.ts';
import type { ResolversTypes, Schedule, Setting } from '../generated.ts';
import { isThere, noSetpointC, toMoment } from './controller-status.ts';
import { isAction, isMode, isZone } from './controller-words.ts';

type ZoneInformation = Awaited<ResolversTypes['ZoneInformation']>;
type SensorConfiguration = Awaited<ResolversTypes['SensorConfiguration']>;
type ZoneReport = ZonesReport['zones'][number];
type SensorReport = SensorsReport['sensors'][number];

/** `state/schedules` (mqtt.md). */
type ScheduleReport = {
  readonly zone?: unknown;
  readonly days?: unknown;
  readonly settings?: readonly { time?: unknown; action?: unknown; setpointC?: unknown }[];
};

/** What the public API says where an operation has no end. */
const noEndMs = 0;

/** The zones of a controller: what it described, with what it reported last. */
export function toZoneInformation(
  state: DeviceState,
  description: DeviceDescription,
): ZoneInformation[] {
  const zones = (state.reports.zones?.value as ZonesReport | undefined)?.zones ?? [];
  const sensors = (state.reports.sensors?.value as SensorsReport | undefined)?.sensors ?? [];
  const { schedules = [] } = (state.reports.schedules?.value ?? {}) as {
    schedules?: readonly ScheduleReport[];
  };
  return description.zones.map((zone) => ({
    configuration: toZone(
      zone,
      zones.find((each) => each.zone === zone.zone),
      toSensors(zone, description.sensors.filter(isThere(state)), sensors),
    ),
    schedules: schedules.filter((each) => each.zone === zone.zone).map(toSchedule),
  }));
}

function toZone(
  zone: ZoneDescription,
  shown: ZoneReport | undefined,
  sensors: SensorConfiguration[],
): NonNullable<ZoneInformation['configuration']> {
  return {
    code: isZone(zone.zone) ? zone.zone : null,
    zoneType: zone.type,
    enabled: zone.enabled,
    displayName: shown?.displayName ?? zone.zone,
    primarySensor: shown?.primarySensor ?? null,
    currentOperation: {
      ...toOperation(shown ?? {}),
      end: toMoment(shown?.endAt) ?? noEndMs,
    },
    previousOperation: shown?.previous ? toOperation(shown.previous) : null,
    callForHeat: shown?.callForHeat ?? false,
    heatDemand: shown?.heatDemand ?? false,
    emergency: shown?.emergency ?? false,
    sensors,
  };
}

function toOperation(operation: { mode?: string; setpointC?: number | null; action?: string }) {
  const { mode, setpointC, action } = operation;
  return {
    mode: isMode(mode) ? mode : null,
    setpointInCelsius: setpointC ?? noSetpointC,
    action: isAction(action) ? action : null,
  };
}

function toSensors(
  zone: ZoneDescription,
  described: readonly SensorDescription[],
  shown: readonly SensorReport[],
): SensorConfiguration[] {
  return described
    .filter((sensor) => zone.sensorCodes.includes(sensor.code))
    .map((sensor) =>
      toSensor(
        sensor,
        shown.find((each) => each.code === sensor.code),
      ),
    );
}

function toSensor(sensor: SensorDescription, shown: SensorReport | undefined): SensorConfiguration {
  const common = {
    code: sensor.code,
    displayName: shown?.displayName ?? sensor.code,
    type: sensor.type,
  };
  if (sensor.type !== 'ZIGBEE') {
    return { __typename: 'ADCSensorConfiguration', ...common, enabled: sensor.enabled ?? true };
  }
  return {
    __typename: 'ZigbeeSensorConfiguration',
    ...common,
    id: sensor.id ?? null,
    firmwareVersion: sensor.firmwareVersion ?? null,
    boostEnabled: shown?.boostEnabled ?? false,
  };
}

function toSchedule({ days, settings = [] }: ScheduleReport): Schedule {
  return { days: typeof days === 'string' ? days : null, settings: settings.map(toSetting) };
}

/**
 * Whatever words the device writes, clients read those of the API. A word of neither vocabulary
 * means what its setpoint says; without one nobody knows what it does.
 */
function toSetting(setting: { time?: unknown; action?: unknown; setpointC?: unknown }): Setting {
  const { time, action, setpointC } = setting;
  const setpoint = typeof setpointC === 'number' ? setpointC : null;
  const word = typeof action === 'string' ? toScheduleAction(action) : '';
  const known = isScheduleAction(word) ? word : null;
  const shown = known ?? (setpoint === null ? null : 'SET_TEMPERATURE');
  return {
    // A device's odd time must not fail the whole answer.
    startTime: typeof time === 'string' ? toTimeOfDay(time) : null,
    action: shown,
    setpointInCelsius: setpoint,
    zoneState: shown && (shown === 'TURN_OFF' ? 'OFF' : 'ON'),
  };
}

function isScheduleAction(word: string): word is ScheduleAction {
  return scheduleActions.some((each) => each === word);
}
