import type { SimClock } from '../lib/clock.ts';
import type { ModelParts } from '../lib/mqtt/behaviour.ts';

/** What it holds when it is full. */
export const CAPACITY_KWH = 13.5;
/** The most that it takes. */
export const MAX_CHARGE_W = 5_000;
/** The most that it gives. */
export const MAX_DISCHARGE_W = 5_000;
/** Windows that fit into its memory. */
export const SLOTS_MAX = 16;
/** Share of what goes in that comes to be stored. */
export const EFFICIENCY = 0.95;

/** One forced charge or discharge, as in the payload, and in device time since start. */
export interface BatteryWindow {
  readonly startAt: string;
  readonly endAt: string;
  readonly direction: 'charge' | 'discharge';
  readonly powerW: number;
  /** Divided when armed (lifecycle.md, "Windows"): device time, like all physics. */
  readonly startMs: number;
  readonly endMs: number;
}

/** Everything that a battery knows. `powerW` above 0 charges (mqtt.md, telemetry/battery). */
export interface BatteryState {
  readonly euid: string;
  readonly clock: SimClock;
  /** Draw of the house less what the roof gives, in W; below 0 there is too much sun. */
  houseW: number;
  socPercent: number;
  powerW: number;
  chargedKwh: number;
  dischargedKwh: number;
  minSocPercent: number;
  maxSocPercent: number;
  windows: readonly BatteryWindow[];
  isSuspended: boolean;
}

/** A battery somewhere between a third and two thirds full. */
export function makeBatteryState({ euid, clock, random }: ModelParts): BatteryState {
  return {
    euid,
    clock,
    houseW: 0,
    socPercent: 35 + random() * 30,
    powerW: 0,
    chargedKwh: 0,
    dischargedKwh: 0,
    minSocPercent: 10,
    maxSocPercent: 100,
    windows: [],
    isSuspended: false,
  };
}

/** The mode word of `state/battery`. */
export function modeOf(powerW: number): 'idle' | 'charging' | 'discharging' {
  if (powerW > 0) return 'charging';
  return powerW < 0 ? 'discharging' : 'idle';
}
