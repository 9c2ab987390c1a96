import { GraphQLError, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';

/** How one scalar is read from variables and literals, and written. */
export type ScalarCoercion<T> = {
  serialize(value: unknown): unknown;
  parseValue(value: unknown): T;
  parseLiteral(node: ValueNode): T;
};

/** `2024-12-01T10:04:54.955000+00:00`: microseconds and a numeric offset; Unix ms inside. */
export const DateTime: ScalarCoercion<number> = {
  serialize: (value) => toIso(value as number),
  parseValue: (value) => parseDateTime(value),
  parseLiteral: (node) => parseDateTime(fromLiteral(node)),
};

/** `HH:MM` or `HH:MM:SS` when read, `HH:MM:SS` when written. */
export const Time: ScalarCoercion<string> = {
  serialize: (value) => parseTime(value),
  parseValue: (value) => parseTime(value),
  parseLiteral: (node) => parseTime(fromLiteral(node)),
};

/** A number inside; written as a JSON string. Integers, floats and numeric strings are read. */
export const Decimal: ScalarCoercion<number> = {
  serialize: (value) => toDecimalText(value),
  parseValue: (value) => parseDecimal(value),
  parseLiteral: (node) => parseDecimal(fromNumericLiteral(node)),
};

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
  FloatSafeDecimal: Decimal,
  NormalizedDecimal: Decimal,
  GenericScalar,
} as const;

const dateForm = String.raw`(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})`;
const secondsForm = String.raw`(?::(\d{2})(?:\.(\d{1,9}))?)?`;
const dateTimeForm = new RegExp(`^${dateForm}${secondsForm}([Zz]|[+-]\\d{2}:?\\d{2})?$`);
const timeForm = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,6})?)?$/;
const decimalForm = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
/** Longer texts are not numbers that anybody means. */
const decimalTextMax = 64;

/** Without an offset it is UTC. */
function parseDateTime(value: unknown): number {
  const parts = typeof value === 'string' ? dateTimeForm.exec(value) : null;
  const [, year, month, day, hour, minute, second = '00', fraction = '', offset = 'Z'] =
    parts ?? [];
  const date = `${year}-${month}-${day}`;
  const millis = fraction.padEnd(3, '0').slice(0, 3);
  const zone = offset.toUpperCase().replace(/^(...)(\d\d)$/, '$1:$2');
  const atMs = Date.parse(`${date}T${hour}:${minute}:${second}.${millis}${zone}`);
  if (parts && isRealDate(date) && !Number.isNaN(atMs)) return atMs;
  throw new GraphQLError(`DateTime cannot represent value: ${show(value)}`);
}

/** Date.parse takes 31 February for 3 March. */
function isRealDate(date: string): boolean {
  const atMs = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(date);
}

function toIso(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '000+00:00');
}

function parseTime(value: unknown): string {
  const parts = typeof value === 'string' ? timeForm.exec(value) : null;
  if (!parts) throw new GraphQLError(`Time cannot represent value: ${show(value)}`);
  return `${parts[1]}:${parts[2]}:${parts[3] ?? '00'}`;
}

function parseDecimal(value: unknown): number {
  const isText =
    typeof value === 'string' && value.length <= decimalTextMax && decimalForm.test(value.trim());
  const number = typeof value === 'number' || isText ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) {
    throw new GraphQLError(`Decimal cannot represent value: ${show(value)}`);
  }
  return number;
}

/** Without an exponent, so that every decimal parser reads it. */
function toDecimalText(value: unknown): string {
  const text = String(parseDecimal(value));
  if (!/e/i.test(text)) return text;
  return Number(value).toLocaleString('en-US', {
    useGrouping: false,
    maximumFractionDigits: 20,
  });
}

function fromNumericLiteral(node: ValueNode): unknown {
  const isNumber = node.kind === Kind.INT || node.kind === Kind.FLOAT;
  return isNumber ? Number(node.value) : fromLiteral(node);
}

function fromLiteral(node: ValueNode): string {
  if (node.kind === Kind.STRING) return node.value;
  throw new GraphQLError(`cannot represent a value of kind ${node.kind}`, { nodes: node });
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
