import { type Static, Type } from 'typebox';
import type { UnitReport } from '../reports.ts';
import { isSameCelsius, judgeEquality, matchesKnown } from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { toRangeFaults } from './ranges.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object(
  { setpointC: Type.Number({ minimum: -50, maximum: 100 }) },
  { additionalProperties: false },
);

/** What the API allows for rooms (kraken-api.md 1.4, `RoomTemperatureInput`). */
const roomRange = { minC: 12, maxC: 30, stepC: 0.5 };

/** Set the room temperature of a heat pump unit, C (mqtt.md `set_room_temperature`). */
export const setRoomTemperature: CommandSpec<'set_room_temperature', Static<typeof schema>> = {
  kind: 'set_room_temperature',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(60), evidenceWindowMs: seconds(30) }),
  classes: ['heat_pump_unit'],
  supersedeKey: () => 'set_room_temperature',
  aspects: ['unit'],
  faults: (params) => toRangeFaults(params.setpointC, roomRange, ['setpointC']),
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'unit', (value) => {
      // Null: a unit that has not yet read its setpoint back, or has none to tell of.
      const shown = (value as UnitReport).setpointC;
      const equal = matchesKnown(shown, (each) => isSameCelsius(each, params.setpointC));
      return { wanted: params.setpointC, shown, equal };
    }),
};
