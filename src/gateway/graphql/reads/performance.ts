import { findReadableController } from '../find-devices.ts';
import type { QueryResolvers } from '../generated.ts';
import { toLifetimePerformance, toLivePerformance } from '../views/heat-pump-performance.ts';

/** Serves `octoHeatPumpLivePerformance` and its twin, from the newest raw sample. */
export const livePerformance: QueryResolvers['octoHeatPumpLivePerformance'] = async (
  _root,
  { euid },
  context,
) => {
  const { device } = await findReadableController(context, euid);
  const sample = await context.parts.telemetry.latest(device.id, 'energy');
  return sample && toLivePerformance(sample);
};

/** Serves `octoHeatPumpLifetimePerformance` and its twin, from the newest counters. */
export const lifetimePerformance: QueryResolvers['octoHeatPumpLifetimePerformance'] = async (
  _root,
  { euid },
  context,
) => {
  const { device } = await findReadableController(context, euid);
  const counters = await context.parts.energy.latest(device.id);
  return counters && toLifetimePerformance(counters);
};
