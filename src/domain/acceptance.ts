import { toCaution } from './caution.ts';
import { type Command, type CommandKind, specOf } from './command.ts';
import { toSchemaFaults } from './command-schemas.ts';
import type { DeviceView, InputFault, Refusal } from './commands/spec.ts';
import { GatewayError } from './errors.ts';
import type { AcceptEntry, IdempotencyKey } from './ports/transactions.ts';
import { checkSafety } from './safety.ts';
import type { Wish } from './transaction.ts';

/** Fills what the caller left to the device's state (lifecycle rule 7). */
export function complete(command: Command, view: DeviceView): Command {
  const params = specOf(command).complete?.(command.params, view) ?? command.params;
  return { kind: command.kind, params } as Command;
}

/**
 * Capability, schema and device ranges: an error, nothing is stored.
 * @throws GatewayError `unsupported`, `invalid_parameters`.
 */
export function checkInput(commands: readonly Command[], view: DeviceView): void {
  const faults: InputFault[] = [];
  commands.forEach((command, index) => {
    const spec = specOf(command);
    const { description } = view;
    const isKnown = description === null || description.kinds.includes(command.kind);
    const isTaken = isKnown || doesRetire(command) || isHeld(command);
    if (!spec.classes.includes(view.device.class) || !isTaken) {
      throw notTaken(command, view);
    }
    const bySchema = toSchemaFaults(command);
    const isReadable = bySchema.length === 0 && (view.description || isHeld(command));
    const found = isReadable ? spec.faults(command.params, view) : bySchema;
    faults.push(...found.map((fault) => ({ ...fault, index })));
  });
  if (faults.length === 0) return;
  const message = faults.map((fault) => `${fault.path.join('.')}: ${fault.message}`).join('; ');
  throw new GatewayError('invalid_parameters', message, { faults });
}

/** How it is said that a device cannot do something, for what an owner asks of many classes. */
const inabilities: Readonly<Partial<Record<CommandKind, string>>> = {
  boost: 'be boosted',
  cancel_boost: 'be boosted',
  test_charge: 'be charged as a test',
  suspend: 'be suspended',
  resume: 'be resumed',
  set_charging_preferences: 'be given charging preferences',
  set_grid_export: 'give to the grid',
};

/** A class that never takes the kind, or one device that did not announce it. */
function notTaken(command: Command, { device }: DeviceView): GatewayError {
  const isOfClass = specOf(command).classes.includes(device.class);
  const who = isOfClass ? 'this' : 'a';
  const cannot = inabilities[command.kind] ?? `take the command ${command.kind}`;
  const detail = `${who} ${device.class.replaceAll('_', ' ')} cannot ${cannot}`;
  const reason = { code: 'unsupported', detail };
  return new GatewayError('unsupported', detail, { reason, deviceId: device.id });
}

/** Why a retired device takes nothing, whenever that is found. */
export const retired: Refusal = { code: 'device_retired', detail: 'the device is retired' };

/** What device state, then safety, have against it; `null` = nothing. */
export function toRefusal(command: Command, view: DeviceView): Refusal | null {
  const spec = specOf(command);
  // Asked for by its id it is still found: what was accepted for it would wait for nobody.
  if (view.device.retiredAtMs !== null) {
    return retired;
  }
  const byState = spec.refuse(command.params, view, 'submit');
  if (byState) return byState;
  if (view.description === null && !doesRetire(command) && !isHeld(command)) {
    return { code: 'device_not_live', detail: 'the device has never connected' };
  }
  if (spec.policy.waitsOffline === 'no' && !view.link.live) {
    return { code: 'device_disconnected', detail: 'the device is not connected' };
  }
  return checkSafety(command, view);
}

/** The owner's word decides, not the device's, which may never come to say what it takes. */
function doesRetire(command: Command): boolean {
  return specOf(command).farewell?.('EXPIRED') === 'retire';
}

/** What the gateway holds itself asks nothing of a device. */
function isHeld(command: Command): boolean {
  return specOf(command).holds !== undefined;
}

/** What is stored with a command that nothing speaks against. */
export function toEntry(
  wish: Wish,
  part: { view: DeviceView; idempotency: IdempotencyKey | null },
): AcceptEntry {
  const { command } = wish;
  const spec = specOf(command);
  return {
    wish,
    idempotency: part.idempotency,
    openWish: spec.wish ?? null,
    held: spec.holds?.(command.params, part.view) ?? null,
    replans: spec.replans === true,
    caution: toCaution(command, part.view),
  };
}
