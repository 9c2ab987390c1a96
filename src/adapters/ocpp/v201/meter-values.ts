import type { EnergySample } from '../metering/energy-sample.ts';
import {
  defaultMeasurand,
  type MeterReading,
  readMeter,
  type Sample,
} from '../metering/meter-reading.ts';
import type { MeterValue, SampledValue } from './types.ts';

/** Powers of ten that a value may be scaled by; more is no unit of a charger. */
const MULTIPLIER_MAX = 9;

/** Reads the newest sample of a message (OCPP 2.0.1 J01 and J02). */
export function parseMeterValues(
  meterValues: readonly MeterValue[],
  before: EnergySample | null,
): MeterReading | null {
  const groups = meterValues.map(({ timestamp, sampledValue }) => ({
    atMs: Date.parse(timestamp),
    samples: sampledValue.map(toSample).filter((sample) => sample !== null),
  }));
  return readMeter(groups, before);
}

/** OCPP 2.0.1 part 2, SampledValueType and UnitOfMeasureType: watt-hours where no unit is named. */
function toSample(sampled: SampledValue): Sample | null {
  const { measurand = defaultMeasurand, phase = null, location = null } = sampled;
  const { unit = 'Wh', multiplier = 0 } = sampled.unitOfMeasure ?? {};
  if (Math.abs(multiplier) > MULTIPLIER_MAX) return null;
  const thousands = unit === 'kW' || unit === 'kWh' ? 1_000 : 1;
  return { measurand, value: sampled.value * 10 ** multiplier * thousands, phase, location };
}
