import {
  buildClientSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  parse,
  validate,
  validateSchema,
} from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import { addHeatPump, type SiteDevice } from '../support/site-devices.ts';
import { accept, rename, setWater } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

let site: Site;
let pump: SiteDevice;
let schema: GraphQLSchema;

beforeAll(async () => {
  site = await startSite();
  pump = await addHeatPump(site);
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

type Seen = { id: string; deviceId: string; status: string; stateNumber: number };

test('a subscriber sees the states of its device in rising order, up to the outcome', async () => {
  const other = await addHeatPump(site);
  const seen: Seen[] = [];
  const client = subscribe(await tokenOf(site), pump.deviceId, seen);
  await client.ready;
  // The protocol has no word for "subscribed": the first change that comes says it.
  await waitFor(async () => {
    await accept(site, rename(pump, 'SENSOR01', 'Hall'));
    return seen.length > 0;
  }, 'the subscription to have begun');

  await accept(site, setWater(other, 50));
  const id = await accept(site, setWater(pump, 51));
  const own = () => seen.filter((each) => each.id === id);
  await waitFor(() => own().at(-1)?.status === 'SUCCEEDED', 'the outcome');
  client.stop();

  expect(new Set(seen.map(({ deviceId }) => deviceId))).toEqual(new Set([pump.deviceId]));
  const numbers = own().map(({ stateNumber }) => stateNumber);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  const { stateNumber } = await site.read(id);
  expect(own().at(-1)).toMatchObject({ status: 'SUCCEEDED', stateNumber });
});

test('a subscription without a token is refused in the words of the API', async () => {
  const client = subscribe(null, pump.deviceId, []);

  const error = await client.failed;

  expect(JSON.stringify(error)).toContain("'Authorization' header not provided.");
  client.stop();
});

test('a strict client builds a valid schema from the introspection', () => {
  expect(validateSchema(schema)).toEqual([]);
});

describe.each(Object.entries(seedDocuments))('the published document of %s', (_name, document) => {
  test('is valid against the schema that the gateway shows', () => {
    expect(validate(schema, parse(document))).toEqual([]);
  });
});

function subscribe(token: string | null, deviceId: string, seen: Seen[]) {
  const ready = Promise.withResolvers<void>();
  const failed = Promise.withResolvers<unknown>();
  const client = createClient({
    url: `${site.gateway.http.replace('http', 'ws')}/v1/graphql/`,
    webSocketImpl: WebSocket,
    ...(token === null ? {} : { connectionParams: { Authorization: `JWT ${token}` } }),
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: failed.resolve,
    on: { connected: () => ready.resolve() },
  });
  const query = `subscription($deviceId: ID) {
    deviceTransactionUpdated(deviceId: $deviceId) { id deviceId status stateNumber }
  }`;
  client.subscribe<{ deviceTransactionUpdated: Seen }>(
    { query, variables: { deviceId } },
    {
      next: ({ data, errors }) => {
        if (data) seen.push(data.deviceTransactionUpdated);
        if (errors) failed.resolve(errors);
      },
      error: failed.resolve,
      complete: () => {},
    },
  );
  return { ready: ready.promise, failed: failed.promise, stop: () => void client.dispose() };
}

async function tokenOf({ gateway, api }: Site): Promise<string> {
  const answer = await api.send<{ obtainKrakenToken: { token: string } }>(
    'mutation($k: String!) { obtainKrakenToken(input: { APIKey: $k }) { token } }',
    { k: gateway.apiKey },
  );
  return answer.data?.obtainKrakenToken.token ?? '';
}
