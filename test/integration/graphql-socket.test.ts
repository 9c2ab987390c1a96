import { once } from 'node:events';
import { type AddressInfo, createConnection } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { AccountNumber } from '../../src/domain/device.ts';
import { waitFor } from '../support/wait-for.ts';
import { signInAs, startTestApi, type TestApi } from '../unit/gateway/support/api.ts';
import { aDevice, aTransaction } from '../unit/gateway/support/builders.ts';

type Message = { type: string; id?: string; payload?: unknown };
type Client = {
  readonly socket: WebSocket;
  readonly received: Message[];
  send(message: object): void;
};

const query = 'subscription { deviceTransactionUpdated(accountNumber: "A-1") { id status } }';
const change = {
  transactionId: 'tx-1',
  stateNumber: 2,
  deviceId: 'device-1',
  accountNumber: 'A-1',
};

let api: TestApi;
let url: string;
let clients: WebSocket[];
beforeEach(async () => {
  api = await startTestApi();
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  url = `ws://127.0.0.1:${(api.app.server.address() as AddressInfo).port}/v1/graphql/`;
  clients = [];
  api.world.devices.push(aDevice());
  api.world.transactions.push(aTransaction({ status: 'SENT' }));
});
afterEach(async () => {
  for (const socket of clients) socket.terminate();
  await api.close();
});

async function connect(headers: Record<string, string> = {}): Promise<Client> {
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers });
  clients.push(socket);
  const received: Message[] = [];
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  await once(socket, 'open');
  return { socket, received, send: (message) => socket.send(JSON.stringify(message)) };
}

async function signedIn(token: string): Promise<Client> {
  const client = await connect();
  client.send({ type: 'connection_init', payload: { Authorization: `JWT ${token}` } });
  await waitFor(() => client.received.length > 0, 'the acknowledgement');
  return client;
}

async function errorOf(client: Client, document: string): Promise<unknown> {
  client.send({ id: '1', type: 'subscribe', payload: { query: document } });
  const find = () => client.received.find((message) => message.type === 'error');
  await waitFor(() => find() !== undefined, 'an error');
  return find()?.payload;
}

function publish(facts: Partial<typeof change> = {}): void {
  for (const listener of api.world.listeners) listener({ ...change, ...facts });
}

describe('a subscription', () => {
  it.each(['payload', 'header'])('is admitted by the token in the %s', async (place) => {
    const token = await signInAs(api, 'account', ['A-1']);
    const client = place === 'header' ? await connect({ authorization: token }) : null;
    const subscriber = client ?? (await signedIn(token));
    if (client) client.send({ type: 'connection_init' });
    subscriber.send({ id: '1', type: 'subscribe', payload: { query } });
    await waitFor(() => api.world.listeners.size === 1, 'the subscription');
    publish({ accountNumber: 'A-2' });
    publish();
    const findNext = () => subscriber.received.find((message) => message.type === 'next');
    await waitFor(() => findNext() !== undefined, 'a change');
    expect(findNext()?.payload).toEqual({
      data: { deviceTransactionUpdated: { id: 'tx-1', status: 'SENT' } },
    });
  });

  it('ends the reading of the stream with its last subscriber', async () => {
    const client = await signedIn(await signInAs(api, 'service'));
    client.send({ id: '1', type: 'subscribe', payload: { query } });
    client.send({ id: '2', type: 'subscribe', payload: { query } });
    await waitFor(() => api.world.listeners.size === 1, 'one shared reader');
    client.send({ id: '1', type: 'complete' });
    client.socket.close();
    await waitFor(() => api.world.listeners.size === 0, 'no reader');
  });

  it('ends every one of a socket when it closes, those of a doubled id too', async () => {
    const client = await signedIn(await signInAs(api, 'service'));
    for (let count = 0; count < 3; count += 1) {
      client.send({ id: 'same', type: 'subscribe', payload: { query } });
    }
    await waitFor(() => api.world.listeners.size === 1, 'the subscription');
    client.socket.terminate();
    await waitFor(() => api.world.listeners.size === 0, 'no reader');
  });

  it('is refused without a token', async () => {
    const client = await connect();
    client.send({ type: 'connection_init' });
    expect(await errorOf(client, query)).toEqual([
      expect.objectContaining({
        message: "'Authorization' header not provided.",
        extensions: expect.objectContaining({ errorCode: 'KT-CT-1112' }),
      }),
    ]);
  });

  it.each([
    ['to a foreign account', query.replace('A-1', 'A-2'), 'KT-CT-1111'],
    ['to nothing in particular', query.replace('(accountNumber: "A-1")', ''), 'KT-CT-4321'],
    ['to an unknown device', query.replace('accountNumber: "A-1"', 'deviceId: "x"'), 'KT-CT-4301'],
  ])('%s is refused', async (_name, document, code) => {
    const client = await signedIn(await signInAs(api, 'account', ['A-1']));
    expect(await errorOf(client, document)).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ errorCode: code }) }),
    ]);
  });

  it.each([
    ['unknown fields', 'subscription { deviceTransactionUpdated(accountNumber: "A-1") { nope } }'],
    ['a syntax error', 'subscription {'],
    ['a query', '{ viewer { id } }'],
  ])('with %s is refused and the node lives', async (_name, document) => {
    const client = await signedIn(await signInAs(api, 'service'));
    expect(await errorOf(client, document)).toEqual([
      expect.objectContaining({ message: expect.any(String) }),
    ]);
    expect((await api.app.inject('/health/live')).statusCode).toBe(200);
  });

  it('ends when its key is revoked', async () => {
    const token = await signInAs(api, 'account', ['A-1']);
    const client = await signedIn(token);
    client.send({ id: '1', type: 'subscribe', payload: { query } });
    await waitFor(() => api.world.listeners.size === 1, 'the subscription');
    Object.assign(api.world.keys[0] as object, { revokedAtMs: api.world.nowMs });
    api.world.nowMs += 3_000;
    publish();
    await waitFor(() => client.received.some(({ type }) => type === 'error'), 'its end');
    expect(api.world.listeners.size).toBe(0);
  });

  it('tells nothing of transactions that moved to a foreign account', async () => {
    api.world.transactions[0] = aTransaction({ accountNumber: 'A-2' as AccountNumber });
    const client = await signedIn(await signInAs(api, 'account', ['A-1']));
    client.send({ id: '1', type: 'subscribe', payload: { query } });
    await waitFor(() => api.world.listeners.size === 1, 'the subscription');
    publish();
    client.send({ type: 'ping' });
    await waitFor(() => client.received.some(({ type }) => type === 'pong'), 'the pong');
    expect(client.received.some(({ type }) => type === 'next')).toBe(false);
  });

  it('is one of twenty on a socket at most', async () => {
    const client = await signedIn(await signInAs(api, 'service'));
    for (let count = 0; count < 21; count += 1) {
      client.send({ id: `s${count}`, type: 'subscribe', payload: { query } });
    }
    await waitFor(() => client.received.some(({ type }) => type === 'error'), 'a refusal');
    expect(client.received.filter(({ type }) => type === 'error')).toHaveLength(1);
  });
});

describe('an upgrade', () => {
  it.each([
    ['another subprotocol', 'graphql-ws', '/v1/graphql', 400],
    ['no subprotocol', undefined, '/v1/graphql', 400],
    ['another path', 'graphql-transport-ws', '/elsewhere', 404],
  ])('with %s is refused', async (_name, protocol, path, status) => {
    const target = url.replace('/v1/graphql/', path);
    const socket = protocol ? new WebSocket(target, protocol) : new WebSocket(target);
    clients.push(socket);
    socket.on('error', () => undefined);
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(status);
    response.resume();
    await once(response, 'close');
  });

  it('that is no WebSocket is answered and closed', async () => {
    const { port } = api.app.server.address() as AddressInfo;
    const socket = createConnection({ host: '127.0.0.1', port });
    const headers = ['Host: x', 'Connection: Upgrade', 'Upgrade: h2c'].join('\r\n');
    socket.write(`POST /v1/graphql HTTP/1.1\r\n${headers}\r\n\r\n`);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    await once(socket, 'close');
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 400 /);
  });

  it.each(['{oops', 'null', '[]', '{"type":"subscribe"}', '{"type":"nope"}'])(
    'survives the message %s',
    async (text) => {
      const client = await connect();
      client.socket.send(text);
      client.socket.send('{"type":"connection_init"}');
      client.socket.send('{"type":"subscribe","id":"1"}');
      client.socket.send('{"type":"subscribe","id":"2","payload":{"query":{"kind":"x"}}}');
      await new Promise((resolve) => setImmediate(resolve));
      expect((await api.app.inject('/health/live')).statusCode).toBe(200);
    },
  );
});
