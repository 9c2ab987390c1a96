import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type FakeGateway, startFakeGateway } from '../support/fake-gateway.ts';
import { runCli } from '../support/run-cli.ts';

let gateway: FakeGateway;
let other: Server;
let answer = { status: 200, type: 'text/html', text: '<html></html>' };
let url: string;
beforeAll(async () => {
  gateway = await startFakeGateway();
  other = createServer((_, response) => {
    response.writeHead(answer.status, { 'content-type': answer.type, connection: 'close' });
    response.end(answer.text);
  });
  await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
});
afterEach(() => gateway.clear());
afterAll(async () => {
  await gateway.stop();
  await new Promise((resolve) => void other.close(resolve));
});

const list = (...args: string[]) => runCli('admin', 'reports', 'list', ...args);

it.each([
  [{ status: 200, type: 'text/html', text: '<html></html>' }],
  [{ status: 404, type: 'text/html', text: '<html></html>' }],
  [{ status: 200, type: 'application/json', text: '{}' }],
  [{ status: 404, type: 'application/json', text: '{"message":"no"}' }],
])('says of another server that it is no joulegate: %j', async (told) => {
  answer = told;
  const run = await list('--url', url, '--key', 'k');
  expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining('is no joulegate') });
  expect(run.stderr.trim().split('\n')).toHaveLength(3);
});

it('tries later where a proxy says that the gateway is away', async () => {
  answer = { status: 502, type: 'text/html', text: '<html></html>' };
  const run = await list('--url', url, '--key', 'k');
  expect(run).toMatchObject({ code: 75, stderr: expect.stringContaining('HTTP 502') });
});

it.each(['foo', 'ftp://127.0.0.1', 'localhost:4000'])(
  'takes no %s for an address',
  async (text) => {
    const run = await list('--url', text, '--key', 'k');
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('http://') });
    expect(run.stderr).toContain('type: npm run admin -- reports list --help');
  },
);

it('names the variable of a key that is missing', async () => {
  const run = await list('--url', url);
  expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('JOULEGATE_API_KEY') });
});

it('ends with 4 for a wrong key, with what to do', async () => {
  gateway.answer('obtainKrakenToken', {
    error: 'Invalid data.',
    extensions: { errorType: 'VALIDATION', errorCode: 'KT-CT-1135' },
  });
  const run = await list('--url', gateway.url, '--key', 'wrong');
  expect(run).toMatchObject({ code: 4, stderr: expect.stringContaining('JOULEGATE_API_KEY') });
});
