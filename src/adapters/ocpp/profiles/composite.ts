import type { Composite } from '../dialect.ts';
import { toAmps } from './units.ts';

/**
 * The limit at the start of a composite schedule, A per phase; `null` when it shows none. The
 * schedule begins when it is asked for, so its first period is the present one (OCPP 1.6 5.7).
 * Watts without a number of phases count over the phases that are known.
 */
export function readPresentAmps(composite: Composite | null, phases: number): number | null {
  const [present] = [...(composite?.periods ?? [])].sort((a, b) => a.startS - b.startS);
  if (!composite || !present) return null;
  return toAmps(present.limit, composite.unit, present.phases ?? phases);
}
