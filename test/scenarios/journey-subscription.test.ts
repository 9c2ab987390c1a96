import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Site, startSite } from '../support/site.ts';
import { addHeatPump, type SiteDevice } from '../support/site-devices.ts';
import { accept, setWater } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

let site: Site;
let pump: SiteDevice;

beforeAll(async () => {
  site = await startSite();
  pump = await addHeatPump(site);
});
afterAll(() => site?.stop());

type Seen = { id: string; status: string; stateNumber: number };

test('a subscriber sees the states of its device in rising order, up to the outcome', async () => {
  const other = await addHeatPump(site);
  const seen: Seen[] = [];
  const client = subscribe(await tokenOf(site), pump.deviceId, seen);
  await client.ready;

  await accept(site, setWater(other, 50));
  const id = await accept(site, setWater(pump, 51));
  await waitFor(() => seen.some(({ status }) => status === 'SUCCEEDED'), 'the outcome');
  client.stop();

  expect(new Set(seen.map((each) => each.id))).toEqual(new Set([id]));
  const numbers = seen.map(({ stateNumber }) => stateNumber);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  const { stateNumber } = await site.read(id);
  expect(seen.at(-1)).toEqual({ id, status: 'SUCCEEDED', stateNumber });
});

test('a subscription without a token is refused in the words of the API', async () => {
  const client = subscribe(null, pump.deviceId, []);

  const error = await client.failed;

  expect(JSON.stringify(error)).toContain("'Authorization' header not provided.");
  client.stop();
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
    deviceTransactionUpdated(deviceId: $deviceId) { id status stateNumber }
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
