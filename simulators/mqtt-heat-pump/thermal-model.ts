import type { HeatPumpState } from './state.ts';
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

/** Advances weather, zones, tank and energy counters by device time. */
export function stepHeatPump(state: HeatPumpState, deviceMs: number): void {
  const hours = deviceMs / HOUR_MS;
  state.outdoorC = outdoorAt(state.clock.elapsedMs());
  state.flow.currentC = flowTarget(state);
  const share = state.isQuieter ? QUIETER_SHARE : 1;
  let heatKw = 0;
  for (const zone of state.zones.values()) {
    zone.heatDemand = decideDemand(zone);
    const place = zone.type === 'WATER' ? TANK : ROOM;
    if (zone.heatDemand) heatKw += place.heatKw * share;
    zone.temperatureC = stepBody(
      {
        temperatureC: zone.temperatureC,
        ambientC: zone.type === 'WATER' ? TANK.cellarC : state.outdoorC,
        tauHours: place.tauHours,
        heatRateCPerHour: zone.heatDemand ? place.heatRateCPerHour * share : 0,
      },
      hours,
    );
  }
  countEnergy(state, heatKw, hours);
}

function countEnergy(state: HeatPumpState, heatKw: number, hours: number): void {
  const { energy } = state;
  energy.heatOutKw = heatKw;
  energy.powerInKw = STANDBY_KW + heatKw / performanceAt(state.flow.currentC, state.outdoorC);
  energy.heatOutKwh += energy.heatOutKw * hours;
  energy.energyInKwh += energy.powerInKw * hours;
}

/** A mild day: 4 C to 12 C, coldest before dawn. */
function outdoorAt(elapsedMs: number): number {
  return 8 + 4 * Math.sin((elapsedMs / HOUR_MS / 24) * 2 * Math.PI);
}

/** Between `minC` and `maxC` by the weather, else the fixed temperature. */
function flowTarget({ flow, outdoorC }: HeatPumpState): number {
  if (!flow.weatherCompensation) return flow.currentC;
  const coldness = Math.min(Math.max((15 - outdoorC) / 20, 0), 1);
  return Math.round((flow.minC + (flow.maxC - flow.minC) * coldness) * 2) / 2;
}
