import { type Static, Type } from 'typebox';
import type { ZonesReport } from '../reports.ts';
import { findZone, toSensorFaults, toZoneFaults, zoneNameSchema } from './controller-zones.ts';
import { judgeEquality, matches } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object(
  {
    zone: zoneNameSchema,
    sensorCode: Type.String({ minLength: 1, maxLength: 32 }),
  },
  { additionalProperties: false },
);

/** Choose the sensor that a zone is controlled by (mqtt.md `set_primary_sensor`). */
export const setPrimarySensor: CommandSpec<'set_primary_sensor', Static<typeof schema>> = {
  kind: 'set_primary_sensor',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(24 * 60), evidenceWindowMs: seconds(30) }),
  classes: ['heat_pump_controller'],
  supersedeKey: (params) => `${params.zone}:sensor`,
  aspects: ['zones'],
  faults: (params, view) => [
    ...(findZone(params.zone, view)?.enabled ? [] : toZoneFaults(params.zone, view)),
    ...toSensorFaults(params.sensorCode, view),
  ],
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'zones', (value) => {
      const { zones } = value as ZonesReport;
      const zone = zones.find((each) => each.zone === params.zone);
      // The list is whole: a zone that is not in it has no sensor. Null is an answer, too: none.
      const shown = zone ? zone.primarySensor : null;
      const equal = matches(shown, (code) => code === params.sensorCode);
      return { wanted: params.sensorCode, shown, equal };
    }),
};
