import { type Static, Type } from 'typebox';
import { hasInvisible } from '../printable.ts';
import type { SensorsReport } from '../reports.ts';
import { toSensorFaults } from './controller-zones.ts';
import { judgeEquality, matches } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { type CommandSpec, type InputFault, minutes, seconds } from './spec.ts';

const schema = Type.Object(
  {
    sensorCode: Type.String({ minLength: 1, maxLength: 32 }),
    displayName: Type.String({ minLength: 1, maxLength: 64 }),
  },
  { additionalProperties: false },
);

/** Give a sensor of a heating controller another display name (mqtt.md `rename_sensor`). */
export const renameSensor: CommandSpec<'rename_sensor', Static<typeof schema>> = {
  kind: 'rename_sensor',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(24 * 60), evidenceWindowMs: seconds(30) }),
  classes: ['heat_pump_controller'],
  supersedeKey: (params) => `${params.sensorCode}:name`,
  aspects: ['sensors'],
  faults: (params, view) => {
    const faults: InputFault[] = [];
    if (hasInvisible(params.displayName) || params.displayName.trim() === '') {
      const message =
        'a display name is 1 to 64 characters that can be seen, not all of them spaces: no ' +
        'control characters, and no invisible ones such as those that turn the text’s direction';
      faults.push({ code: 'invalid_parameters', path: ['displayName'], message });
    }
    return [...faults, ...toSensorFaults(params.sensorCode, view)];
  },
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'sensors', (value) => {
      const { sensors } = value as SensorsReport;
      const sensor = sensors.find((each) => each.code === params.sensorCode);
      // The list is whole: a sensor that is not in it has no name.
      const shown = sensor ? sensor.displayName : null;
      const equal = matches(shown, (name) => name === params.displayName);
      return { wanted: params.displayName, shown, equal };
    }),
};
