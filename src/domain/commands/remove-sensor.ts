import { type Static, Type } from 'typebox';
import type { SensorsReport } from '../reports.ts';
import { toSensorFaults } from './controller-zones.ts';
import { judgeEquality } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object(
  { sensorCode: Type.String({ minLength: 1, maxLength: 32 }) },
  { additionalProperties: false },
);

/** Forget a sensor (mqtt.md `remove_sensor`): proved when a newer state no longer shows it. */
export const removeSensor: CommandSpec<'remove_sensor', Static<typeof schema>> = {
  kind: 'remove_sensor',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(60), evidenceWindowMs: seconds(30) }),
  classes: ['heat_pump_controller'],
  supersedeKey: () => null,
  aspects: ['sensors'],
  faults: (params, view) => toSensorFaults(params.sensorCode, view),
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'sensors', (value) => {
      const codes = (value as SensorsReport).sensors.map((sensor) => sensor.code);
      return { wanted: 'absent', shown: codes, equal: !codes.includes(params.sensorCode) };
    }),
};
