import { GraphQLError, Kind, print, type ValueNode, valueFromASTUntyped } from 'graphql';

/** How one scalar is read from variables and literals, and written. */
export type ScalarCoercion<T> = {
  serialize(value: unknown): unknown;
  parseValue(value: unknown): T;
  parseLiteral(node: ValueNode): T;
};

/**
 * `2024-12-01T10:04:54.955000+00:00`: microseconds and a numeric offset; Unix ms inside. Without
 * an offset it could be one of many moments, so it is not read.
 */
export const DateTime: ScalarCoercion<number> = {
  serialize: (value) => toIso(value as number),
  parseValue: (value) => parseDateTime(value),
  parseLiteral: (node) => parseDateTime(fromText(node), node),
};

/** `HH:MM` or `HH:MM:SS` when read, `HH:MM:SS` when written. */
export const Time: ScalarCoercion<string> = {
  serialize: (value) => parseTime(value),
  parseValue: (value) => parseTime(value),
  parseLiteral: (node) => parseTime(fromText(node), node),
};

/** A number inside; written as a JSON string. Integers, floats and numeric strings are read. */
export const Decimal: ScalarCoercion<number> = makeDecimal('Decimal');

/** Any JSON value, in and out. */
export const GenericScalar: ScalarCoercion<unknown> = {
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node) => valueFromASTUntyped(node),
};

/** All scalars of the schema by their names; the decimal ones differ in name only. */
export const scalars = {
  DateTime,
  Time,
  Decimal,
  FloatSafeDecimal: makeDecimal('FloatSafeDecimal'),
  NormalizedDecimal: makeDecimal('NormalizedDecimal'),
  GenericScalar,
} as const;

const dateForm = String.raw`(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2})`;
const secondsForm = String.raw`(?::(\d{2})(?:\.(\d{1,9}))?)?`;
const dateTimeForm = new RegExp(`^${dateForm}${secondsForm}([Zz]|[+-]\\d{2}:?\\d{2})$`);
const timeForm = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,6})?)?$/;
const decimalForm = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
/** Longer texts are not numbers that anybody means. */
const decimalTextMax = 64;

/** What each scalar takes, with an example. */
const allowed = {
  DateTime:
    'a date and time in ISO 8601 with an offset or Z, for example "2026-11-23T23:00:00+00:00"',
  Time: 'a time of day as HH:MM or HH:MM:SS, for example "07:30"',
  Decimal: 'a number or a text that holds one, for example 21.5 or "21.5"',
} as const;

function parseDateTime(value: unknown, node?: ValueNode): number {
  const parts = typeof value === 'string' ? dateTimeForm.exec(value) : null;
  const [, year, month, day, hour, minute, second = '00', fraction = '', offset = 'Z'] =
    parts ?? [];
  const date = `${year}-${month}-${day}`;
  const millis = fraction.padEnd(3, '0').slice(0, 3);
  const zone = offset.toUpperCase().replace(/^(...)(\d\d)$/, '$1:$2');
  const atMs = Date.parse(`${date}T${hour}:${minute}:${second}.${millis}${zone}`);
  if (parts && isRealDate(date) && !Number.isNaN(atMs)) return atMs;
  throw refusal({ name: 'DateTime', allowed: allowed.DateTime }, value, node);
}

/** Date.parse takes 31 February for 3 March. */
function isRealDate(date: string): boolean {
  const atMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(date);
}

function toIso(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '000+00:00');
}

function parseTime(value: unknown, node?: ValueNode): string {
  const parts = typeof value === 'string' ? timeForm.exec(value) : null;
  if (!parts) throw refusal({ name: 'Time', allowed: allowed.Time }, value, node);
  return `${parts[1]}:${parts[2]}:${parts[3] ?? '00'}`;
}

/** The decimal scalars differ in their names only. */
function makeDecimal(name: string): ScalarCoercion<number> {
  const parse = (value: unknown, node?: ValueNode): number => {
    const isText =
      typeof value === 'string' && value.length <= decimalTextMax && decimalForm.test(value.trim());
    const number = typeof value === 'number' || isText ? Number(value) : Number.NaN;
    if (Number.isFinite(number)) return number;
    throw refusal({ name, allowed: allowed.Decimal }, value, node);
  };
  return {
    serialize: (value) => toDecimalText(parse(value)),
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(fromNumber(node), node),
  };
}

/** Without an exponent, so that every decimal parser reads it. */
function toDecimalText(value: number): string {
  const text = String(value);
  if (!/e/i.test(text)) return text;
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}

function fromNumber(node: ValueNode): unknown {
  const isNumber = node.kind === Kind.INT || node.kind === Kind.FLOAT;
  return isNumber ? Number(node.value) : fromText(node);
}

/** What is no text is refused by the parser, which knows what is allowed. */
function fromText(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : node;
}

/** A fault with its place in the document, where it was a literal. */
function refusal(
  scalar: { readonly name: string; readonly allowed: string },
  value: unknown,
  node?: ValueNode,
): GraphQLError {
  const shown = node ? print(node) : (JSON.stringify(value) ?? String(value));
  const message = `${scalar.name} cannot represent value: ${shown.slice(0, 80)}`;
  return new GraphQLError(`${message}; it must be ${scalar.allowed}.`, { nodes: node ?? null });
}
