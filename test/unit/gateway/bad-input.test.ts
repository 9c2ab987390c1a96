import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { documents } from './support/documents.ts';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
  token = await signInAs(api, 'service');
});
afterAll(() => api.close());

const headers = { 'content-type': 'application/json' };
const numRuns = 200;
const seed = 20260301;

const send = async (payload: string, contentType = headers['content-type']) => {
  const response = await api.app.inject({
    method: 'POST',
    url: '/v1/graphql',
    headers: { authorization: token, 'content-type': contentType },
    payload,
  });
  expect([200, 400, 415], response.body).toContain(response.statusCode);
  expect(response.body).not.toContain('"internal"');
};

it(`answers ${numRuns} bodies of any JSON without an internal error (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), (body) => send(body)),
    { numRuns, seed },
  );
});

it(`answers ${numRuns} bodies of any bytes and type without an internal error`, async () => {
  const types = fc.constantFrom('application/json', 'text/plain', 'application/graphql', 'x/y');
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), types, send), { numRuns, seed });
});

it(`answers ${numRuns} documents with a piece cut out without an internal error`, async () => {
  const texts = Object.values(documents);
  const cut = fc.record({
    text: fc.constantFrom(...texts),
    from: fc.nat({ max: 200 }),
    length: fc.integer({ min: 1, max: 12 }),
    put: fc.constantFrom('', 'null', '"x"', '-1', '{', '}', '$v', '1e400', '[]'),
  });
  await fc.assert(
    fc.asyncProperty(cut, ({ text, from, length, put }) => {
      const query = text.slice(0, from) + put + text.slice(from + length);
      return send(JSON.stringify({ query }));
    }),
    { numRuns, seed },
  );
});

it(`answers ${numRuns} sets of variables of any kind without an internal error`, async () => {
  const query = `mutation ($a: String!, $e: ID!, $p: SetZoneModeParameters!) {
    setZoneMode(accountNumber: $a, euid: $e, operationParameters: $p) { transactionId }
  }`;
  const parameters = fc.record(
    {
      zone: fc.oneof(fc.constantFrom('WATER', 'ZONE_1'), fc.anything()),
      mode: fc.oneof(fc.constantFrom('ON', 'BOOST'), fc.anything()),
      setpointInCelsius: fc.oneof(fc.double(), fc.string(), fc.anything()),
      endAt: fc.oneof(fc.date({ noInvalidDate: true }), fc.string(), fc.anything()),
    },
    { requiredKeys: ['zone', 'mode'] },
  );
  const variables = fc.record({
    a: fc.oneof(fc.constant('A-1'), fc.string()),
    e: fc.string(),
    p: parameters,
  });
  const toText = (value: unknown) =>
    JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? String(each) : each));
  await fc.assert(
    fc.asyncProperty(variables, (given) => send(toText({ query, variables: given }))),
    { numRuns, seed },
  );
});
