import type { JsonObject } from '../rpc/frame.ts';
import {
  type Answer,
  type InboundCall,
  makeCall,
  say,
  type ViolationCodes,
} from '../rpc/inbound-call.ts';
import type { Station2 } from './station.ts';

/** OCPP-J 2.0.1 4.3, with its own spelling. */
const CODES: ViolationCodes = {
  format: 'FormatViolation',
  occurrence: 'OccurrenceConstraintViolation',
  property: 'PropertyConstraintViolation',
  type: 'TypeConstraintViolation',
};

/** Makes a call whose payload is checked by the schema of its version. */
export function makeCall2<Request>(definition: {
  readonly action: string;
  readonly accepted?: JsonObject;
  readonly refused?: JsonObject;
  readonly handle: (station: Station2, request: Request) => Answer;
  readonly askFirst?: (station: Station2, request: Request) => Promise<boolean>;
}): InboundCall<Station2> {
  const { action } = definition;
  return makeCall<Station2, Request>({
    ...definition,
    check: (station, payload) => station.own.schemas.check<Request>(action, payload),
    codes: CODES,
  });
}

/** A refusal with its StatusInfo: a ReasonCode (part 2, appendix 5) and a sentence. */
export function refuse(reasonCode: string, why: string, status = 'Rejected'): Answer {
  return say({ status, statusInfo: { reasonCode, additionalInfo: why } }, why);
}

/** `status: Rejected` without more, as fault plans and characters say it. */
export const REJECTED = { status: 'Rejected' };
/** `status: Accepted`. */
export const ACCEPTED = { status: 'Accepted' };
