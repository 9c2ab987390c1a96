import { type Static, Type } from 'typebox';
import { hasInvisible } from '../printable.ts';
import type { SensorsReport } from '../reports.ts';
import { judgeEquality } from './equality.ts';
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
  policy: {
    waitsOffline: 'yes',
    expiresAfterMs: minutes(24 * 60),
    autoRetry: true,
    answerWindowMs: seconds(30),
    evidenceWindowMs: seconds(30),
    graceMs: minutes(15),
    laneFreeAt: 'settled',
  },
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
    const sensors = view.description?.sensors ?? [];
    if (!sensors.some((sensor) => sensor.code === params.sensorCode)) {
      const message = `the controller has no sensor ${params.sensorCode}`;
      faults.push({ code: 'unknown_sensor', path: ['sensorCode'], message });
    }
    return faults;
  },
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'sensors', (value) => {
      const { sensors } = value as SensorsReport;
      const shown = sensors.find((sensor) => sensor.code === params.sensorCode)?.displayName;
      return { wanted: params.displayName, shown, equal: shown === params.displayName };
    }),
};
