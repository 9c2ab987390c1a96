import type { Device } from '../device.ts';

/** A stretch of a plan with one limit. Unix ms; A per phase for a charger, W for a battery. */
export type PlanPeriod = {
  readonly startMs: number;
  readonly endMs: number;
  /** 0 = rest; for a charger else 6 A at least (safety.md). Negative: a battery gives. */
  readonly limit: number;
  /** What the device is expected to take in it, Wh. */
  readonly energyWh: number;
};

/**
 * When a device is to charge. Invariants: periods are in order, touch each other and begin at
 * `madeAtMs`; after the last one nothing is limited any more, so that a device that we lose can
 * always charge.
 */
export type ChargingPlan = {
  /** Names its content: the same wish at the same time has the same id. */
  readonly id: string;
  readonly madeAtMs: number;
  /** By when the target is met; the end of the last period. */
  readonly readyByMs: number;
  readonly targetSocPercent: number;
  readonly periods: readonly PlanPeriod[];
};

/** The period of a plan that holds at a moment; `null` = outside of it, nothing is limited. */
export function periodAt(plan: ChargingPlan | null, atMs: number): PlanPeriod | null {
  return plan?.periods.find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs) ?? null;
}

/** True for what can be told when to charge. */
export function hasPlan({ class: deviceClass }: Pick<Device, 'class'>): boolean {
  return deviceClass === 'charger' || deviceClass === 'vehicle' || deviceClass === 'battery';
}
