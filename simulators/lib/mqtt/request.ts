import { messageOf } from '../errors.ts';

/** The codes of a `res` that is not a success (mqtt.md, "res codes"). */
export type ResCode =
  | 'busy'
  | 'stale'
  | 'out_of_range'
  | 'unsupported'
  | 'unsupported_version'
  | 'controlled_elsewhere'
  | 'local_override'
  | 'internal';

/** Why a device does not do as asked. */
export interface Refusal {
  readonly code: ResCode;
  readonly detail: string;
}

/** Parameters as they came; each behaviour reads its own. */
export type Params = Readonly<Record<string, unknown>>;

/** A `req` frame (mqtt.md, "Scheme"). */
export interface Request {
  readonly tx: string;
  readonly seq: number;
  readonly kind: string;
  readonly params: Params;
  readonly issuedAt: Date;
  readonly ttlS: number;
}

/** Largest request that a device takes (mqtt.md, "Limits"). */
const REQUEST_MAX_BYTES = 8 * 1024;

/** Reads a request; `tx` is the id in the topic, which the payload must repeat. */
export function parseRequest(tx: string, payload: Buffer): Request | Refusal {
  if (payload.length > REQUEST_MAX_BYTES) return malformed(`over ${REQUEST_MAX_BYTES} bytes`);
  let value: unknown;
  try {
    value = JSON.parse(payload.toString('utf8'));
  } catch (error) {
    return malformed(messageOf(error));
  }
  if (typeof value !== 'object' || value === null) return malformed('not an object');
  const fields = value as Record<string, unknown>;
  // The version comes first: of another version nothing else can be understood.
  if (fields['v'] !== 1) {
    return { code: 'unsupported_version', detail: `v is ${JSON.stringify(fields['v'])}, not 1` };
  }
  const { seq, kind, params, ttlS } = fields;
  const issuedAt = parseMoment(fields['issuedAt']);
  if (fields['tx'] !== tx) return malformed('tx differs from the topic');
  if (!Number.isSafeInteger(seq)) return malformed('seq is not a whole number');
  if (typeof kind !== 'string') return malformed('kind is not a text');
  if (typeof params !== 'object' || params === null) return malformed('params is not an object');
  if (issuedAt === null) return malformed('issuedAt is not a time');
  if (typeof ttlS !== 'number' || !(ttlS >= 0)) return malformed('ttlS is not a number');
  return { tx, seq: Number(seq), kind, params: params as Params, issuedAt, ttlS };
}

/** Whether a judgement is a refusal. */
export function isRefusal(value: object): value is Refusal {
  return 'code' in value;
}

/** An RFC 3339 time with its zone, or null. */
export function parseMoment(value: unknown): Date | null {
  if (typeof value !== 'string') return null;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value)) return null;
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** A wish that this device cannot mean: out of its ranges, or not of the expected type. */
export function outOfRange(detail: string): Refusal {
  return { code: 'out_of_range', detail };
}

function malformed(detail: string): Refusal {
  return { code: 'internal', detail: `malformed request: ${detail}` };
}
