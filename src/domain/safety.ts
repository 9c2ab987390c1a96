import type { Command } from './command.ts';
import type { DeviceView, Refusal } from './commands/spec.ts';

/** One rule of the safety envelope (contract/safety.md); `null` = it has nothing against it. */
export type SafetyRule = (command: Command, view: DeviceView) => Refusal | null;

/** No heating zone is ever put below this, whatever its device allows, C. */
export const frostFloorC = 5;
/** Stored water hotter than this needs a mixing valve that we know of, C. */
export const scaldLimitC = 60;

const rules: readonly SafetyRule[] = [keepFrostFree, preventScalding];

/**
 * Asks every rule, at submit and again when the command is taken: state may have changed while it
 * waited, and no command leaves the gateway that breaks the envelope (promise 5).
 */
export function checkSafety(command: Command, view: DeviceView): Refusal | null {
  for (const rule of rules) {
    const refusal = rule(command, view);
    if (refusal) return refusal;
  }
  return null;
}

function keepFrostFree(command: Command): Refusal | null {
  if (command.kind !== 'set_zone_mode' || command.params.zone === 'WATER') return null;
  const { setpointC } = command.params;
  if (setpointC === undefined || setpointC >= frostFloorC) return null;
  const detail = `a heating zone is kept at ${frostFloorC} C or more against frost`;
  return { code: 'frost_protection', detail, limit: frostFloorC, actual: setpointC };
}

function preventScalding(command: Command): Refusal | null {
  const setpointC = toWaterSetpoint(command);
  if (setpointC === null || setpointC <= scaldLimitC) return null;
  const detail = `hot water above ${scaldLimitC} C needs scald protection, which nobody has stated`;
  return { code: 'scald_protection', detail, limit: scaldLimitC, actual: setpointC };
}

function toWaterSetpoint(command: Command): number | null {
  if (command.kind === 'set_water_setpoint') return command.params.setpointC;
  if (command.kind !== 'set_zone_mode' || command.params.zone !== 'WATER') return null;
  return command.params.setpointC ?? null;
}
