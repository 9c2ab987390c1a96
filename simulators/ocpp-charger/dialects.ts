import { UsageError } from '../lib/errors.ts';
import type { Dialect } from './dialect.ts';
import { makeDialect201 } from './v2/dialect.ts';
import { makeDialect16 } from './v16/dialect.ts';
import { makeDialect21 } from './v21/dialect.ts';

/** The versions of OCPP that a charger can be started with, the oldest first. */
export const PROTOCOLS = ['1.6', '2.0.1', '2.1'] as const;

/** What a version says and does; a UsageError for a version that nobody knows. */
export function makeDialect(protocol: string): Dialect {
  switch (protocol) {
    case '1.6':
      return makeDialect16();
    case '2.0.1':
      return makeDialect201();
    case '2.1':
      return makeDialect21();
    default:
      throw new UsageError(`--protocol ${protocol}: there are ${PROTOCOLS.join(', ')}`);
  }
}
