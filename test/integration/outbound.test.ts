import type { LookupAddress } from 'node:dns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOutbound, type Outbound } from '../../src/gateway/report/outbound.ts';
import { makeRealClock } from '../support/real-clock.ts';
import { type Receiver, startReceiver } from '../support/report-receiver.ts';

let receiver: Receiver;
let open: Outbound[] = [];

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  for (const outbound of open) outbound.close();
  open = [];
  await receiver.down();
});

type Resolve = (hostname: string) => readonly LookupAddress[];

function make(options: { allow?: boolean; timeoutMs?: number; resolve?: Resolve } = {}): Outbound {
  const resolve = (
    hostname: string,
    _options: unknown,
    callback: (error: null, addresses: readonly LookupAddress[]) => void,
  ) => callback(null, options.resolve?.(hostname) ?? []);
  const outbound = makeOutbound({
    clock: makeRealClock(),
    allowPrivateTargets: options.allow ?? false,
    timeoutMs: options.timeoutMs ?? 2_000,
    resolve: resolve as never,
  });
  open.push(outbound);
  return outbound;
}

function post(outbound: Outbound, url: string, signal = new AbortController().signal) {
  return outbound.post({ url: new URL(url), headers: { 'x-a': '1' }, body: '{"ä":1}', signal });
}

const port = () => new URL(receiver.url).port;

describe('the way out', () => {
  it('posts and keeps the connection for the next one', async () => {
    const outbound = make({ allow: true });
    receiver.answer({ status: 201, body: 'made', headers: { 'x-b': '2' } });
    const answer = await post(outbound, receiver.url);
    expect(answer).toMatchObject({ status: 201, body: 'made' });
    expect(answer.headers['x-b']).toBe('2');
    expect(receiver.received[0]).toMatchObject({ body: '{"ä":1}', headers: { 'x-a': '1' } });
    await post(outbound, receiver.url);
    expect(receiver.received).toHaveLength(2);
  });

  it.each([
    'http://127.0.0.1',
    'http://127.1',
    'http://0x7f000001',
    'http://2130706433',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://169.254.169.254',
  ])('refuses an address in the URL that is private: %s', async (base) => {
    await expect(post(make(), `${base}:${port()}/`)).rejects.toThrow(/private address/);
    expect(receiver.received).toHaveLength(0);
  });

  it.each([
    ['a private one', ['127.0.0.1']],
    ['a public and a private one', ['93.184.216.34', '127.0.0.1']],
    ['a private one in IPv6', ['::1']],
  ])('refuses a name with %s', async (_what, addresses) => {
    const resolve = () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const url = `http://hooks.example:${port()}/`;
    await expect(post(make({ resolve }), url)).rejects.toThrow(/private address/);
    expect(receiver.received).toHaveLength(0);
  });

  it('asks for a name once, so that a second answer gains nothing', async () => {
    const asked: string[] = [];
    const resolve = (hostname: string) => {
      asked.push(hostname);
      return [{ address: asked.length > 1 ? '127.0.0.1' : '192.0.2.1', family: 4 }];
    };
    await expect(post(make({ resolve }), 'http://hooks.example/')).rejects.toThrow();
    expect(asked).toEqual(['hooks.example']);
  });

  it('refuses a name without an address', async () => {
    await expect(post(make(), 'http://hooks.example/')).rejects.toThrow(/no address/);
  });

  it('follows no redirect', async () => {
    receiver.answer({ status: 302, headers: { location: `${receiver.url}/elsewhere` } });
    const answer = await post(make({ allow: true }), receiver.url);
    expect(answer.status).toBe(302);
    expect(receiver.received).toHaveLength(1);
  });

  it('gives up after its deadline', async () => {
    receiver.answer('hang');
    const outbound = make({ allow: true, timeoutMs: 50 });
    await expect(post(outbound, receiver.url)).rejects.toThrow('no answer in 50 ms');
  });

  it('ends with its signal', async () => {
    receiver.answer('hang');
    const ended = new AbortController();
    const posted = post(make({ allow: true }), receiver.url, ended.signal);
    ended.abort();
    await expect(posted).rejects.toMatchObject({ code: 'ABORT_ERR' });
  });

  it('reads a bounded part of an endless answer', async () => {
    receiver.answer({ status: 200, body: 'x'.repeat(1_000_000) });
    const answer = await post(make({ allow: true }), receiver.url);
    expect(answer.status).toBe(200);
    expect(answer.body).toHaveLength(64 * 1024);
  });

  it('tells when nobody listens', async () => {
    await receiver.down();
    await expect(post(make({ allow: true }), receiver.url)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
