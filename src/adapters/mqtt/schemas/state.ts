import { type Static, type TSchema, Type } from 'typebox';
import { Celsius, Count, Moment, oneOf, orNull, Percent, Quantity, Text, Word } from './terms.ts';

const OnOff = oneOf(['ON', 'OFF']);
const head = { at: Moment, rev: Count };

const Zone = Type.Object({
  zone: Word,
  displayName: Type.Optional(Text),
  mode: oneOf(['AUTO', 'ON', 'OFF', 'BOOST']),
  setpointC: Type.Optional(orNull(Celsius)),
  action: Type.Optional(OnOff),
  endAt: Type.Optional(orNull(Moment)),
  previous: Type.Optional(
    orNull(
      Type.Object({
        mode: Type.Optional(Word),
        setpointC: Type.Optional(orNull(Celsius)),
        action: Type.Optional(Word),
      }),
    ),
  ),
  relayOn: Type.Optional(Type.Boolean()),
  heatDemand: Type.Optional(Type.Boolean()),
  callForHeat: Type.Optional(Type.Boolean()),
  emergency: Type.Optional(Type.Boolean()),
  primarySensor: Type.Optional(orNull(Word)),
});

const Sensor = Type.Object({
  code: Word,
  displayName: Type.Optional(Text),
  online: Type.Optional(Type.Boolean()),
  at: Type.Optional(Moment),
  boostEnabled: Type.Optional(Type.Boolean()),
});

const Schedule = Type.Object({
  zone: Word,
  days: Type.Optional(Word),
  settings: Type.Array(
    Type.Object({
      time: Word,
      action: Type.Optional(Word),
      setpointC: Type.Optional(orNull(Celsius)),
    }),
    { maxItems: 128 },
  ),
});

const Window = Type.Object({
  startAt: Moment,
  endAt: Moment,
  direction: oneOf(['charge', 'discharge']),
  powerW: Quantity,
});

const Battery = Type.Object({
  ...head,
  reserve: Type.Optional(
    Type.Object({ minSocPercent: Percent, maxSocPercent: Type.Optional(Percent) }),
  ),
  windows: Type.Optional(Type.Array(Window, { maxItems: 128 })),
  suspended: Type.Optional(Type.Boolean()),
  mode: Type.Optional(oneOf(['idle', 'charging', 'discharging'])),
});

const Config = Type.Object({
  ...head,
  controllerState: Type.Optional(Type.Array(Word, { maxItems: 32 })),
  timezone: Type.Optional(orNull(Text)),
  faultCodes: Type.Optional(Type.Array(Word, { maxItems: 64 })),
  lastReset: Type.Optional(orNull(Moment)),
  latestCounterReset: Type.Optional(orNull(Moment)),
  quieter: Type.Optional(orNull(Type.Boolean())),
  waterSetpointC: Type.Optional(Celsius),
  flow: Type.Optional(
    Type.Object({
      currentC: Type.Optional(orNull(Quantity)),
      weatherCompensation: Type.Optional(Type.Boolean()),
      minC: Type.Optional(orNull(Celsius)),
      maxC: Type.Optional(orNull(Celsius)),
    }),
  ),
});

const Unit = Type.Object({
  ...head,
  climateOn: Type.Optional(Type.Boolean()),
  hotWaterOn: Type.Optional(Type.Boolean()),
  roomC: Type.Optional(orNull(Celsius)),
  setpointC: Type.Optional(orNull(Celsius)),
  waterC: Type.Optional(orNull(Celsius)),
});

/** `state/{aspect}`, by aspect; tolerant readers: the fields we know are checked, others kept. */
export const stateSchemas = {
  zones: Type.Object({ ...head, zones: Type.Array(Zone, { maxItems: 16 }) }),
  sensors: Type.Object({ ...head, sensors: Type.Array(Sensor, { maxItems: 128 }) }),
  schedules: Type.Object({ ...head, schedules: Type.Array(Schedule, { maxItems: 128 }) }),
  config: Config,
  battery: Battery,
  unit: Unit,
} as const satisfies Record<string, TSchema>;

/** An aspect that MQTT devices report. */
export type MqttAspect = keyof typeof stateSchemas;

/** What every `state` payload has: the device's time and its revision. */
export type StatePayload = Static<typeof Unit>;

/** Narrows the last level of a `state` topic. */
export function isMqttAspect(name: string): name is MqttAspect {
  return Object.hasOwn(stateSchemas, name);
}
