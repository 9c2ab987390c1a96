import type { DeviceDescription } from '../../../domain/description.ts';
import type { ConfigReport } from '../../../domain/reports.ts';
import type {
  HeatPumpConfiguration,
  Temperature,
  TemperatureRange,
  WeatherCompensation,
} from '../generated.ts';
import { toMoment } from './controller-status.ts';

/** Degrees Celsius. */
type Range = { readonly minC: number; readonly maxC: number };

/** The ranges of this family of controllers, until one names its own (kraken-api.md 3). */
const usualWater: Range = { minC: 40, maxC: 60 };
const usualFlow: Range = { minC: 30, maxC: 70 };

/** How the heat pump behind a controller is set up. */
export function toHeatPump(
  description: DeviceDescription,
  config: ConfigReport,
): HeatPumpConfiguration {
  const facts = description.heatPump ?? {};
  const water = description.water ?? usualWater;
  const faultCodes = Array.isArray(config['faultCodes']) ? config['faultCodes'] : [];
  return {
    serialNumber: toText(facts['serial']) ?? description.serial ?? '',
    model: toModel(description),
    hardwareVersion: toText(facts['hardwareVersion']) ?? description.hardwareVersion ?? '',
    faultCodes: faultCodes.map(String),
    // Clients read whole degrees, as the mutation takes them.
    maxWaterSetpoint: Math.floor(water.maxC),
    minWaterSetpoint: Math.ceil(water.minC),
    heatingFlowTemperature: toFlow(description, config),
    weatherCompensation: toCompensation(description, config),
    manifoldEnabled: facts['manifoldEnabled'] === true,
    hasHeatPumpCompatibleCylinder: facts['hasHeatPumpCompatibleCylinder'] === true,
    quieterModeEnabled: config['quieter'] === true,
    latestCounterReset: toMoment(config['latestCounterReset']),
  };
}

/** The heat pump's own model, else the controller's; empty when neither says. */
export function toModel(description: DeviceDescription): string {
  return toText(description.heatPump?.['model']) ?? description.model ?? '';
}

function toFlow(description: DeviceDescription, config: ConfigReport) {
  const range = parseRange(description.flow) ?? usualFlow;
  const currentC = toNumber(flowOf(config)['currentC']);
  return {
    currentTemperature: toTemperature(currentC),
    allowableRange: toRange(range),
  };
}

function toCompensation(description: DeviceDescription, config: ConfigReport): WeatherCompensation {
  const flow = flowOf(config);
  const allowable = parseRange(description.flow) ?? usualFlow;
  return {
    enabled: flow['weatherCompensation'] === true,
    currentRange: toRange(parseRange(flow) ?? allowable),
    allowableRange: toRange(allowable),
    allowableMinimumTemperatureRange: toRange(
      parseRange(description.flow?.['compensationMin']) ?? allowable,
    ),
    allowableMaximumTemperatureRange: toRange(
      parseRange(description.flow?.['compensationMax']) ?? allowable,
    ),
  };
}

function flowOf(config: ConfigReport): Readonly<Record<string, unknown>> {
  return (config['flow'] ?? {}) as Readonly<Record<string, unknown>>;
}

function parseRange(value: unknown): Range | null {
  const { minC, maxC } = (value ?? {}) as { minC?: unknown; maxC?: unknown };
  return typeof minC === 'number' && typeof maxC === 'number' ? { minC, maxC } : null;
}

function toRange({ minC, maxC }: Range): TemperatureRange {
  return { minimum: toTemperature(minC), maximum: toTemperature(maxC) };
}

function toTemperature(value: number | null): Temperature {
  return { value, unit: 'DEGREES_CELSIUS' };
}

function toNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
