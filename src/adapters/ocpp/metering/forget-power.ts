import type { Charger } from '../charger.ts';

/**
 * From here on only what is metered anew shows what flows: neither the last power, nor one that
 * would be derived from a register that was read before (lifecycle rule 11), nor a sample that was
 * taken before and comes late.
 */
export function forgetPower({ memory, clock }: Pick<Charger, 'memory' | 'clock'>): void {
  const connector = memory.main();
  connector.powerW = null;
  memory.sampleClock.sinceMs = clock.nowMs();
  if (connector.energy) connector.energy = { ...connector.energy, isBefore: true };
}
