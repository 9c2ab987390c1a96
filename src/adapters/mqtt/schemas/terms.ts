import { type TSchema, Type } from 'typebox';

/** A time on the wire: RFC 3339 (mqtt.md, "Scheme"). */
export const Moment = Type.String({ format: 'date-time', maxLength: 40 });

/** A name, code or version that a device chose. */
export const Word = Type.String({ minLength: 1, maxLength: 64 });

/** Free text of a device. */
export const Text = Type.String({ maxLength: 512 });

/** Degrees Celsius that something in a house can have. */
export const Celsius = Type.Number({ minimum: -100, maximum: 200 });

/** A share, in percent. */
export const Percent = Type.Number({ minimum: 0, maximum: 100 });

/** A counter that only rises, exact in a double. */
export const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** Any measured quantity: finite, and of a size that physics allows. */
export const Quantity = Type.Number({ minimum: -1e12, maximum: 1e12 });

/** One of a closed set of words. */
export function oneOf<const Words extends readonly string[]>(words: Words) {
  return Type.Unsafe<Words[number]>(Type.Enum([...words]));
}

/** Something, or `null` for "none". */
export function orNull<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}
