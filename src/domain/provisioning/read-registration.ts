import type { DeskRejection } from '../ports/provisioning-desk.ts';
import { toRejection } from './desk-rejections.ts';
import type { Proof } from './proof.ts';
import { hasOnly, isRecord } from './request-form.ts';

/** A registration as a device asked for it; `proof` is what an unbound claim needs. */
export type RegistrationRequest = {
  readonly kind: 'read';
  readonly token: string;
  readonly proof: Proof | null;
  readonly accountNumber: string | null;
  readonly propertyId: number | null;
};

const tokenMax = 128;
const textMax = 1_024;
const proofNames = ['euid', 'nonce', 'timestamp', 'signature'] as const;
const allowedNames = [...proofNames, 'accountNumber', 'propertyId'];

/** Reads `{token, parameters}`; both are closed (provisioning.md 2.3, step 5). */
export function readRegistration(request: unknown): RegistrationRequest | DeskRejection {
  if (!isRecord(request) || !hasOnly(request, ['token', 'parameters'])) {
    return toRejection('invalid_request', 'a request is {"token": "...", "parameters": {...}}');
  }
  const { token, parameters = {} } = request;
  if (typeof token !== 'string' || token === '' || token.length > tokenMax) {
    return toRejection('invalid_request', 'token is the certificateOwnershipToken, a text');
  }
  if (!isRecord(parameters) || !hasOnly(parameters, allowedNames)) {
    const names = allowedNames.join(', ');
    return toRejection('invalid_request', `parameters is an object of at most ${names}`);
  }
  const fault = toTextFault(parameters);
  if (fault) return toRejection('invalid_request', fault);
  const { accountNumber, propertyId } = parameters;
  return {
    kind: 'read',
    token,
    proof: toProof(parameters),
    accountNumber: typeof accountNumber === 'string' ? accountNumber : null,
    propertyId: typeof propertyId === 'number' ? propertyId : null,
  };
}

function toTextFault(parameters: Record<string, unknown>): string | null {
  for (const name of [...proofNames, 'accountNumber']) {
    const value = parameters[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || value.length > textMax) {
      return `${name} is a text of at most ${textMax} characters`;
    }
  }
  const { propertyId } = parameters;
  const isNumber = propertyId === undefined || propertyId === null || isWhole(propertyId);
  return isNumber ? null : 'propertyId is a whole number from 0';
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** All four or none: what is missing of a proof is told with the rest of its faults. */
function toProof(parameters: Record<string, unknown>): Proof | null {
  if (!proofNames.some((name) => parameters[name] !== undefined)) return null;
  const textOf = (name: string) => String(parameters[name] ?? '');
  return {
    euid: textOf('euid'),
    nonce: textOf('nonce'),
    timestamp: textOf('timestamp'),
    signature: textOf('signature'),
  };
}
