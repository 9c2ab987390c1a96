import type { SimClock } from '../../lib/clock.ts';
import type { ModelParts } from '../../lib/mqtt/behaviour.ts';
import { type Compressor, makeCompressor, stepCompressor } from '../compressor.ts';
import { outdoorAt, performanceAt, stepBody } from '../thermal-model.ts';

/** Room temperature that may be asked for (kraken-api.md 1.4: 12 to 30 in steps of 0.5). */
export const ROOM_RANGE = { min: 12, max: 30, step: 0.5 } as const;

const HOUR_MS = 3_600_000;
const STEP_MS = 60_000;
const STEPS_MAX = 5_000;
const HYSTERESIS_C = 0.3;
const TANK_AIM_C = 50;
const FLOW_C = { room: 35, tank: 52 } as const;
const HEAT_KW = 8;
const STANDBY_KW = 0.02;
const ROOM = { tauHours: 30, heatRateCPerHour: 2 } as const;
const TANK = { tauHours: 60, heatRateCPerHour: 20, cellarC: 17 } as const;

/** Everything that a heat pump unit knows. Temperatures in C. */
export interface UnitState {
  readonly clock: SimClock;
  readonly compressor: Compressor;
  readonly energy: {
    powerInKw: number;
    heatOutKw: number;
    energyInKwh: number;
    heatOutKwh: number;
  };
  isClimateOn: boolean;
  isHotWaterOn: boolean;
  setpointC: number;
  roomC: number;
  waterC: number;
  outdoorC: number;
  /** What the compressor heats, or heated last; the tank goes first. */
  heats: 'room' | 'tank';
}

/** A unit that keeps a house warm. */
export function makeUnitState({ clock, random }: ModelParts): UnitState {
  return {
    clock,
    compressor: makeCompressor(),
    energy: { powerInKw: 0, heatOutKw: 0, energyInKwh: 0, heatOutKwh: 0 },
    isClimateOn: true,
    isHotWaterOn: true,
    setpointC: 20,
    roomC: 18 + random() * 2,
    waterC: 44 + random() * 4,
    outdoorC: outdoorAt(clock.elapsedMs()),
    heats: 'room',
  };
}

/** Advances weather, room, tank and counters by device time. */
export function stepUnit(state: UnitState, deviceMs: number): void {
  state.outdoorC = outdoorAt(state.clock.elapsedMs());
  const steps = Math.min(Math.max(Math.ceil(deviceMs / STEP_MS), 1), STEPS_MAX);
  for (let step = 0; step < steps; step += 1) stepOnce(state, deviceMs / steps);
}

function stepOnce(state: UnitState, deviceMs: number): void {
  const { compressor, energy } = state;
  const wanted = decide(state);
  if (wanted !== null) state.heats = wanted;
  const call = { isCalled: wanted !== null, isFaulted: false };
  const isRunning = stepCompressor(compressor, call, deviceMs);
  const hours = deviceMs / HOUR_MS;
  const rate = (place: UnitState['heats'], full: number) =>
    isRunning && state.heats === place ? full : 0;
  state.roomC = stepBody(
    {
      temperatureC: state.roomC,
      ambientC: state.outdoorC,
      tauHours: ROOM.tauHours,
      heatRateCPerHour: rate('room', ROOM.heatRateCPerHour),
    },
    hours,
  );
  state.waterC = stepBody(
    {
      temperatureC: state.waterC,
      ambientC: TANK.cellarC,
      tauHours: TANK.tauHours,
      heatRateCPerHour: rate('tank', TANK.heatRateCPerHour),
    },
    hours,
  );
  energy.heatOutKw = isRunning ? HEAT_KW : 0;
  const cop = performanceAt(FLOW_C[state.heats], state.outdoorC);
  energy.powerInKw = STANDBY_KW + energy.heatOutKw / cop;
  energy.heatOutKwh += energy.heatOutKw * hours;
  energy.energyInKwh += energy.powerInKw * hours;
}

/** What is too cold, with hysteresis while it is being heated. */
function decide(state: UnitState): UnitState['heats'] | null {
  const { compressor, heats } = state;
  const edge = (place: UnitState['heats']) =>
    compressor.isRunning && heats === place ? HYSTERESIS_C : -HYSTERESIS_C;
  if (state.isHotWaterOn && state.waterC < TANK_AIM_C + edge('tank') * 5) return 'tank';
  return state.isClimateOn && state.roomC < state.setpointC + edge('room') ? 'room' : null;
}
