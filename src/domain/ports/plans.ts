import type { DeviceId } from '../device.ts';
import type { ChargingPlan } from '../planning/plan.ts';

/** The plans of devices, and when each is to be looked at again. */
export type Plans = {
  /** Keeps what was planned; `null` = nothing is planned any more. */
  keep(deviceId: DeviceId, plan: ChargingPlan | null): Promise<void>;
  /** Has the device's plan made anew at that time, or earlier if that was asked for; Unix ms. */
  remake(deviceId: DeviceId, atMs: number): Promise<void>;
};
