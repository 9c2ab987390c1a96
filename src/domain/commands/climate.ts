import { type Static, Type } from 'typebox';
import type { UnitReport } from '../reports.ts';
import { judgeEquality, matches } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object({ on: Type.Boolean() }, { additionalProperties: false });

/** Switch a heat pump unit's heating and cooling on or off (mqtt.md `set_climate`). */
export const setClimate: CommandSpec<'set_climate', Static<typeof schema>> = {
  kind: 'set_climate',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(60), evidenceWindowMs: seconds(30) }),
  classes: ['heat_pump_unit'],
  supersedeKey: () => 'set_climate',
  aspects: ['unit'],
  faults: () => [],
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'unit', (value) => {
      const shown = (value as UnitReport).climateOn;
      return { wanted: params.on, shown, equal: matches(shown, (on) => on === params.on) };
    }),
};
