import { endForcedWindows, keepCurrentInRange, spareContactor } from './charging-safety.ts';
import type { Command } from './command.ts';
import type { DeviceView, Refusal } from './commands/spec.ts';
import { toHeatAims, toWaterAims } from './temperature-aims.ts';
import type { TransactionId } from './transaction.ts';

/** One rule of the safety envelope (contract/safety.md); `null` = it has nothing against it. */
export type SafetyRule = (
  command: Command,
  view: DeviceView,
  transactionId: TransactionId | null,
) => Refusal | null;

/** No heating zone is ever put below this, whatever its device allows, C. */
export const frostFloorC = 5;
/** Stored water hotter than this needs a mixing valve that we know of, C. */
export const scaldLimitC = 60;

const rules: readonly SafetyRule[] = [
  keepFrostFree,
  preventScalding,
  keepCurrentInRange,
  spareContactor,
  endForcedWindows,
];

/**
 * Asks every rule, at submit and again when the command is taken: state may have changed while it
 * waited, and no command leaves the gateway that breaks the envelope (promise 5). `transactionId`:
 * its own, if it was accepted.
 */
export function checkSafety(
  command: Command,
  view: DeviceView,
  transactionId: TransactionId | null = null,
): Refusal | null {
  for (const rule of rules) {
    const refusal = rule(command, view, transactionId);
    if (refusal) return refusal;
  }
  return null;
}

function keepFrostFree(command: Command, view: DeviceView): Refusal | null {
  const coldestC = Math.min(...toHeatAims(command, view));
  if (coldestC >= frostFloorC) return null;
  const detail = `a heating zone is kept at ${frostFloorC} C or more against frost`;
  return { code: 'frost_protection', detail, limit: frostFloorC, actual: coldestC };
}

function preventScalding(command: Command, view: DeviceView): Refusal | null {
  const hottestC = Math.max(...toWaterAims(command, view));
  if (hottestC <= scaldLimitC) return null;
  const detail = `hot water above ${scaldLimitC} C needs scald protection, which nobody has stated`;
  return { code: 'scald_protection', detail, limit: scaldLimitC, actual: hottestC };
}
