import { type CheckResult, makeJsonCheck } from '../json-check.ts';
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

/** One action that a central system may call on a station of this kind. */
export type InboundCall<Station> = {
  readonly action: string;
  /** What one says that claims to have done it; undefined where nothing can be claimed. */
  readonly accepted: JsonObject | undefined;
  /** Its own word for no; undefined where the action knows none. */
  readonly refused: JsonObject | undefined;
  receive(station: Station, payload: JsonObject): Answer;
  /** Asks the central system whether this may be; undefined where there is nothing to ask. */
  ask(station: Station, payload: JsonObject): Promise<boolean> | undefined;
};

/** The same, of one station. */
export type BoundCall = {
  readonly accepted: JsonObject | undefined;
  readonly refused: JsonObject | undefined;
  receive(payload: JsonObject): Answer;
  ask(payload: JsonObject): Promise<boolean> | undefined;
};

/** Binds what a table holds for an action to the station that was called. */
export function bindCall<Station>(
  call: InboundCall<Station> | undefined,
  station: Station,
): BoundCall | undefined {
  if (call === undefined) return undefined;
  const { accepted, refused } = call;
  return {
    accepted,
    refused,
    receive: (payload) => call.receive(station, payload),
    ask: (payload) => call.ask(station, payload),
  };
}

/** The table of all calls of a version, by their actions. */
export function tableOf<Station>(
  calls: readonly InboundCall<Station>[],
): ReadonlyMap<string, InboundCall<Station>> {
  return new Map(calls.map((call) => [call.action, call]));
}

/** What a call is made of; `Request` must agree with the schema that `check` goes by. */
export type CallDefinition<Station, Request> = {
  readonly action: string;
  readonly check: (station: Station, payload: JsonObject) => CheckResult<Request>;
  readonly codes: ViolationCodes;
  readonly accepted?: JsonObject;
  readonly refused?: JsonObject;
  readonly handle: (station: Station, request: Request) => Answer;
  /** What a vendor that asks before it answers asks the central system (`Authorize`). */
  readonly askFirst?: (station: Station, request: Request) => Promise<boolean>;
};

/** Makes a call whose payload is checked before it is handled. */
export function makeCall<Station, Request>(
  definition: CallDefinition<Station, Request>,
): InboundCall<Station> {
  return {
    action: definition.action,
    accepted: definition.accepted,
    refused: definition.refused,
    receive(station, payload) {
      const checked = definition.check(station, payload);
      if (checked.ok) return definition.handle(station, checked.value);
      const code = toErrorCode(checked.keyword, definition.codes);
      return { kind: 'error', code, description: checked.message };
    },
    ask(station, payload) {
      const checked = definition.check(station, payload);
      return checked.ok ? definition.askFirst?.(station, checked.value) : undefined;
    },
  };
}

/** A check by a schema of our own, for `makeCall`. */
export function bySchema<Request>(
  schema: object,
): (station: unknown, payload: JsonObject) => CheckResult<Request> {
  const check = makeJsonCheck<Request>(schema);
  return (_station, payload) => check(payload);
}

/** An object schema that allows no other fields, as those of OCPP do. */
export function objectOf(properties: object, required: readonly string[] = []): object {
  return { type: 'object', additionalProperties: false, required, properties };
}

/** An answer without an effect: a reading, or a refusal with its reason. */
export function say(payload: JsonObject, why?: string): Answer {
  return { kind: 'result', payload, ...(why !== undefined && { why }) };
}

/** How a version spells the violations of a payload. */
export type ViolationCodes = {
  readonly format: CallErrorCode;
  readonly occurrence: CallErrorCode;
  readonly property: CallErrorCode;
  readonly type: CallErrorCode;
};

function toErrorCode(keyword: string, codes: ViolationCodes): CallErrorCode {
  switch (keyword) {
    case 'additionalProperties':
      return codes.format;
    case 'required':
    case 'minItems':
    case 'maxItems':
      return codes.occurrence;
    case 'type':
      return codes.type;
    default:
      return codes.property;
  }
}
