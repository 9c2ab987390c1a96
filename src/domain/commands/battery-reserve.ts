import { type Static, Type } from 'typebox';
import type { BatteryReport } from '../reports.ts';
import { judgeEquality, matches, matchesAll } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object(
  {
    minSocPercent: Type.Integer({ minimum: 0, maximum: 100 }),
    maxSocPercent: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  },
  { additionalProperties: false },
);

/** Keep a share of a home battery's charge, percent (mqtt.md `set_reserve`). */
export const setReserve: CommandSpec<'set_reserve', Static<typeof schema>> = {
  kind: 'set_reserve',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(60), evidenceWindowMs: seconds(60) }),
  classes: ['battery'],
  supersedeKey: () => 'set_reserve',
  aspects: ['battery'],
  faults: ({ minSocPercent, maxSocPercent }, { reports }) => {
    const shown = (reports.battery?.value as BatteryReport | undefined)?.reserve;
    // One that is not named stays as it is.
    const ceiling = maxSocPercent ?? shown?.maxSocPercent ?? 100;
    if (minSocPercent <= ceiling) return [];
    const message = `the reserve of ${minSocPercent} % is above the ceiling of ${ceiling} %`;
    return [{ code: 'invalid_parameters', path: ['minSocPercent'], message }];
  },
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'battery', (value) => {
      const shown = (value as BatteryReport).reserve;
      const isSame = (left: number | undefined, right: number | undefined) =>
        right === undefined ? true : matches(left, (each) => each === right);
      const equal = matchesAll([
        isSame(shown?.minSocPercent, params.minSocPercent),
        isSame(shown?.maxSocPercent, params.maxSocPercent),
      ]);
      return { wanted: params, shown, equal };
    }),
};
