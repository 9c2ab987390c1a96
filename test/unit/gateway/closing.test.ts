import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Readiness } from '../../../src/gateway/gateway-parts.ts';
import { makeFakeClock } from '../../support/fake-clock.ts';
import { waitFor } from '../../support/wait-for.ts';
import { startTestApi, type TestApi } from './support/api.ts';

/** More than any grace of the server, and less than its `keepAliveTimeout`. */
const afterGraceMs = 5_000;

const agent = new Agent({ keepAlive: true });
let api: TestApi;
afterEach(async () => {
  agent.destroy();
  await api.close();
});

/** A server that listens, whose readiness is told when the test says so. */
async function listen() {
  const clock = makeFakeClock();
  const { promise, resolve } = Promise.withResolvers<Readiness>();
  const asked: string[] = [];
  api = await startTestApi((deps) => {
    const readiness = () => {
      asked.push('readiness');
      return promise;
    };
    Object.assign(deps, { clock, readiness });
    return {};
  });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as AddressInfo;
  return { clock, port, asked, answer: () => resolve({ ready: true, reasons: [] }) };
}

function countConnections(): Promise<number> {
  return new Promise((resolve) => api.app.server.getConnections((_error, count) => resolve(count)));
}

it('ends a connection with the answer that was being made when the server closed', async () => {
  const { clock, port, asked, answer } = await listen();
  const asking = request({ port, path: '/health/ready', agent }).end();
  const response = once(asking, 'response') as Promise<[IncomingMessage]>;
  await waitFor(() => asked.length === 1, 'the request inside');

  const closed = api.app.close();
  await waitFor(() => clock.pendingCount > 0, 'the server on its way out');
  answer();
  const [message] = await response;
  const { statusCode, headers } = message.resume();
  expect({ statusCode, connection: headers.connection }).toEqual({
    statusCode: 200,
    connection: 'close',
  });
  await closed;
});

it('cuts after a grace who says nothing and whose answer never comes', async () => {
  const { clock, port, asked } = await listen();
  const silent = connect(port, '127.0.0.1');
  const endings = [once(silent, 'close')];
  const asking = request({ port, path: '/health/ready', agent }).end();
  endings.push(once(asking, 'error'));
  const areInside = async () => asked.length === 1 && (await countConnections()) === 2;
  await waitFor(areInside, 'both inside');

  const closed = api.app.close();
  await waitFor(() => clock.pendingCount > 0, 'the grace');
  clock.advance(afterGraceMs);
  await Promise.all([...endings, closed]);
  expect(clock.pendingCount).toBe(0);
});
