import { type Static, Type } from 'typebox';
import { Celsius, oneOf, Quantity, Text, Word } from './terms.ts';

const Range = Type.Object({ minC: Celsius, maxC: Celsius });
const Steps = Type.Number({ exclusiveMinimum: 0, maximum: 50 });

const Flow = Type.Object({
  minC: Celsius,
  maxC: Celsius,
  compensationMin: Type.Optional(Range),
  compensationMax: Type.Optional(Range),
});

/** A group whose fields the API shows as they are. */
const Anything = Type.Unsafe<Readonly<Record<string, unknown>>>(Type.Object({}));

const Zone = Type.Object({
  zone: Word,
  type: oneOf(['HEAT', 'WATER', 'AUX', 'DIV', 'EXT']),
  enabled: Type.Optional(Type.Boolean()),
  minC: Celsius,
  maxC: Celsius,
  stepC: Type.Optional(Steps),
  sensorCodes: Type.Optional(Type.Array(Word, { maxItems: 128 })),
});

const Sensor = Type.Object({
  code: Word,
  type: oneOf(['NTC', 'TSTAT', 'ZIGBEE']),
  id: Type.Optional(Text),
  firmwareVersion: Type.Optional(Text),
  enabled: Type.Optional(Type.Boolean()),
});

const Battery = Type.Object({
  capacityKwh: Type.Number({ minimum: 0, maximum: 10_000 }),
  maxChargeW: Quantity,
  maxDischargeW: Quantity,
});

/** `describe`: what a device is and can do; a tolerant reader, unknown fields are ignored. */
export const describeSchema = Type.Object({
  v: Type.Literal(1),
  class: oneOf(['heat_pump_controller', 'heat_pump_unit', 'battery']),
  make: Type.Optional(Text),
  model: Type.Optional(Text),
  serial: Type.Optional(Text),
  hardwareVersion: Type.Optional(Text),
  /** Each kind with the highest version of its parameters that the device reads. */
  kinds: Type.Record(Type.String({ maxLength: 64 }), Type.Integer({ minimum: 0, maximum: 1_000 }), {
    maxProperties: 64,
  }),
  firmware: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Text, { maxProperties: 16 })),
  heatPump: Type.Optional(Anything),
  zones: Type.Optional(Type.Array(Zone, { maxItems: 16 })),
  sensors: Type.Optional(Type.Array(Sensor, { maxItems: 128 })),
  water: Type.Optional(Range),
  flow: Type.Optional(Flow),
  slotsMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 96 })),
  battery: Type.Optional(Battery),
});

/** A `describe` payload. */
export type DescribePayload = Static<typeof describeSchema>;
