import type { SimClock } from '../lib/clock.ts';
import type { ModelParts } from '../lib/mqtt/behaviour.ts';
import type { Random } from '../lib/random.ts';
import { type Compressor, makeCompressor } from './compressor.ts';
import type { LocalTime } from './schedule/local-time.ts';
import { makeSensors, type Sensor } from './sensors.ts';
import type { ZoneName } from './zone-words.ts';
import { makeZones, type Zone } from './zones.ts';

/** Hot water (safety.md: 40-60 C). */
export const WATER_RANGE = { min: 40, max: 60, step: 0.5 } as const;
/** Fixed flow temperature (safety.md: 30-70 C). */
export const FLOW_RANGE = { min: 30, max: 70, step: 0.5 } as const;
/** Lower end of weather compensation. */
export const COMPENSATION_MIN_RANGE = { min: 30, max: 50, step: 0.5 } as const;
/** Upper end of weather compensation. */
export const COMPENSATION_MAX_RANGE = { min: 30, max: 70, step: 0.5 } as const;
/** Settings per day that a schedule may hold. */
export const SLOTS_MAX = 16;

/** Flow temperature as configured; fixed, or within `minC` and `maxC` by the weather. */
export interface Flow {
  /** Without weather compensation what was set, with it what the weather asks for. */
  currentC: number;
  weatherCompensation: boolean;
  minC: number;
  maxC: number;
}

/** Counters and readings of the heat pump as a whole. */
export interface Energy {
  powerInKw: number;
  heatOutKw: number;
  energyInKwh: number;
  heatOutKwh: number;
}

/** Everything that a heat pump controller knows. Behaviours change it, nothing else does. */
export interface HeatPumpState {
  readonly euid: string;
  readonly clock: SimClock;
  readonly random: Random;
  /** To be called after a change that no command made. */
  readonly changed: () => void;
  readonly localTime: LocalTime;
  readonly zones: ReadonlyMap<ZoneName, Zone>;
  readonly sensors: Map<string, Sensor>;
  readonly flow: Flow;
  readonly energy: Energy;
  readonly compressor: Compressor;
  /** Zones that the compressor's heat goes to. */
  served: readonly ZoneName[];
  readonly countersSince: string;
  /** Codes of the faults that stand; with one the compressor rests. */
  faultCodes: readonly string[];
  waterSetpointC: number;
  isQuieter: boolean;
  outdoorC: number;
  lastReset: string;
}

/** How a controller is fitted out. */
export interface HeatPumpSetup {
  /** 4 to 100. */
  readonly sensors: number;
  readonly localTime: LocalTime;
}

/** A controller as it leaves the installer: schedules set, everything at rest. */
export function makeHeatPumpState(parts: ModelParts, setup: HeatPumpSetup): HeatPumpState {
  const { euid, clock, random, changed } = parts;
  const now = clock.now().toISOString();
  const sensors = makeSensors(setup.sensors, random);
  return {
    euid,
    clock,
    random,
    changed,
    localTime: setup.localTime,
    zones: makeZones(sensors, random),
    sensors,
    flow: { currentC: 45, weatherCompensation: true, minC: 35, maxC: 50 },
    energy: { powerInKw: 0, heatOutKw: 0, energyInKwh: 0, heatOutKwh: 0 },
    compressor: makeCompressor(),
    served: [],
    countersSince: now,
    faultCodes: [],
    waterSetpointC: 50,
    isQuieter: false,
    outdoorC: 8,
    lastReset: now,
  };
}
