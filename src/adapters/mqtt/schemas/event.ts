import { type Static, Type } from 'typebox';
import { Moment } from './terms.ts';

/** `event/{name}`: a fault, a local override. The contract fixes no field but the time. */
export const eventSchema = Type.Object({ at: Type.Optional(Moment) }, { maxProperties: 32 });

/** An `event` payload. */
export type EventPayload = Static<typeof eventSchema> & Readonly<Record<string, unknown>>;
