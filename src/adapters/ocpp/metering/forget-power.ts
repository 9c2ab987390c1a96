import { chargingPowerFloorW } from '../../../domain/commands/power-floor.ts';
import type { Charger } from '../charger.ts';

/**
 * From here on only what is metered anew shows what flows: neither the last power, nor one that
 * would be derived from a register that was read before (lifecycle rule 11), nor a sample that was
 * taken before and comes late. Where power flowed before, a sample may still show its end.
 */
export function forgetPower({ memory, clock }: Pick<Charger, 'memory' | 'clock'>): void {
  const connector = memory.main();
  const sinceMs = clock.nowMs();
  const flowed = connector.settling !== null || (connector.powerW ?? 0) > chargingPowerFloorW;
  connector.settling = flowed ? { sinceMs, lastW: null } : null;
  connector.powerW = null;
  memory.sampleClock.sinceMs = sinceMs;
  if (connector.energy) connector.energy = { ...connector.energy, isBefore: true };
}
