import { type Static, Type } from 'typebox';
import { Count, Moment, oneOf, Text, Word } from './terms.ts';

/**
 * `status`: a birth says who it is since when, `lost` (the will) and `offline` (a clean exit) name
 * the session that they end.
 */
export const statusSchema = Type.Union([
  Type.Object({
    s: oneOf(['online']),
    session: Count,
    bootId: Word,
    bootedAt: Type.Optional(Moment),
    fw: Type.Optional(Text),
    clock: Type.Optional(Type.Boolean()),
  }),
  Type.Object({ s: oneOf(['lost', 'offline']), session: Count }),
]);

/** A `status` payload. */
export type StatusPayload = Static<typeof statusSchema>;
