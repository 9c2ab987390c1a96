import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Site, startSite } from '../support/site.ts';
import { addHeatPump, type SiteDevice } from '../support/site-devices.ts';

let site: Site;
let pump: SiteDevice;
let token: string;

beforeAll(async () => {
  site = await startSite();
  pump = await addHeatPump(site);
  const answer = await post({
    query: `mutation { obtainKrakenToken(input: { APIKey: "${site.gateway.apiKey}" }) { token } }`,
  });
  const body = (await answer.json()) as { data: { obtainKrakenToken: { token: string } } };
  token = body.data.obtainKrakenToken.token;
});
afterAll(() => site?.stop());

/** A request as public clients of the API send it, each with habits of its own. */
function post(
  body: object,
  habits: { path?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> {
  const { path = '/v1/graphql/', headers = {} } = habits;
  return fetch(`${site.gateway.http}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    body: JSON.stringify(body),
  });
}

const habits = [
  { what: 'no trailing slash', path: '/v1/graphql' },
  { what: 'a query string of its own', path: '/v1/graphql/?debug_op_name=Viewer' },
  {
    what: 'an Accept for multipart and graphql-response',
    headers: {
      accept: 'multipart/mixed;deferSpec=20220824, application/graphql-response+json, */*',
    },
  },
  { what: 'a charset', headers: { 'content-type': 'application/json; charset=utf-8' } },
  { what: 'an operation name and extensions', more: { operationName: 'V', extensions: {} } },
] as const;

describe('a client is served that comes with', () => {
  test.each(habits)('$what', async (habit) => {
    const { path, headers, more } = { path: '/v1/graphql/', headers: {}, more: {}, ...habit };
    const body = { query: 'query V { viewer { id } }', ...more };

    const response = await post(body, {
      path,
      headers: { authorization: `JWT ${token}`, ...headers },
    });

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('json');
    expect(await response.json()).toMatchObject({ data: { viewer: { id: expect.any(String) } } });
  });
});

const inTwoHours = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 7_200_000);
/** The same instant as a clock on another meridian writes it. */
const withOffset = new Date(inTwoHours.getTime() + 3_600_000)
  .toISOString()
  .replace('.000Z', '+01:00');

const setpoints = [
  { as: 'a quoted literal', literal: '"20.5"', shown: 20.5 },
  { as: 'a bare literal', literal: '21.5', shown: 21.5 },
  { as: 'a whole literal', literal: '22', shown: 22 },
] as const;

describe('a setpoint is taken as clients write it', () => {
  test.each(setpoints)('as $as: $literal', async ({ literal, shown }) => {
    const id = await site.api.accept(`mutation {
      setZoneMode(accountNumber: "${pump.account}", euid: "${pump.identity}", operationParameters: {
        zone: ZONE_1, mode: ON, setpointInCelsius: ${literal}
      }) { transactionId }
    }`);

    const ended = await site.reaches(id, 'SUCCEEDED');

    expect(ended.evidence?.value).toMatchObject({ mode: 'ON', setpointC: shown });
  });

  test('with an end in another time zone, which is read back in UTC with micros', async () => {
    const id = await site.api.accept(`mutation {
      setZoneMode(accountNumber: "${pump.account}", euid: "${pump.identity}", operationParameters: {
        zone: ZONE_2, mode: BOOST, setpointInCelsius: "24.0", endAt: "${withOffset}"
      }) { transactionId }
    }`);
    await site.reaches(id, 'SUCCEEDED');

    type Zones = { configuration: { code: string; currentOperation: { end: string | null } } }[];
    const read = await site.api.send<{ octoHeatPumpControllerConfiguration: { zones: Zones } }>(
      `{ octoHeatPumpControllerConfiguration(
        accountNumber: "${pump.account}", euid: "${pump.identity}"
      ) { zones { configuration { code currentOperation { end } } } } }`,
    );

    const zones = read.data?.octoHeatPumpControllerConfiguration.zones ?? [];
    const zone = zones.find(({ configuration }) => configuration.code === 'ZONE_2');
    const end = zone?.configuration.currentOperation.end ?? '';
    expect(end).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
    expect(Date.parse(end)).toBe(inTwoHours.getTime());
  });
});

test('the health pages and the metrics tell no secret and no account', async () => {
  const pages = await Promise.all(
    ['/health/live', '/health/ready', '/metrics'].map(async (path) => {
      const response = await fetch(`${site.gateway.http}${path}`, {
        headers: { connection: 'close' },
      });
      return { status: response.status, text: await response.text() };
    }),
  );

  expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
  const text = pages.map((page) => page.text).join('\n');
  for (const secret of [pump.secret, pump.account, pump.identity, site.gateway.apiKey, token]) {
    expect(text).not.toContain(secret);
  }
  expect(pages[2]?.text).toContain('transactions_accepted');
});
