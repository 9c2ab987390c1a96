import type { Dialect } from '../dialect.ts';
import { dialect as v201 } from '../v201/dialect.ts';

/**
 * OCPP 2.1 says what the shared procedures want said as 2.0.1 does: the messages have new optional
 * fields, none of which is needed. Setpoints stay profiles, because a station must offer those,
 * while priority charging (K21) and dynamic schedules (K28) are optional.
 */
export const dialect: Dialect = v201;
