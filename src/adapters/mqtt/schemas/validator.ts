import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { TSchema } from 'typebox';

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/**
 * An Ajv for JSON Schema 2020-12 with the one format that the contract uses. It takes our schemas
 * as sound: a unit test holds each against the meta-schema, which costs too much at every start
 * (docs/adr/0007-schemas-on-first-use.md).
 */
export function makeValidator(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictNumbers: true,
    allErrors: false,
    meta: false,
    validateSchema: false,
  });
  ajv.addFormat('date-time', {
    type: 'string',
    validate: (text: string) => rfc3339.test(text) && !Number.isNaN(Date.parse(text)),
  });
  return ajv;
}

/** Gives the check of a schema, compiled when it is first asked for. */
export type SchemaChecks = (schema: TSchema) => ValidateFunction;

/** Compiles each schema once, keyed by the schema itself: one object for each, not one a call. */
export function makeSchemaChecks(): SchemaChecks {
  const ajv = makeValidator();
  // Ajv keeps what it has compiled under the schema's own object.
  return (schema) => ajv.compile(schema);
}
