import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type TSchema, Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { inboundSchemas } from '../../src/adapters/mqtt/schemas/catalogue.ts';
import { toRequestSchemas } from '../../src/adapters/mqtt/schemas/request.ts';
import { makeSchemaChecks } from '../../src/adapters/mqtt/schemas/validator.ts';
import { configSchema } from '../../src/config/schema.ts';
import { commandSpecs } from '../../src/domain/command.ts';

// Schemas are compiled at first use and not held against the meta-schema then
// (docs/adr/0007-schemas-on-first-use.md): a broken one is found here.

/** Unlike the program's own: looks at every schema with the meta-schema before it compiles it. */
function makeStrict(strict: boolean): Ajv2020 {
  const ajv = new Ajv2020({ strict, strictNumbers: true, validateSchema: true });
  addFormats.default(ajv);
  return ajv;
}

const strict = makeStrict(true);
const named = (schemas: Iterable<readonly [string, TSchema]>) => [...schemas];

describe('every schema is sound and compiles', () => {
  it.each(named(toRequestSchemas()))('MQTT request %s', (_kind, schema) => {
    expect(() => strict.compile(schema)).not.toThrow();
  });

  it.each(inboundSchemas.map((schema, index) => [index, schema] as const))(
    'what an MQTT device says, %i',
    (_index, schema) => {
      expect(() => strict.compile(schema)).not.toThrow();
    },
  );

  it.each(Object.values(commandSpecs).map(({ kind, schema }) => [kind, schema] as const))(
    'command %s',
    (_kind, schema) => {
      expect(() => strict.compile(schema)).not.toThrow();
    },
  );

  it('configuration', () => {
    expect(() => makeStrict(false).compile(configSchema)).not.toThrow();
  });
});

describe('a broken schema', () => {
  it.each([
    ['a bound that is no number', { type: 'number', minimum: 'one' }],
    ['a misspelt keyword', { type: 'string', maxLenght: 3 }],
    ['a pattern that is none', { type: 'string', pattern: '(' }],
    ['a format that nobody knows', { type: 'string', format: 'colour' }],
    ['a type that does not exist', { type: 'text' }],
  ])('is found: %s', (_what, broken) => {
    expect(() => strict.compile(broken)).toThrow();
  });
});

describe('the checks of the MQTT adapter', () => {
  it('compile a schema once, whoever asks and how often', () => {
    const checkOf = makeSchemaChecks();
    const schema = Type.Object({ v: Type.Literal(1) }, { additionalProperties: false });
    expect(checkOf(schema)).toBe(checkOf(schema));
    expect(checkOf(schema)({ v: 1 })).toBe(true);
    expect(checkOf(schema)({ v: 2 })).toBe(false);
  });
});
