import type { ErrorObject } from 'ajv';
import type { Leniency, Repair } from './leniency.ts';

type Parts = { readonly leniency: Leniency; readonly nowMs: number };
type Container = Record<string, unknown>;
/** The place that an error names: its container and its key there. */
type Place = { readonly container: Container; readonly key: string };

const numeric = /^\s*[+-]?\d{1,15}(\.\d{1,15})?\s*$/;
const zoneless = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?$/;

/**
 * Puts right, in the payload itself, what one error of Ajv (with `verbose`) says, if the leniency
 * covers it; which deviation that was, or `null`: the payload is as it came.
 */
export function repair(root: object, error: ErrorObject, parts: Parts): Repair | null {
  const place = findPlace(root, error.instancePath);
  for (const kind of new Set(parts.leniency.repairs)) {
    if (repairs[kind]({ root, place, error, ...parts })) return kind;
  }
  return null;
}

type Attempt = Parts & {
  readonly root: object;
  /** `null` where the error is about the whole payload. */
  readonly place: Place | null;
  readonly error: ErrorObject;
};

const repairs: Readonly<Record<Repair, (attempt: Attempt) => boolean>> = {
  extra_field: ({ root, place, error }) => {
    if (error.keyword !== 'additionalProperties') return false;
    const holder = place ? place.container[place.key] : root;
    return delete (holder as Container)[String(error.params['additionalProperty'])];
  },
  number_as_text: ({ place, error }) => {
    const text = valueAt(place);
    if (!wants(error, 'number', 'integer') || typeof text !== 'string') return false;
    return numeric.test(text) && put(place, Number(text));
  },
  text_as_number: ({ place, error }) => {
    const value = valueAt(place);
    const isPlain = typeof value === 'number' || typeof value === 'boolean';
    return wants(error, 'string') && isPlain && put(place, String(value));
  },
  fraction: ({ place, error }) => {
    const value = valueAt(place);
    return wants(error, 'integer') && typeof value === 'number' && put(place, Math.round(value));
  },
  long_text: ({ place, error }) => {
    const value = valueAt(place);
    if (error.keyword !== 'maxLength' || typeof value !== 'string') return false;
    // Ajv counts characters, not UTF-16 units.
    return put(place, [...value].slice(0, Number(error.params['limit'])).join(''));
  },
  word_case: ({ place, error }) => {
    const value = valueAt(place);
    if (error.keyword !== 'enum' || typeof value !== 'string') return false;
    const word = wordsOf(error).find((one) => one.toLowerCase() === value.trim().toLowerCase());
    return word !== undefined && put(place, word);
  },
  word: ({ place, error, leniency }) => {
    const value = valueAt(place);
    const { words = {} } = leniency;
    if (error.keyword !== 'enum' || typeof value !== 'string') return false;
    if (!Object.hasOwn(words, value)) return false;
    const word = words[value] ?? null;
    if (word === null) return drop(place);
    return wordsOf(error).includes(word) && put(place, word);
  },
  missing_time: ({ root, place, error, nowMs }) => {
    if (error.keyword !== 'required') return false;
    const missing = String(error.params['missingProperty']);
    const { properties = {} } = error.parentSchema as { properties?: Record<string, object> };
    const { format } = (properties[missing] ?? {}) as { format?: string };
    const container = (place ? place.container[place.key] : root) as Container;
    const now = new Date(nowMs).toISOString();
    return format === 'date-time' && put({ container, key: missing }, now);
  },
  time_form: ({ place, error }) => {
    const value = valueAt(place);
    if (error.keyword !== 'format' || error.params['format'] !== 'date-time') return false;
    if (typeof value !== 'string' || !zoneless.test(value)) return false;
    return put(place, `${value.replace(' ', 'T')}Z`);
  },
  empty_field: ({ place, error }) =>
    error.keyword === 'type' && valueAt(place) === null && drop(place),
};

function findPlace(root: object, instancePath: string): Place | null {
  const keys = instancePath.split('/').slice(1);
  const key = keys.pop();
  if (key === undefined) return null;
  let container: unknown = root;
  for (const step of keys) container = (container as Container)[step];
  return { container: container as Container, key };
}

function valueAt(place: Place | null): unknown {
  return place ? place.container[place.key] : undefined;
}

function put(place: Place | null, value: unknown): boolean {
  if (!place) return false;
  place.container[place.key] = value;
  return true;
}

/** A member only: taking one out of a list would move the others. */
function drop(place: Place | null): boolean {
  return place !== null && !Array.isArray(place.container) && delete place.container[place.key];
}

function wants(error: ErrorObject, ...types: readonly string[]): boolean {
  return error.keyword === 'type' && types.includes(String(error.params['type']));
}

function wordsOf(error: ErrorObject): readonly string[] {
  const words = error.params['allowedValues'] as readonly unknown[];
  return words.filter((word) => typeof word === 'string');
}
