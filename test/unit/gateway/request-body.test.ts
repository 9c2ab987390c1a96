import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';

let api: TestApi;
let authorization: string;
beforeAll(async () => {
  api = await startTestApi();
  authorization = await signInAs(api, 'service');
});
afterAll(() => api.close());

async function send(payload: string, contentType = 'application/json') {
  const response = await api.app.inject({
    method: 'POST',
    url: '/v1/graphql/',
    headers: { authorization, 'content-type': contentType },
    payload,
  });
  return { status: response.statusCode, body: response.json() };
}

describe('a request that is no GraphQL request', () => {
  it.each([
    ['{"query":1}', '"query"'],
    ['{"query":""}', '"query"'],
    ['{"query":null}', '"query"'],
    ['{}', '"query"'],
    ['[]', 'JSON object'],
    ['"{ viewer { id } }"', 'JSON object'],
    ['null', 'JSON object'],
    ['{"query":"{ viewer { id } }","variables":3}', '"variables"'],
    ['{"query":"{ viewer { id } }","variables":[]}', '"variables"'],
    ['{"query":"{ viewer { id } }","operationName":4}', '"operationName"'],
  ])('is told which field is wrong: %s', async (payload, words) => {
    const { status, body } = await send(payload);
    expect(status).toBe(400);
    expect(body).toEqual({ errors: [{ message: expect.stringContaining(words) }] });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'x/y'])(
    'is told which content type is taken instead of %s',
    async (contentType) => {
      const { status, body } = await send('{"query":"{ viewer { id } }"}', contentType);
      expect(status).toBe(415);
      expect(body).toEqual({ errors: [{ message: expect.stringContaining('application/json') }] });
    },
  );

  it.each(['application/json; charset=utf-8', 'Application/JSON'])('may be %s', async (type) => {
    expect(await send('{"query":"{ viewer { id } }"}', type)).toMatchObject({ status: 200 });
  });

  it('is answered in our own shape also when its path cannot be read', async () => {
    const response = await api.app.inject({ method: 'GET', url: '/v1/%zz' });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({ errors: [{ message: expect.stringContaining('/v1/%zz') }] });
  });
});
