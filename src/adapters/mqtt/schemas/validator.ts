import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { TSchema } from 'typebox';

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$/;

/** An Ajv for JSON Schema 2020-12 with the one format that the contract uses. */
export function makeValidator(): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictNumbers: true, allErrors: false });
  ajv.addFormat('date-time', {
    type: 'string',
    validate: (text: string) => rfc3339.test(text) && !Number.isNaN(Date.parse(text)),
  });
  return ajv;
}

/** Compiles schemas once, keyed by the schema itself. */
export function compileAll(
  ajv: Ajv2020,
  schemas: Iterable<TSchema>,
): ReadonlyMap<TSchema, ValidateFunction> {
  return new Map([...schemas].map((schema) => [schema, ajv.compile(schema)]));
}
