import {
  buildClientSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  parse,
  validate,
  validateSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';

let site: Site;
let schema: GraphQLSchema;

beforeAll(async () => {
  site = await startSite();
  const query = getIntrospectionQuery({
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
  });
  const answer = await site.api.send<IntrospectionQuery>(query);
  if (!answer.data) throw new Error(JSON.stringify(answer));
  schema = buildClientSchema(answer.data);
});
afterAll(() => site?.stop());

test('a strict client builds a valid schema from the introspection', () => {
  expect(validateSchema(schema)).toEqual([]);
});

describe.each(Object.entries(seedDocuments))('the published document of %s', (_name, document) => {
  test('is valid against the schema that the gateway shows', () => {
    expect(validate(schema, parse(document))).toEqual([]);
  });
});
