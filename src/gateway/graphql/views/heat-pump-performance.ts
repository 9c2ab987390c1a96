import type { EnergySample, EnergySum } from '../../../domain/ports/energy-history.ts';
import type {
  Energy,
  HeatPumpLifetimePerformance,
  HeatPumpLivePerformance,
  HeatPumpTimeRangedPerformance,
  HeatPumpTimeSeriesPerformance,
  Power,
  Temperature,
} from '../generated.ts';
import { toMoment } from './controller-status.ts';

/** The newest `telemetry/energy` sample: kW, C. Null when it says neither when nor what. */
export function toLivePerformance(
  sample: Readonly<Record<string, unknown>>,
): HeatPumpLivePerformance | null {
  const readAt = toMoment(sample['at']);
  const powerInKw = toNumber(sample['powerInKw']);
  const heatOutKw = toNumber(sample['heatOutKw']);
  if (readAt === null || (powerInKw === null && heatOutKw === null)) return null;
  return {
    readAt,
    coefficientOfPerformance: toCoefficient(powerInKw, heatOutKw),
    powerInput: toPower(powerInKw),
    heatOutput: toPower(heatOutKw),
    outdoorTemperature: toTemperature(toNumber(sample['outdoorC'])),
  };
}

/** The counters as they are. Null when neither was ever measured. */
export function toLifetimePerformance(counters: EnergySample): HeatPumpLifetimePerformance | null {
  const { atMs, energyInKwh, heatOutKwh } = counters;
  if (energyInKwh === null && heatOutKwh === null) return null;
  return {
    readAt: atMs,
    seasonalCoefficientOfPerformance: toCoefficient(energyInKwh, heatOutKwh),
    energyInput: toEnergy(energyInKwh),
    heatOutput: toEnergy(heatOutKwh),
  };
}

/** A stretch of time as a whole. */
export function toRangedPerformance(sum: EnergySum): HeatPumpTimeRangedPerformance {
  return {
    coefficientOfPerformance: toCoefficient(sum.energyInKwh, sum.heatOutKwh),
    energyInput: toEnergy(sum.energyInKwh),
    energyOutput: toEnergy(sum.heatOutKwh),
  };
}

/** One part of a time series. */
export function toSeriesPerformance(sum: EnergySum): HeatPumpTimeSeriesPerformance {
  return {
    startAt: sum.fromMs,
    endAt: sum.toMs,
    energyInput: toEnergy(sum.energyInKwh),
    energyOutput: toEnergy(sum.heatOutKwh),
    outdoorTemperature: toTemperature(sum.outdoorC),
  };
}

/** Without input there is no coefficient, whatever comes out. */
function toCoefficient(input: number | null, output: number | null): number | null {
  return input === null || output === null || input <= 0 ? null : round(output / input, 2);
}

function toPower(valueKw: number | null): Power {
  return { value: round(valueKw, 3), unit: 'KILOWATT' };
}

function toEnergy(valueKwh: number | null): Energy {
  return { value: round(valueKwh, 3), unit: 'KILOWATT_HOUR' };
}

function toTemperature(valueC: number | null): Temperature {
  return { value: round(valueC, 1), unit: 'DEGREES_CELSIUS' };
}

/** What was not measured stays so. */
function round<T extends number | null>(value: T, digits: number): T {
  return (value === null ? null : Number(value.toFixed(digits))) as T;
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
