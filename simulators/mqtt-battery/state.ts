import type { SimClock } from '../lib/clock.ts';
import type { ModelParts } from '../lib/mqtt/behaviour.ts';

/** What one battery can do: energy in kWh, power in W. */
export interface BatterySetup {
  readonly capacityKwh: number;
  readonly maxChargeW: number;
  readonly maxDischargeW: number;
  /** State of charge at the start; undefined: by the seed, between a third and two thirds. */
  readonly socPercent: number | undefined;
}

/** The battery when nothing else is asked for. */
export const USUAL_SETUP: BatterySetup = {
  capacityKwh: 13.5,
  maxChargeW: 5_000,
  maxDischargeW: 5_000,
  socPercent: undefined,
};
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
  readonly setup: BatterySetup;
  /** To be called when something changed by itself, such as at the end of a window. */
  readonly changed: () => void;
  /** Draw of the house less what the roof gives, in W; below 0 there is too much sun. */
  houseW: number;
  socPercent: number;
  powerW: number;
  chargedKwh: number;
  dischargedKwh: number;
  minSocPercent: number;
  maxSocPercent: number;
  /** In the order of their starts, none overlapping; those that are over are gone. */
  windows: readonly BatteryWindow[];
  /** Disarms the edges of the windows. */
  cancelEdges: () => void;
  isSuspended: boolean;
  /** The owner at the device holds it: what comes from afar is refused. */
  isHeld: boolean;
  /** Faults of the inverter; with one no power flows. */
  faultCodes: readonly string[];
}

/** A battery that has just been installed. */
export function makeBatteryState(parts: ModelParts, setup: BatterySetup): BatteryState {
  const { euid, clock, random, changed } = parts;
  return {
    euid,
    clock,
    setup,
    changed,
    houseW: 0,
    socPercent: setup.socPercent ?? 35 + random() * 30,
    powerW: 0,
    chargedKwh: 0,
    dischargedKwh: 0,
    minSocPercent: 10,
    maxSocPercent: 100,
    windows: [],
    cancelEdges: () => {},
    isSuspended: false,
    isHeld: false,
    faultCodes: [],
  };
}

/** The mode word of `state/battery`. */
export function modeOf(powerW: number): 'idle' | 'charging' | 'discharging' {
  if (powerW > 0) return 'charging';
  return powerW < 0 ? 'discharging' : 'idle';
}
