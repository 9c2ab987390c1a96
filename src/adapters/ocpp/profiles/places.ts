import type { ChargerMemory } from '../charger-memory.ts';
import { allConnectorIds } from '../commands/list-own.ts';
import type { LimitCurve } from './limit-curve.ts';
import type { ProfilePlace } from './rungs.ts';

/**
 * Where a limit may be put, the narrowest first. No wider than its connector where that would
 * withhold something from a vehicle at another one.
 */
export function toPlaces(memory: ChargerMemory, curve: LimitCurve): readonly ProfilePlace[] {
  const withholds = curve.stretches.some(({ limitAmps }) => limitAmps < memory.facts.maxAmps);
  const isAlone = allConnectorIds(memory).length === 1;
  const session = memory.runningKey() ? (['session'] as const) : [];
  const wide = withholds && !isAlone ? [] : (['station', 'ceiling'] as const);
  return [...session, 'connector', ...wide];
}
