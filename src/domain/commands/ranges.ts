import type { CelsiusRange } from '../description.ts';
import type { InputFault } from './spec.ts';

/** Checks a setpoint against a range and its grid; never clamps (safety.md, "Hot water"). */
export function toRangeFaults(
  value: number,
  range: CelsiusRange,
  path: readonly string[],
): readonly InputFault[] {
  if (value < range.minC || value > range.maxC) {
    const message = `${value} C is outside the device's range of ${range.minC} to ${range.maxC} C`;
    return [{ code: 'out_of_range', path, message }];
  }
  const steps = (value - range.minC) / range.stepC;
  if (Math.abs(steps - Math.round(steps)) < 1e-6) return [];
  const message = `${value} C is off the device's grid of ${range.stepC} C from ${range.minC} C`;
  return [{ code: 'out_of_range', path, message }];
}
