import { type Static, Type } from 'typebox';
import type { ConfigReport } from '../reports.ts';
import { judgeEquality, matchesKnown } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object({ enabled: Type.Boolean() }, { additionalProperties: false });

/** Let the heat pump run quieter, or no longer (mqtt.md `set_quieter_mode`). */
export const setQuieterMode: CommandSpec<'set_quieter_mode', Static<typeof schema>> = {
  kind: 'set_quieter_mode',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(60), evidenceWindowMs: seconds(30) }),
  classes: ['heat_pump_controller'],
  supersedeKey: () => 'set_quieter_mode',
  aspects: ['config'],
  faults: () => [],
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'config', (value) => {
      // Null: the heat pump has not told its controller.
      const shown = (value as ConfigReport).quieter;
      return {
        wanted: params.enabled,
        shown,
        equal: matchesKnown(shown, (on) => on === params.enabled),
      };
    }),
};
