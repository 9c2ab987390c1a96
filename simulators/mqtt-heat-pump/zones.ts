import type { Range } from '../lib/mqtt/params.ts';
import type { Random } from '../lib/random.ts';
import { DEFAULT_SCHEDULES, type Schedule } from './schedule/active-slot.ts';
import type { Sensor } from './sensors.ts';
import { type Mode, ZONE_NAMES, type ZoneAction, type ZoneName } from './zone-words.ts';

const HEAT_RANGE: Range = { min: 7, max: 30, step: 0.5 };
const WATER_ZONE_RANGE: Range = { min: 40, max: 60, step: 0.5 };

/** What a zone is doing, or was doing before. */
export interface Operation {
  readonly mode: Mode;
  readonly setpointC: number | null;
  readonly action: ZoneAction;
}

/** One zone. `endAt` is set while an operation ends by itself and returns to `previous`. */
export interface Zone {
  readonly name: ZoneName;
  readonly type: 'HEAT' | 'WATER' | 'AUX';
  readonly enabled: boolean;
  readonly range: Range;
  readonly displayName: string;
  operation: Operation;
  previous: Operation;
  endAt: string | null;
  /** Disarms the end; null when none is armed. */
  cancelEnd: (() => void) | null;
  /** The owner at the wall holds it: what comes from afar is refused. */
  isHeld: boolean;
  /** In AUTO: the schedule slot that an override holds for; null without an override. */
  overriddenSlot: string | null;
  schedules: readonly Schedule[];
  primarySensor: string | null;
  temperatureC: number;
  heatDemand: boolean;
}

/** The four zones; AUXILIARY is there but not wired. */
export function makeZones(
  sensors: ReadonlyMap<string, Sensor>,
  random: Random,
): Map<ZoneName, Zone> {
  const zones = ZONE_NAMES.map((name) => makeZone(name, sensors, random));
  return new Map(zones.map((zone) => [zone.name, zone]));
}

/** Codes of the sensors that belong to a zone. */
export function sensorCodesOf(zone: ZoneName, sensors: ReadonlyMap<string, Sensor>): string[] {
  return [...sensors.values()].filter((sensor) => sensor.zone === zone).map(({ code }) => code);
}

/** The sensor that a zone goes by when nobody chose one: a radio one, which hangs in the room. */
export function defaultPrimary(
  zone: ZoneName,
  sensors: ReadonlyMap<string, Sensor>,
): string | null {
  const codes = sensorCodesOf(zone, sensors);
  return codes.find((code) => code.startsWith('SENSOR')) ?? codes[0] ?? null;
}

const PLACES: Readonly<
  Record<ZoneName, Pick<Zone, 'type' | 'enabled' | 'range' | 'displayName' | 'operation'>>
> = {
  WATER: {
    type: 'WATER',
    enabled: true,
    range: WATER_ZONE_RANGE,
    displayName: 'Hot water',
    operation: { mode: 'AUTO', setpointC: 50, action: 'ON' },
  },
  ZONE_1: {
    type: 'HEAT',
    enabled: true,
    range: HEAT_RANGE,
    displayName: 'Downstairs',
    operation: { mode: 'AUTO', setpointC: 19, action: 'ON' },
  },
  ZONE_2: {
    type: 'HEAT',
    enabled: true,
    range: HEAT_RANGE,
    displayName: 'Upstairs',
    operation: { mode: 'AUTO', setpointC: 18, action: 'ON' },
  },
  AUXILIARY: {
    type: 'AUX',
    enabled: false,
    range: HEAT_RANGE,
    displayName: 'Auxiliary',
    operation: { mode: 'OFF', setpointC: null, action: 'OFF' },
  },
};

function makeZone(name: ZoneName, sensors: ReadonlyMap<string, Sensor>, random: Random): Zone {
  const place = PLACES[name];
  return {
    name,
    ...place,
    previous: place.operation,
    endAt: null,
    cancelEnd: null,
    isHeld: false,
    overriddenSlot: null,
    schedules: DEFAULT_SCHEDULES[name],
    primarySensor: defaultPrimary(name, sensors),
    temperatureC: (name === 'WATER' ? 44 : 17.5) + random() * 2,
    heatDemand: false,
  };
}
