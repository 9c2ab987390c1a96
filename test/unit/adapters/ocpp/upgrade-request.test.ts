import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUpgrade } from '../../../../src/adapters/ocpp/door/upgrade-request.ts';

const spoken = ['ocpp1.6'];

function parse(url: string, headers: Record<string, string> = {}) {
  const base = { upgrade: 'websocket', 'sec-websocket-protocol': 'ocpp1.6' };
  return parseUpgrade({ method: 'GET', url, headers: { ...base, ...headers } }, spoken);
}

const basic = (text: string | Buffer) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('an upgrade request', () => {
  it('never throws, whatever its path and credentials are', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (path, credentials, protocol) => {
        for (const url of [path, `/ocpp/${path}`]) {
          parse(url, { authorization: credentials, 'sec-websocket-protocol': protocol });
        }
      }),
    );
  });

  it.each([
    ['text', 'cp-1', Buffer.from('secret')],
    ['colons', 'cp:1', Buffer.from('a:b:c')],
    ['bytes that are no text', 'cp-1', Buffer.from([0, 255, 128, 58])],
    ['nothing', 'cp-1', Buffer.alloc(0)],
  ])('gives the password as bytes: %s', (_what, identity, secret) => {
    const authorization = basic(Buffer.concat([Buffer.from(`${identity}:`), secret]));
    expect(parse(`/ocpp/${identity}`, { authorization })).toEqual({
      kind: 'well-formed',
      identity,
      secret,
    });
  });

  it.each([
    ['another name', basic('cp-2:secret')],
    ['a longer name', basic('cp-11:secret')],
    ['no colon', basic('cp-1')],
    ['another scheme', 'Bearer abc'],
    ['rubbish', 'Basic %%%'],
  ])('has no password with %s', (_what, authorization) => {
    expect(parse('/ocpp/cp-1', { authorization })).toMatchObject({ secret: null });
  });

  it('finds our subprotocol among others, and ignores a query', () => {
    const headers = { 'sec-websocket-protocol': 'ocpp2.0.1, ocpp1.6' };
    expect(parse('/ocpp/cp-1?x=1', headers)).toMatchObject({ identity: 'cp-1' });
  });
});
