import { leastAmps } from '../../../domain/commands/charging-schedule.ts';
import { chargingPowerFloorW } from '../../../domain/commands/power-floor.ts';
import type { StatusReport, TestVerdict } from '../../../domain/reports.ts';
import { nominalVoltage } from '../profiles/units.ts';

/** What a test charge saw until now; power as metered, W, `null` = not metered. */
export type TestSight = {
  readonly peakW: number | null;
  readonly loweredW: number | null;
  /** The limit that was set to see the power fall, A; `null` = none could be set. */
  readonly loweredAmps: number | null;
  readonly phases: number;
  readonly isRunning: boolean;
  readonly endReason: string | null;
  readonly state: StatusReport['state'] | null;
};

/** What it comes to, in words. */
export type TestConclusion = { readonly verdict: TestVerdict; readonly detail: string };

/** Meters, voltages and a charger's own draw. */
const POWER_TOLERANCE = 1.25;
/** A fall of less may be the vehicle's own. */
const FALL_SHARE = 0.8;

/** True where no vehicle is plugged in, by what the charger said last. */
export function isUnplugged({ state, endReason }: Pick<TestSight, 'state' | 'endReason'>): boolean {
  return state === 'available' || endReason === 'EVDisconnected';
}

/** True once a session has begun and ended with its vehicle gone: nothing more can be seen. */
export function hasLeft(sight: Pick<TestSight, 'state' | 'endReason'>): boolean {
  return sight.endReason !== null && isUnplugged(sight);
}

/** True for power that flows. */
export function isFlowing(powerW: number | null): boolean {
  return powerW !== null && powerW > chargingPowerFloorW;
}

/**
 * The limit that shows in the meter: the least current, or none for a vehicle that takes hardly
 * more than that anyway.
 */
export function toLoweredAmps(peakW: number, phases: number): number {
  return peakW * FALL_SHARE > mostWatts(leastAmps, phases) ? leastAmps : 0;
}

/** True when the power has fallen to what the lowered limit allows. */
export function hasFallen({ peakW, loweredW, loweredAmps, phases }: TestSight): boolean {
  if (peakW === null || loweredW === null || loweredAmps === null) return false;
  if (loweredAmps === 0) return !isFlowing(loweredW);
  return loweredW <= mostWatts(loweredAmps, phases) && loweredW <= peakW * FALL_SHARE;
}

/** Concludes a test charge (ocpp.md 3.2): it began, and it obeyed, or why not. */
export function concludeTest(sight: TestSight): TestConclusion {
  if (!isFlowing(sight.peakW)) return concludeUnbegun(sight);
  const peak = `the meter showed ${sight.peakW} W`;
  // What fell, or was refused, without a vehicle says nothing of the limit.
  if (isUnplugged(sight)) {
    return { verdict: 'no_vehicle', detail: `${peak}, then it was unplugged` };
  }
  if (sight.loweredAmps === null) return starts(`${peak}, and no limit was taken`);
  const lowered = `${sight.loweredW ?? 'no'} W at a limit of ${sight.loweredAmps} A`;
  if (hasFallen(sight)) return { verdict: 'controllable', detail: `${peak}, then ${lowered}` };
  // Halted is what a limit of 0 asks for, whatever the charger makes of its session.
  if (!sight.isRunning && sight.loweredAmps === 0) {
    return { verdict: 'controllable', detail: `${peak}, then the session ended at a limit of 0 A` };
  }
  return starts(`${peak}, then ${lowered}`);
}

function concludeUnbegun({ peakW, ...sight }: TestSight): TestConclusion {
  if (isUnplugged(sight)) return { verdict: 'no_vehicle', detail: 'no vehicle is plugged in' };
  if (sight.isRunning && sight.state === 'suspended_vehicle') {
    return {
      verdict: 'vehicle_full',
      detail: 'the limit is lifted but the vehicle draws no power',
    };
  }
  const metered = peakW === null ? 'nothing was metered' : `the meter showed ${peakW} W at most`;
  if (sight.isRunning) return { verdict: 'no_effect', detail: metered };
  const how = sight.endReason === null ? 'no session began' : `it ended: ${sight.endReason}`;
  return { verdict: sight.endReason === 'DeAuthorized' ? 'rejected' : 'no_effect', detail: how };
}

function starts(detail: string): TestConclusion {
  return { verdict: 'starts_only', detail };
}

function mostWatts(limitAmps: number, phases: number): number {
  return limitAmps * nominalVoltage * phases * POWER_TOLERANCE;
}
