import type { ChargerMemory } from '../charger-memory.ts';

/**
 * From here on only what is metered anew shows what flows: neither the last power, nor one that
 * would be derived from a register that was read before (lifecycle rule 11).
 */
export function forgetPower(memory: ChargerMemory): void {
  const connector = memory.main();
  connector.powerW = null;
  if (connector.energy) connector.energy = { ...connector.energy, isBefore: true };
}
