import type { CommandBehaviour, CommandTable } from '../../lib/mqtt/behaviour.ts';
import { identify } from '../../lib/mqtt/commands/identify.ts';
import { reboot } from '../../lib/mqtt/commands/reboot.ts';
import { judgeNumber } from '../../lib/mqtt/params.ts';
import { outOfRange } from '../../lib/mqtt/request.ts';
import { ROOM_RANGE, type UnitState } from './unit-state.ts';

/** `set_climate {on}` */
const setClimate = makeSwitch((state, isOn) => {
  state.isClimateOn = isOn;
});

/** `set_hot_water {on}` */
const setHotWater = makeSwitch((state, isOn) => {
  state.isHotWaterOn = isOn;
});

/** `set_room_temperature {setpointC}` */
export const setRoomTemperature: CommandBehaviour<UnitState> = {
  aspect: 'unit',
  plan(state, { setpointC }) {
    const refusal = judgeNumber('setpointC', setpointC, ROOM_RANGE);
    if (refusal !== null) return refusal;
    return {
      apply() {
        state.setpointC = Number(setpointC);
      },
    };
  },
};

/** The kinds that a heat pump unit knows (mqtt.md, "kinds and params"). */
export const UNIT_COMMANDS: CommandTable<UnitState> = {
  set_climate: setClimate,
  set_hot_water: setHotWater,
  set_room_temperature: setRoomTemperature,
  identify,
  reboot,
};

function makeSwitch(turn: (state: UnitState, isOn: boolean) => void): CommandBehaviour<UnitState> {
  return {
    aspect: 'unit',
    plan(state, { on }) {
      if (typeof on !== 'boolean') return outOfRange('on: must be true or false');
      return { apply: () => turn(state, on) };
    },
  };
}
