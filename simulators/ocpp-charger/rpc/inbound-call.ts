import { makeJsonCheck } from '../json-check.ts';
import type { Station } from '../v16/station.ts';
import type { CallErrorCode, JsonObject } from './frame.ts';

/**
 * What a charge point says to a CALL, and what it does about it. `effect` changes something and is
 * applied before the answer leaves; `afterwards` sends messages of our own, once it has left.
 */
export type Answer =
  | {
      readonly kind: 'result';
      readonly payload: JsonObject;
      readonly effect?: () => void;
      readonly afterwards?: () => void;
      /** Why it is a no, for the wire log; OCPP 1.6 has no field for it. */
      readonly why?: string;
    }
  | { readonly kind: 'error'; readonly code: CallErrorCode; readonly description: string };

/** One action that a central system may call. */
export type InboundCall = {
  readonly action: string;
  /** What one says that claims to have done it; undefined where nothing can be claimed. */
  readonly accepted: JsonObject | undefined;
  /** Its own word for no; undefined where the action knows none. */
  readonly refused: JsonObject | undefined;
  receive(station: Station, payload: JsonObject): Answer;
};

/** Makes a call whose payload is checked by `schema`, which `Request` must agree with. */
export function makeInboundCall<Request>(definition: {
  readonly action: string;
  readonly schema: object;
  readonly accepted?: JsonObject;
  readonly refused?: JsonObject;
  readonly handle: (station: Station, request: Request) => Answer;
}): InboundCall {
  const check = makeJsonCheck<Request>(definition.schema);
  return {
    action: definition.action,
    accepted: definition.accepted,
    refused: definition.refused,
    receive(station, payload) {
      const checked = check(payload);
      if (checked.ok) return definition.handle(station, checked.value);
      return { kind: 'error', code: toErrorCode(checked.keyword), description: checked.message };
    },
  };
}

/** An object schema that allows no other fields, as those of OCPP 1.6 do. */
export function objectOf(properties: object, required: readonly string[] = []): object {
  return { type: 'object', additionalProperties: false, required, properties };
}

/** An answer without an effect: a reading, or a refusal with its reason. */
export function say(payload: JsonObject, why?: string): Answer {
  return { kind: 'result', payload, ...(why !== undefined && { why }) };
}

/** OCPP-J 1.6 4.2.3: which of the four violations a failed check is. */
function toErrorCode(keyword: string): CallErrorCode {
  switch (keyword) {
    case 'additionalProperties':
      return 'FormationViolation';
    case 'required':
      return 'OccurenceConstraintViolation';
    case 'type':
      return 'TypeConstraintViolation';
    default:
      return 'PropertyConstraintViolation';
  }
}
