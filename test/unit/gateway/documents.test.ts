import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { setZoneMode, waterSetpoint } from './support/documents.ts';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
  token = await signInAs(api, 'service');
});
afterAll(() => api.close());

const post = (payload: unknown, headers: Record<string, string> = {}) =>
  api.app.inject({
    method: 'POST',
    url: '/v1/graphql/',
    headers: { 'content-type': 'application/json', ...headers },
    payload: payload as string,
  });

/** Fragments in fragments: they nest without being levels. */
function nested(levels: number): string {
  let inner = 'id';
  for (let level = 0; level < levels; level += 1) inner = `... on SmartFlexDevice { ${inner} }`;
  return inner;
}

describe('a bad document is HTTP 400 with message and locations only', () => {
  it.each([
    ['a syntax error', '{ viewer'],
    ['an unknown field', '{ nope }'],
    ['two unknown fields', '{ nope nope2 }'],
    ['a bad literal', `mutation { ${waterSetpoint().replace('48', '"x"')} }`],
    ['a missing variable', 'query ($id: ID!) { deviceTransaction(id: $id) { id } }'],
    ['a bad enum', setZoneMode('{ zone: CELLAR, mode: ON }')],
    [
      'a setpoint that is no number',
      setZoneMode('{ zone: WATER, mode: ON, setpointInCelsius: "NaN" }'),
    ],
    [
      'a fragment that spreads itself',
      '{ viewer { ...f } } fragment f on AccountUserType { ...f }',
    ],
    ['JSON instead of a document', '{"kind": "Document", "definitions": []}'],
    ['no document', ''],
  ])('%s', async (_name, query) => {
    const { status, body } = await api.ask(query, { as: token });
    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
    expect(body.errors.length).toBeGreaterThan(0);
    for (const error of body.errors) {
      expect(Object.keys(error).every((key) => ['message', 'locations'].includes(key))).toBe(true);
    }
  });

  it('a variable of the wrong type', async () => {
    const query = 'query ($id: ID!) { deviceTransaction(id: $id) { id } }';
    const { status } = await api.ask(query, { as: token, variables: { id: { a: 1 } } });
    expect(status).toBe(400);
  });

  it.each([
    ['not JSON', '{oops', 400],
    ['a batch', '[{"query": "{ viewer { id } }"}]', 400],
    ['a list as query', '{"query": ["x"]}', 400],
    ['nothing', '', 400],
  ])('a body that is %s', async (_name, body, status) => {
    const response = await post(body);
    expect(response.statusCode).toBe(status);
    expect(response.json().errors[0].message).toBeTypeOf('string');
  });

  it('a body over 256 KiB is 413 in JSON', async () => {
    const response = await post(JSON.stringify({ query: 'x'.repeat(262_144) }));
    expect(response.statusCode).toBe(413);
    expect(response.json()).toEqual({ errors: [{ message: 'Request body is too large' }] });
  });
});

describe('limits', () => {
  it('refuses more than 20 root fields, those in fragments and aliases included', async () => {
    const fields = (count: number) =>
      Array.from({ length: count }, (_, index) => `f${index}: viewer { id }`).join(' ');
    expect((await api.ask(`{ ${fields(20)} }`, { as: token })).status).toBe(200);
    const { status, body } = await api.ask(`{ ${fields(21)} }`, { as: token });
    expect(status).toBe(400);
    expect(body.errors[0]?.message).toBe('The document has 21 root fields, 20 are allowed.');
    const others = fields(10).replaceAll('f', 'g');
    const spread = `{ ...a ${fields(11)} } fragment a on Query { ${others} }`;
    expect((await api.ask(spread, { as: token })).status).toBe(400);
  });

  it('refuses a depth over 12, and no less', async () => {
    const levels = (count: number) => {
      const names = Array.from({ length: count - 2 }, (_, index) => `onboardingWizard { x${index}`);
      return `{ devices(accountNumber: "A-1") { ${names.join(' ')}${' }'.repeat(names.length)} } }`;
    };
    const { body } = await api.ask(levels(13), { as: token });
    expect(body.errors[0]?.message).toBe('The document has 13 levels, 12 are allowed.');
    const allowed = await api.ask(levels(12), { as: token });
    expect(allowed.body.errors[0]?.message).toMatch(/^Cannot query field/);
  });

  it('does not count inline fragments as levels', async () => {
    const query = `{ devices(accountNumber: "A-1") { ${nested(30)} } }`;
    expect((await api.ask(query, { as: token })).status).toBe(200);
  });

  it('refuses a complexity over 1,000 and lets a whole page of transactions pass', async () => {
    const node = `edges { cursor node { id status verified accountNumber deviceId kind mutation
      clientReference seq attempt stateNumber evidence createdAt updatedAt expiresAt supersededBy
      reason { code detail } timeline { at status detail attempt node } } } totalCount`;
    const page = `deviceTransactions(first: 100) { ${node} }`;
    expect((await api.ask(`{ ${page} }`, { as: token })).status).toBe(200);
    const pages = `{ a: ${page} b: ${page} c: ${page} d: ${page} }`;
    const { status, body } = await api.ask(pages, { as: token });
    expect(status).toBe(400);
    expect(body.errors[0]?.message).toMatch(/fields \(lists counted\), 1000 are allowed/);
  });

  it('measures fragments that double in no time', async () => {
    const fragments = Array.from(
      { length: 40 },
      (_, index) =>
        `fragment f${index} on AccountUserType { id ...f${index + 1} ...f${index + 1} }`,
    );
    const last = 'fragment f40 on AccountUserType { id }';
    const query = `{ viewer { ...f0 } } ${fragments.join(' ')} ${last}`;
    const startMs = performance.now();
    const { status } = await api.ask(query, { as: token });
    expect(status).toBe(400);
    expect(performance.now() - startMs).toBeLessThan(500);
  });

  it('stops parsing a document of very many tokens', async () => {
    const { status, body } = await api.ask(`{ ${'a '.repeat(6_000)} }`, { as: token });
    expect(status).toBe(400);
    expect(body.errors[0]?.message).toMatch(/more tha[nt] 5000 tokens/);
  });

  it('answers full introspection with or without a token, again from memory', async () => {
    const query = getIntrospectionQuery();
    const first = await api.ask(query);
    expect(first.status).toBe(200);
    const again = await api.ask(query, { as: token });
    expect(again.body).toEqual(first.body);
    expect(again.response.headers['content-type']).toBe('application/json; charset=utf-8');
  });
});

describe('what public clients send', () => {
  const query = '{ viewer { id } }';

  it('with and without the trailing slash, with debug_op_name', async () => {
    for (const url of ['/v1/graphql/', '/v1/graphql', '/v1/graphql/?debug_op_name=viewer']) {
      expect((await api.ask(query, { as: token, url })).body.errors).toBeUndefined();
    }
  });

  it('with operationName, extensions and an Accept of its own', async () => {
    const response = await post(
      {
        query: 'query A { viewer { id } } query B { viewer { id } }',
        operationName: 'B',
        variables: null,
        extensions: { persistedQuery: null },
      },
      {
        authorization: token,
        accept: 'multipart/mixed;deferSpec=20220824, application/graphql-response+json',
      },
    );
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
  });

  it.each(['GET', 'HEAD'] as const)('%s is refused with 405', async (method) => {
    const url = '/v1/graphql/?query={viewer{id}}';
    const response = await api.app.inject({ method, url });
    expect(response.statusCode).toBe(405);
    expect(response.headers['allow']).toBe('POST');
  });

  it('gives other sites no leave to call', async () => {
    const headers = { origin: 'https://elsewhere.example', authorization: token };
    const response = await post({ query }, headers);
    expect(response.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    ['idempotency-key', 'with blank'],
    ['idempotency-key', 'x'.repeat(256)],
    ['client-reference', 'x'.repeat(256)],
    ['on-behalf-of', 'tab\there'],
  ])('a malformed %s is named', async (name, value) => {
    const { status, body } = await api.ask(query, { as: token, headers: { [name]: value } });
    expect(status).toBe(400);
    expect(body.errors[0]?.message.toLowerCase()).toContain(name);
  });
});

describe('beside the API', () => {
  it('says that it lives, and whether it is ready and why not', async () => {
    expect((await api.app.inject('/health/live')).statusCode).toBe(200);
    expect((await api.app.inject('/health/ready')).json()).toEqual({
      status: 'ready',
      reasons: [],
    });
    api.world.readiness = { ready: false, reasons: ['redis does not answer'] };
    const response = await api.app.inject('/health/ready');
    expect(response.statusCode).toBe(503);
    expect(response.json().reasons).toEqual(['redis does not answer']);
  });

  it('gives metrics as Prometheus text', async () => {
    const response = await api.app.inject('/metrics');
    expect(response.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(response.body).toContain('joulegate_up 1');
  });

  it('has nothing elsewhere', async () => {
    const response = await api.app.inject('/elsewhere?x=1');
    expect(response.statusCode).toBe(404);
    expect(response.json()).toEqual({
      errors: [{ message: 'There is nothing at GET /elsewhere.' }],
    });
  });
});
