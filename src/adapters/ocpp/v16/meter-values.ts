import type { EnergySample } from '../metering/energy-sample.ts';
import {
  defaultMeasurand,
  type MeterReading,
  readMeter,
  type Sample,
  type SampleGroup,
} from '../metering/meter-reading.ts';
import type { MeterValue, SampledValue } from './actions.ts';

/** Reads the newest sample of a message (OCPP 1.6 6.31, 7.33 and 7.43). */
export function parseMeterValues(
  meterValues: readonly MeterValue[],
  before: EnergySample | null,
): MeterReading | null {
  return readMeter(meterValues.map(toGroup), before);
}

function toGroup({ timestamp, sampledValue }: MeterValue): SampleGroup {
  const readable = sampledValue.filter(({ format }) => format !== 'SignedData');
  const samples = readable.map(toSample).filter((sample) => sample !== null);
  return { atMs: Date.parse(timestamp), samples };
}

function toSample(sampled: SampledValue): Sample | null {
  const { measurand = defaultMeasurand, phase = null, location = null } = sampled;
  const value = toNumber(sampled);
  return value === null ? null : { measurand, value, phase, location };
}

function toNumber({ value, unit }: SampledValue): number | null {
  const text = value.trim();
  const plain = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(plain)) return null;
  return unit === 'kW' || unit === 'kWh' ? plain * 1_000 : plain;
}
