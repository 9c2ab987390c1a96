import type { Command } from './command.ts';
import type { DeviceView } from './commands/spec.ts';
import { toWaterAims } from './temperature-aims.ts';

/** Stored water colder than this lets legionella grow unless it is disinfected, C (safety.md). */
export const legionellaWarningC = 50;

/**
 * What whoever reads the timeline should know of a command that is allowed: no refusal, no clamp.
 * No controller reports its disinfection cycles (mqtt.md), so colder water is always warned of.
 */
export function toCaution(command: Command, view: DeviceView): string | null {
  const coldestC = Math.min(...toWaterAims(command, view));
  if (coldestC >= legionellaWarningC) return null;
  return (
    `warning: hot water at ${coldestC} C, under ${legionellaWarningC} C, ` +
    'needs a regular disinfection cycle against legionella; the device reports none'
  );
}
