import { type Static, Type } from 'typebox';
import type { ConfigReport } from '../reports.ts';
import { isSameCelsius, judgeEquality, matches } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { toRangeFaults } from './ranges.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object(
  { setpointC: Type.Number({ minimum: 0, maximum: 100 }) },
  { additionalProperties: false },
);

/** The range when the device names none: Cosy controllers (safety.md, "Hot water setpoint"). */
const usualRange = { minC: 40, maxC: 60 };

/** Set the hot water temperature, C (mqtt.md `set_water_setpoint`). */
export const setWaterSetpoint: CommandSpec<'set_water_setpoint', Static<typeof schema>> = {
  kind: 'set_water_setpoint',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(60), evidenceWindowMs: seconds(30) }),
  classes: ['heat_pump_controller'],
  supersedeKey: () => 'set_water_setpoint',
  aspects: ['config'],
  faults: (params, view) => {
    const range = view.description?.water ?? usualRange;
    return toRangeFaults(params.setpointC, { ...range, stepC: 0.5 }, ['setpointC']);
  },
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'config', (value) => {
      const shown = (value as ConfigReport).waterSetpointC;
      const equal = matches(shown, (each) => isSameCelsius(each, params.setpointC));
      return { wanted: params.setpointC, shown, equal };
    }),
};
