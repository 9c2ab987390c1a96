import { type Static, Type } from 'typebox';
import type { UnitReport } from '../reports.ts';
import { judgeEquality, matches } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object({ on: Type.Boolean() }, { additionalProperties: false });

/** Switch a heat pump unit's hot water on or off (mqtt.md `set_hot_water`). */
export const setHotWater: CommandSpec<'set_hot_water', Static<typeof schema>> = {
  kind: 'set_hot_water',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(60), evidenceWindowMs: seconds(30) }),
  classes: ['heat_pump_unit'],
  supersedeKey: () => 'set_hot_water',
  aspects: ['unit'],
  faults: () => [],
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'unit', (value) => {
      const shown = (value as UnitReport).hotWaterOn;
      return { wanted: params.on, shown, equal: matches(shown, (on) => on === params.on) };
    }),
};
