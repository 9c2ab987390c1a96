import { stepCompressor } from './compressor.ts';
import type { HeatPumpState } from './state.ts';
import { flowTargetC } from './weather-compensation.ts';
import type { ZoneName } from './zone-words.ts';
import type { Zone } from './zones.ts';

const HOUR_MS = 3_600_000;
/** Below this a zone is heated even when it is off (safety.md: frost floor 5-7 C always). */
const FROST_C = 5;
const HYSTERESIS_C = 0.3;
const ROOM = { tauHours: 20, heatRateCPerHour: 1.4, heatKw: 3 } as const;
const TANK = { tauHours: 60, heatRateCPerHour: 25, heatKw: 6, cellarC: 17 } as const;
const STANDBY_KW = 0.03;
/** A quieter compressor gives less. */
const QUIETER_SHARE = 0.8;
const STEP_MS = 60_000;
const STEPS_MAX = 5_000;

/** A body that loses heat to its surroundings and may be heated. */
export interface Body {
  readonly temperatureC: number;
  readonly ambientC: number;
  readonly tauHours: number;
  /** How fast it would warm without losses; 0 when it is not heated. */
  readonly heatRateCPerHour: number;
}

/** First-order step, exact for any length: towards the level where gain and loss balance. */
export function stepBody(body: Body, hours: number): number {
  const balanceC = body.ambientC + body.heatRateCPerHour * body.tauHours;
  return balanceC + (body.temperatureC - balanceC) * Math.exp(-hours / body.tauHours);
}

/** Whether the zone calls for heat, with hysteresis around its setpoint. */
export function decideDemand(zone: Zone): boolean {
  if (!zone.enabled) return false;
  const { action, setpointC } = zone.operation;
  const aimC = action === 'ON' ? (setpointC ?? FROST_C) : FROST_C;
  const edgeC = zone.heatDemand ? aimC + HYSTERESIS_C : aimC - HYSTERESIS_C;
  return zone.temperatureC < edgeC;
}

/** Coefficient of performance: falls with the flow temperature, rises with the weather. */
export function performanceAt(flowC: number, outdoorC: number): number {
  const value = 4.2 - 0.06 * (flowC - 35) + 0.07 * (outdoorC - 7);
  return Math.min(Math.max(value, 1.5), 5.5);
}

/** Advances weather, compressor, zones, tank and energy counters by device time. */
export function stepHeatPump(state: HeatPumpState, deviceMs: number): void {
  state.outdoorC = outdoorAt(state.clock.elapsedMs());
  state.flow.currentC = flowTargetC(state.flow, state.outdoorC);
  // In short steps, so that the compressor's minimum times hold at any speed of the clock.
  const steps = Math.min(Math.max(Math.ceil(deviceMs / STEP_MS), 1), STEPS_MAX);
  for (let step = 0; step < steps; step += 1) stepOnce(state, deviceMs / steps);
}

function stepOnce(state: HeatPumpState, deviceMs: number): void {
  const zones = [...state.zones.values()];
  for (const zone of zones) zone.heatDemand = decideDemand(zone);
  const called = zones.filter(({ heatDemand }) => heatDemand);
  const isFaulted = state.faultCodes.length > 0;
  const call = { isCalled: called.length > 0, isFaulted };
  const isRunning = stepCompressor(state.compressor, call, deviceMs);
  // What a compressor gives until it may stop goes where heat was called for last.
  if (called.length > 0) state.served = called.map(({ name }) => name);
  const served = isRunning ? state.served : [];
  for (const zone of zones) warm(state, zone, { hours: deviceMs / HOUR_MS, served });
  const places = zones.filter(({ name }) => served.includes(name)).map(placeOf);
  const heatKw = places.reduce((sum, { heatKw: part }) => sum + part * shareOf(state), 0);
  countEnergy(state, heatKw, deviceMs / HOUR_MS);
}

interface Warming {
  readonly hours: number;
  readonly served: readonly ZoneName[];
}

function warm(state: HeatPumpState, zone: Zone, { hours, served }: Warming): void {
  const { tauHours, heatRateCPerHour } = placeOf(zone);
  const body: Body = {
    temperatureC: zone.temperatureC,
    ambientC: zone.type === 'WATER' ? TANK.cellarC : state.outdoorC,
    tauHours,
    heatRateCPerHour: served.includes(zone.name) ? heatRateCPerHour * shareOf(state) : 0,
  };
  zone.temperatureC = stepBody(body, hours);
}

const placeOf = (zone: Zone) => (zone.type === 'WATER' ? TANK : ROOM);
const shareOf = (state: HeatPumpState) => (state.isQuieter ? QUIETER_SHARE : 1);

function countEnergy(state: HeatPumpState, heatKw: number, hours: number): void {
  const { energy } = state;
  energy.heatOutKw = heatKw;
  energy.powerInKw = STANDBY_KW + heatKw / performanceAt(state.flow.currentC, state.outdoorC);
  energy.heatOutKwh += energy.heatOutKw * hours;
  energy.energyInKwh += energy.powerInKw * hours;
}

/** Outdoor temperature, C, of a mild day: 4 C to 12 C, coldest before dawn. */
export function outdoorAt(elapsedMs: number): number {
  return 8 + 4 * Math.sin((elapsedMs / HOUR_MS / 24) * 2 * Math.PI);
}
