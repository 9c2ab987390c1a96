import type { Dialect } from '../dialect.ts';
import { makeDialect2 } from '../v2/dialect.ts';
import { CALLS_21 } from './calls/all-calls.ts';

/** OCPP-J 2.1: the station of 2.0.1 with priority charging and dynamic profiles. */
export function makeDialect21(): Dialect {
  return makeDialect2('2.1', CALLS_21);
}
