import type { InputFault } from './commands/spec.ts';
import { type DeviceClass, protocolOfClass } from './device.ts';
import { GatewayError } from './errors.ts';
import { parseIdentity } from './identity.ts';
import { isVisible } from './printable.ts';

const accountForm = /^[\w.:/-]{1,64}$/;
const passwordLength = { min: 16, max: 128 };

/** What the edges hand in to bind a device; `null` = not told. */
export type BindingFacts = {
  readonly accountNumber: string;
  readonly propertyId: number | null;
  readonly class: DeviceClass;
  readonly identity: string | null;
};

/** Everything that is wrong with a registration, so that it is corrected in one go. */
export function toBindingFaults(facts: BindingFacts): readonly InputFault[] {
  const { accountNumber, propertyId, identity, class: deviceClass } = facts;
  const faults: InputFault[] = [];
  if (!accountForm.test(accountNumber)) {
    const message = 'an account number has 1 to 64 letters, digits and . : / _ -';
    faults.push(toFault('accountNumber', message));
  }
  if (propertyId !== null && (!Number.isSafeInteger(propertyId) || propertyId < 0)) {
    faults.push(toFault('propertyId', 'a property id is a whole number from 0'));
  }
  return identity === null ? faults : [...faults, ...toIdentityFaults(deviceClass, identity)];
}

/** An identity that a device of the class cannot have. */
export function toIdentityFaults(deviceClass: DeviceClass, text: string): readonly InputFault[] {
  if (parseIdentity(deviceClass, text) !== null) return [];
  const form =
    protocolOfClass[deviceClass] === 'mqtt'
      ? 'an EUID of 16 hex digits, with or without colons'
      : '1 to 48 letters, digits, dots, underscores, colons or dashes, and not . or ..';
  return [toFault('identity', `the identity of a ${deviceClass} is ${form}`)];
}

/** A secret or password that is too short or too long for a device, or that nobody can read. */
export function toPasswordFaults(text: string): readonly InputFault[] {
  const { min, max } = passwordLength;
  const isOfLength = text.length >= min && text.length <= max;
  if (isOfLength && isVisible(text)) return [];
  return [
    toFault(
      'password',
      `a password has ${min} to ${max} characters, all of them visible: no blanks`,
    ),
  ];
}

/** What a caller without a proof is told of a controller whose factory key is known. */
export const enrolledFault: InputFault = {
  code: 'invalid_parameters',
  path: ['identity'],
  message: 'this controller is enrolled: provision it by a claim',
};

/** What no driver of the gateway reaches, for example `a vehicle of TESLA`. */
export function notReached(what: string): GatewayError {
  const reason = { code: 'no_adapter', detail: `${what} is not reached from here` };
  return new GatewayError('no_adapter', reason.detail, { reason });
}

/** One input that is not allowed. */
export function toFault(field: string, message: string): InputFault {
  return { code: 'invalid_parameters', path: [field], message };
}

/** @throws GatewayError `invalid_parameters` with all of them, to be corrected in one go. */
export function assertNone(faults: readonly InputFault[]): void {
  if (faults.length === 0) return;
  const message = faults.map((fault) => fault.message).join('; ');
  throw new GatewayError('invalid_parameters', message, { faults });
}
