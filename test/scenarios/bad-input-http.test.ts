import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRandom } from '../../simulators/lib/random.ts';
import { toBadRequest } from '../support/bad-http.ts';
import { expectNoHarm } from '../support/harm-check.ts';
import { sendBytes } from '../support/raw-socket.ts';
import { type Site, startSite } from '../support/site.ts';
import { addHeatPump, type SiteDevice } from '../support/site-devices.ts';

const SEED = 20_261_123;
const COUNT = 200;
let site: Site;
let pump: SiteDevice;
let token: string;

beforeAll(async () => {
  site = await startSite({
    talkLinesMax: 50_000,
    // The seeded requests carry more wrong tokens than a source may have in a minute.
    settings: { LIMIT_WRONG_CREDENTIALS_PER_SOURCE_PER_MINUTE: '10000', LOG_LEVEL: 'debug' },
  });
  pump = await addHeatPump(site);
  token = await tokenOf(site);
});
afterAll(() => site?.stop());

test(`${COUNT} bad requests harm nobody (seed ${SEED})`, async () => {
  const random = makeRandom(SEED, 'http');
  const aim = { token, account: pump.account, euid: pump.identity };
  const requests = Array.from({ length: COUNT }, () => toBadRequest(random, aim));
  const secrets = [token, site.gateway.apiKey, pump.secret];

  await expectNoHarm({ site, bystander: pump, secrets }, async () => {
    const answers: string[] = [];
    for (let from = 0; from < COUNT; from += 10) {
      const some = requests.slice(from, from + 10).map((bytes) => sendBytes(portOf(site), bytes));
      answers.push(...(await Promise.all(some)));
    }
    const failed = requests.filter((_request, index) => /^HTTP\/1\.1 5/.test(answers[index] ?? ''));
    expect(failed.map((bytes) => bytes.toString('latin1').slice(0, 300))).toEqual([]);
    return answers;
  });
});

type Refusal = { readonly what: string; readonly body: string; readonly status: number };

const refusals: readonly Refusal[] = [
  {
    what: 'a body over 256 KiB',
    body: JSON.stringify({ query: `{ viewer { id } } #${'x'.repeat(262_144)}` }),
    status: 413,
  },
  {
    what: 'a document deeper than 12',
    body: JSON.stringify({ query: `{ viewer ${'{ accounts '.repeat(12)}${'}'.repeat(12)} }` }),
    status: 400,
  },
  {
    what: 'more than 20 root fields',
    body: JSON.stringify({ query: `{ ${rootFields(21)} }` }),
    status: 400,
  },
  {
    what: 'more than 20 root fields behind a fragment',
    body: JSON.stringify({ query: `{ ...Many } fragment Many on Query { ${rootFields(21)} }` }),
    status: 400,
  },
  { what: 'an empty object as a document', body: '{"query":"{}"}', status: 400 },
  { what: 'a list as a document', body: '{"query":"[]"}', status: 400 },
  { what: 'no JSON', body: '{"query":', status: 400 },
];

describe('refused as a whole', () => {
  test.each(refusals)('$what: HTTP $status, in the form of GraphQL errors', async (refusal) => {
    const response = await post(refusal.body);

    expect(response.status).toBe(refusal.status);
    const body = (await response.json()) as { errors: object[]; data?: unknown };
    expect(body.errors.length).toBeGreaterThan(0);
    expect(body.errors[0]).toEqual({
      message: expect.any(String),
      ...('locations' in (body.errors[0] ?? {}) ? { locations: expect.any(Array) } : {}),
    });
    expect(body).not.toHaveProperty('data');
  });

  test('twenty root fields are still taken', async () => {
    const response = await post(JSON.stringify({ query: `{ ${rootFields(20)} }` }));

    expect(response.status).toBe(200);
    expect(await response.json()).not.toHaveProperty('errors');
  });

  test('a body that never ends is not waited for by anybody else', async () => {
    const head = `POST /v1/graphql/ HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
    const slow = Array.from({ length: 20 }, () =>
      sendBytes(portOf(site), `${head}content-length: 100000\r\n\r\n{"query":`),
    );

    const answer = await site.api.send('{ viewer { id } }');

    expect(answer.httpStatus).toBe(200);
    await Promise.all(slow);
  });
});

function post(body: string): Promise<Response> {
  return fetch(`${site.gateway.http}/v1/graphql/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `JWT ${token}`,
      connection: 'close',
    },
    body,
  });
}

function rootFields(count: number): string {
  return Array.from({ length: count }, (_, number) => `a${number}: viewer { id }`).join(' ');
}

function portOf({ gateway }: Site): number {
  return Number(new URL(gateway.http).port);
}

async function tokenOf({ gateway, api }: Site): Promise<string> {
  const answer = await api.send<{ obtainKrakenToken: { token: string } }>(
    'mutation($k: String!) { obtainKrakenToken(input: { APIKey: $k }) { token } }',
    { k: gateway.apiKey },
  );
  return answer.data?.obtainKrakenToken.token ?? '';
}
