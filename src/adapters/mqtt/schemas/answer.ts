import { type Static, Type } from 'typebox';
import { Count, Moment, oneOf, Text, Word } from './terms.ts';

/** `cmd/{tx}/res`: the device's answer; a tolerant reader, unknown fields are ignored. */
export const answerSchema = Type.Object({
  v: Type.Literal(1),
  tx: Type.Optional(Type.String({ maxLength: 64 })),
  phase: oneOf(['accepted', 'succeeded', 'failed', 'rejected']),
  code: Type.Optional(Word),
  detail: Type.Optional(Text),
  aspect: Type.Optional(Word),
  rev: Type.Optional(Count),
  at: Type.Optional(Moment),
});

/** A `res` payload. */
export type AnswerPayload = Static<typeof answerSchema>;
