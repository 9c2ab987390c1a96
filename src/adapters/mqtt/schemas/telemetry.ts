import { type TSchema, Type } from 'typebox';
import { Celsius, Moment, orNull, Percent, Quantity, Word } from './terms.ts';

const optionalQuantity = Type.Optional(orNull(Quantity));

const SensorSample = Type.Object({
  code: Word,
  C: Type.Optional(orNull(Celsius)),
  humidityPercent: Type.Optional(orNull(Percent)),
  rssi: optionalQuantity,
  voltageV: optionalQuantity,
});

/** `telemetry/{aspect}`, by aspect; kW, kWh and W as the names say, counters only rise. */
export const telemetrySchemas = {
  temperature: Type.Object({ at: Moment, sensors: Type.Array(SensorSample, { maxItems: 128 }) }),
  energy: Type.Object({
    at: Moment,
    powerInKw: optionalQuantity,
    heatOutKw: optionalQuantity,
    outdoorC: Type.Optional(orNull(Celsius)),
    energyInKwh: optionalQuantity,
    heatOutKwh: optionalQuantity,
  }),
  battery: Type.Object({
    at: Moment,
    socPercent: Type.Optional(orNull(Percent)),
    powerW: optionalQuantity,
    storedKwh: optionalQuantity,
    chargedKwh: optionalQuantity,
    dischargedKwh: optionalQuantity,
  }),
} as const satisfies Record<string, TSchema>;

/** What MQTT devices sample. */
export type MqttSample = keyof typeof telemetrySchemas;

/** Narrows the last level of a `telemetry` topic. */
export function isMqttSample(name: string): name is MqttSample {
  return Object.hasOwn(telemetrySchemas, name);
}

/**
 * What is kept of a sample that fits its schema: the reader ignores fields that it does not know,
 * and so they must not fill the store either.
 */
export function toSample(name: string, value: unknown): object {
  const schema: TSchema = isMqttSample(name) ? telemetrySchemas[name] : Type.Object({});
  return pick(schema, value) as object;
}

function pick(schema: TSchema, value: unknown): unknown {
  if (Type.IsArray(schema) && Array.isArray(value)) {
    return value.map((each) => pick(schema.items, each));
  }
  if (!Type.IsObject(schema) || typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).filter(([key]) => Object.hasOwn(schema.properties, key));
  return Object.fromEntries(
    known.map(([key, each]) => [key, pick(schema.properties[key] as TSchema, each)]),
  );
}
