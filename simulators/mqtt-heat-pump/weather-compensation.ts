import type { Flow } from './state.ts';

/** From here on the mildest flow is enough. */
const MILD_C = 15;
/** From here on the hottest flow is needed. */
const COLD_C = -5;
const STEP_C = 0.5;

/** Flow temperature, C: fixed as it was set, or between `minC` and `maxC` by the weather. */
export function flowTargetC(flow: Readonly<Flow>, outdoorC: number): number {
  if (!flow.weatherCompensation) return flow.currentC;
  const coldness = Math.min(Math.max((MILD_C - outdoorC) / (MILD_C - COLD_C), 0), 1);
  return Math.round((flow.minC + (flow.maxC - flow.minC) * coldness) / STEP_C) * STEP_C;
}
