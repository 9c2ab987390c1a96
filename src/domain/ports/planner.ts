import type { ChargingPreferences } from '../device-settings.ts';
import type { ChargingPlan } from '../planning/plan.ts';

/** What a plan is made from; Unix ms, Wh, A per phase, percent. */
export type PlanInput = {
  readonly nowMs: number;
  /** IANA name of the zone that the times of the preferences are in. */
  readonly timeZone: string;
  readonly preferences: ChargingPreferences;
  /** Which kind of plan: a charger limits a vehicle in A, a battery is told its power in W. */
  readonly device:
    | {
        readonly kind: 'charger';
        readonly maxAmps: number;
        readonly phases: number;
        /** `null` = not known: a usual one is assumed. */
        readonly batteryWh: number | null;
      }
    | { readonly kind: 'battery'; readonly batteryWh: number; readonly maxChargeW: number };
  /** `null` = the device does not say: a low one is assumed, so that the target is met. */
  readonly socPercent: number | null;
  /** Names the device: starts of many devices are spread over up to ten minutes (safety.md). */
  readonly spreadBy: string;
};

/**
 * Decides when a device charges. Ours is one pure function; an outside planner can stand behind
 * the same port. `null` = nothing to plan for.
 */
export type Planner = { plan(input: PlanInput): Promise<ChargingPlan | null> };
