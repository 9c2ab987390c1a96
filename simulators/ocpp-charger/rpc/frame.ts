/** A JSON object as it stands on the wire. */
export type JsonObject = { readonly [key: string]: unknown };

/** CALLERROR codes of OCPP-J 1.6 4.2.3 and 2.0.1 4.3, spelled as there. */
export const CALL_ERROR_CODES = [
  'NotImplemented',
  'NotSupported',
  'InternalError',
  'ProtocolError',
  'SecurityError',
  'FormationViolation',
  'FormatViolation',
  'PropertyConstraintViolation',
  'OccurenceConstraintViolation',
  'OccurrenceConstraintViolation',
  'TypeConstraintViolation',
  'RpcFrameworkError',
  'GenericError',
] as const;
/** One of them. */
export type CallErrorCode = (typeof CALL_ERROR_CODES)[number];

/** A request (4.2.1). */
export type Call = {
  readonly kind: 'call';
  readonly id: string;
  readonly action: string;
  readonly payload: JsonObject;
};
/** Its answer (4.2.2). */
export type CallResult = {
  readonly kind: 'result';
  readonly id: string;
  readonly payload: JsonObject;
};
/** Its refusal by the protocol (4.2.3). */
export type CallError = {
  readonly kind: 'error';
  readonly id: string;
  readonly code: string;
  readonly description: string;
};
/** Not a message of OCPP-J; `id` is there when the sender can still be told about it. */
export type Malformed = {
  readonly kind: 'malformed';
  readonly id: string | undefined;
  readonly why: string;
};

/** One message of OCPP-J 1.6 4.2. */
export type Frame = Call | CallResult | CallError;

const CALL = 2;
const CALL_RESULT = 3;
const CALL_ERROR = 4;
const MESSAGE_ID_CHARACTERS_MAX = 36;

/** How the ids of our own CALLs stand on the wire: text by the standard, else numbers. */
export type OwnIds = 'text' | 'number';

/** Reads one websocket text message; never throws. Answers carry ids of our own. */
export function parseFrame(text: string, ownIds: OwnIds = 'text'): Frame | Malformed {
  const message = parseJson(text);
  if (!Array.isArray(message)) return malformed(undefined, 'not a JSON array');
  const [type, rawId, ...rest]: unknown[] = message;
  const isNumbered = ownIds === 'number' && (type === CALL_RESULT || type === CALL_ERROR);
  const id = isNumbered ? numberedId(rawId) : rawId;
  if (typeof id !== 'string' || id === '' || id.length > MESSAGE_ID_CHARACTERS_MAX) {
    const wanted = isNumbered ? 'a number' : 'a string of 1 to 36 characters';
    return malformed(undefined, `the message id is not ${wanted}`);
  }
  if (type === CALL) return parseCall(id, rest);
  if (type === CALL_RESULT) return parseResult(id, rest);
  if (type === CALL_ERROR) return parseError(id, rest);
  return malformed(undefined, 'unknown message type');
}

/** The websocket text of a message (OCPP-J 1.6 4.2.1 to 4.2.3). */
export function formatFrame(frame: Frame, ownIds: OwnIds = 'text'): string {
  switch (frame.kind) {
    case 'call': {
      const id = ownIds === 'number' ? Number(frame.id) : frame.id;
      return JSON.stringify([CALL, id, frame.action, frame.payload]);
    }
    case 'result':
      return JSON.stringify([CALL_RESULT, frame.id, frame.payload]);
    case 'error':
      return JSON.stringify([CALL_ERROR, frame.id, frame.code, frame.description, {}]);
  }
}

/** True for anything that JSON writes between braces. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A number that is not the same number any more is nobody's. */
function numberedId(id: unknown): string | undefined {
  return typeof id === 'number' && Number.isInteger(id) ? `${id}` : undefined;
}

function parseCall(id: string, [action, payload]: unknown[]): Frame | Malformed {
  if (typeof action !== 'string') return malformed(id, 'the action is not a string');
  if (!isJsonObject(payload)) return malformed(id, 'the payload is not an object');
  return { kind: 'call', id, action, payload };
}

function parseResult(id: string, [payload]: unknown[]): Frame | Malformed {
  if (!isJsonObject(payload)) return malformed(undefined, 'the payload is not an object');
  return { kind: 'result', id, payload };
}

function parseError(id: string, [code, description]: unknown[]): Frame | Malformed {
  if (typeof code !== 'string') return malformed(undefined, 'the error code is not a string');
  return { kind: 'error', id, code, description: String(description ?? '') };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function malformed(id: string | undefined, why: string): Malformed {
  return { kind: 'malformed', id, why };
}
