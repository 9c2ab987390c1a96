import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAuthorization } from '../../../src/gateway/auth/header.ts';
import { makeSigningKey } from '../../../src/gateway/auth/signing-key.ts';
import { makeTokens } from '../../../src/gateway/auth/tokens.ts';
import { startTestApi, type TestApi } from './support/api.ts';
import { addKey } from './support/credential-fakes.ts';

const viewer = '{ viewer { id accounts { number } } }';
const obtain = `mutation ($input: ObtainJSONWebTokenInput!) {
  obtainKrakenToken(input: $input) { token payload refreshToken refreshExpiresIn }
}`;

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

describe('the Authorization header', () => {
  it.each([
    ['JWT abc', 'abc'],
    ['Bearer abc', 'abc'],
    ['bearer   abc', 'abc'],
    ['abc', 'abc'],
    ['  abc ', 'abc'],
    ['', null],
    ['JWT', null],
    [undefined, null],
  ])('%s carries %s', (header, token) => {
    expect(parseAuthorization(header)).toBe(token);
  });

  it.each(['JWT ', 'Bearer ', ''])('opens the door in the form "%s<token>"', async (prefix) => {
    const token = await api.tokenOf(addKey(api.world, 'account', ['A-1']));
    const { body } = await api.ask(viewer, { as: `${prefix}${token}` });
    expect(body.data['viewer']?.['accounts']).toEqual([{ number: 'A-1' }]);
  });
});

describe('a token', () => {
  const codeOf = async (as: string | undefined) => {
    const { status, body } = await api.ask(viewer, as === undefined ? {} : { as });
    expect(status).toBe(200);
    expect(body.data).toEqual({ viewer: null });
    expect(body.errors[0]?.extensions['errorType']).toBe('AUTHORIZATION');
    return body.errors[0]?.extensions['errorCode'];
  };

  it('is asked for', async () => {
    expect(await codeOf(undefined)).toBe('KT-CT-1112');
  });

  it('expires after an hour', async () => {
    const token = await api.tokenOf(addKey(api.world, 'service'));
    api.world.nowMs += 59 * 60_000;
    expect((await api.ask(viewer, { as: token })).body.errors).toBeUndefined();
    api.world.nowMs += 61_000;
    expect(await codeOf(token)).toBe('KT-CT-1124');
  });

  it.each(['nonsense', 'a.b.c', 'JWT x y', 'x'.repeat(9_000)])(
    'that is malformed is not trusted: %.20s',
    async (token) => {
      expect(await codeOf(token)).toBe('KT-CT-1139');
    },
  );

  it('signed by another key is not trusted', async () => {
    const { clock, ids } = api.deps;
    const forger = makeTokens({ privateKey: makeSigningKey(), clock, ids });
    const key = addKey(api.world, 'service');
    const holder = { credentialId: key.id, subject: 'x', role: 'service', accounts: [] } as const;
    expect(await codeOf((await forger.issue(holder)).token)).toBe('KT-CT-1139');
  });

  it('without a signature is not trusted', async () => {
    const [, payload] = (await api.tokenOf(addKey(api.world, 'service'))).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await codeOf(`${header}.${payload}.`)).toBe('KT-CT-1139');
  });

  it('stops with its key, at once where the key was revoked', async () => {
    const service = await api.tokenOf(addKey(api.world, 'service'));
    const key = addKey(api.world, 'account', ['A-1']);
    const token = await api.tokenOf(key);
    expect((await api.ask(viewer, { as: token })).body.errors).toBeUndefined();
    const revoke = `mutation { revokeApiKey(id: "${key.id}") { apiKey { revokedAt } } }`;
    expect((await api.ask(revoke, { as: service })).body.errors).toBeUndefined();
    expect(await codeOf(token)).toBe('KT-CT-1139');
  });

  it('stops within seconds where another node revoked its key', async () => {
    const key = addKey(api.world, 'account', ['A-1']);
    const token = await api.tokenOf(key);
    await api.ask(viewer, { as: token });
    Object.assign(key, { revokedAtMs: api.world.nowMs });
    api.world.nowMs += 3_000;
    expect(await codeOf(token)).toBe('KT-CT-1139');
  });

  it('of before a forced re-authentication is void, a later one is not', async () => {
    const key = addKey(api.world, 'account', ['A-1']);
    const token = await api.tokenOf(key);
    api.world.nowMs += 5;
    const force = 'mutation { forceReauthentication(input: {}) { tokensInvalidated effectiveAt } }';
    const { body } = await api.ask(force, { as: token });
    expect(body.data['forceReauthentication']).toEqual({
      tokensInvalidated: true,
      effectiveAt: '2026-03-01T12:00:00.005000+00:00',
    });
    expect(await codeOf(token)).toBe('KT-CT-1139');
    const fresh = await api.tokenOf(key);
    expect((await api.ask(viewer, { as: fresh })).body.errors).toBeUndefined();
  });
});

describe('obtainKrakenToken', () => {
  const tokenBy = async (input: object) => api.ask(obtain, { variables: { input } });

  it('exchanges an API key, and the refresh token after it', async () => {
    const key = addKey(api.world, 'account', ['A-1', 'A-2']);
    const { body } = await tokenBy({ APIKey: key.secret });
    const first = body.data['obtainKrakenToken'];
    expect(first?.['payload']).toMatchObject({ role: 'account', accounts: ['A-1', 'A-2'] });
    expect(first?.['refreshExpiresIn']).toBe(api.world.nowMs / 1_000 + 7 * 24 * 3_600);
    const again = await tokenBy({ refreshToken: first?.['refreshToken'] });
    const token = String(again.body.data['obtainKrakenToken']?.['token']);
    expect((await api.ask(viewer, { as: token })).body.errors).toBeUndefined();
  });

  it.each([
    [{ APIKey: 'wrong' }, 'KT-CT-1135'],
    [{ APIKey: '' }, 'KT-CT-1135'],
    [{ refreshToken: 'wrong' }, 'KT-CT-1135'],
    [{}, 'KT-CT-1134'],
    [{ APIKey: 'a', refreshToken: 'b' }, 'KT-CT-1134'],
    [{ email: 'a@b.c', password: 'x' }, 'KT-CT-1138'],
    [{ preSignedKey: 'x' }, 'KT-CT-1138'],
  ])('answers %j with %s', async (input, code) => {
    const { status, body } = await tokenBy(input);
    expect(status).toBe(200);
    expect(body.errors[0]?.extensions['errorCode']).toBe(code);
  });

  it('refuses the key and the refresh token of a revoked key', async () => {
    const key = addKey(api.world, 'service');
    const { body } = await tokenBy({ APIKey: key.secret });
    const refreshToken = body.data['obtainKrakenToken']?.['refreshToken'];
    Object.assign(key, { revokedAtMs: api.world.nowMs });
    for (const input of [{ APIKey: key.secret }, { refreshToken }]) {
      expect((await tokenBy(input)).body.errors[0]?.extensions['errorCode']).toBe('KT-CT-1135');
    }
  });

  it('gives a token by apiKeyAuthentication too', async () => {
    const key = addKey(api.world, 'service');
    const ask = (apiKey: string) =>
      api.ask(`mutation { apiKeyAuthentication(apiKey: "${apiKey}") { token errors { code } } }`);
    const good = (await ask(key.secret)).body.data['apiKeyAuthentication'];
    const token = String(good?.['token']);
    expect((await api.ask(viewer, { as: token })).body.errors).toBeUndefined();
    expect((await ask('wrong')).body.errors[0]?.extensions['errorCode']).toBe('KT-CT-1135');
  });
});

describe('wrong credentials', () => {
  const tryKey = (APIKey: string) => api.ask(obtain, { variables: { input: { APIKey } } });

  it('are answered ten times a minute for one identity, then HTTP 429', async () => {
    for (let count = 0; count < 10; count += 1) expect((await tryKey('wrong')).status).toBe(200);
    const { status, response, body } = await tryKey('wrong');
    expect(status).toBe(429);
    expect(response.headers['retry-after']).toBe('60');
    expect(body.errors[0]?.extensions['errorCode']).toBe('rate_limited');
    const other = addKey(api.world, 'service');
    expect((await tryKey(other.secret)).status).toBe(200);
  });

  it('are answered sixty times a minute for one source, then none is verified', async () => {
    for (let count = 0; count < 60; count += 1) await tryKey(`wrong-${count}`);
    expect((await tryKey('wrong-61')).status).toBe(429);
    expect((await tryKey(addKey(api.world, 'service').secret)).status).toBe(429);
    api.world.nowMs += 60_001;
    expect((await tryKey(addKey(api.world, 'service').secret)).status).toBe(200);
  });

  it.each([
    ['of the one that a trusted proxy names', ['127.0.0.1'], 200],
    ['of the peer, whatever it writes itself', [], 429],
  ])('count for the source %s', async (_what, trustedProxies, status) => {
    const proxied = await startTestApi(() => ({ trustedProxies }));
    const tryFrom = (source: string, APIKey: string) =>
      proxied.ask(obtain, {
        ...{ variables: { input: { APIKey } }, headers: { 'x-forwarded-for': source } },
      });
    for (let count = 0; count < 60; count += 1) await tryFrom('203.0.113.9', `wrong-${count}`);
    expect((await tryFrom('203.0.113.9', 'wrong')).status).toBe(429);
    const { secret } = addKey(proxied.world, 'service');
    expect((await tryFrom('198.51.100.7', secret)).status).toBe(status);
    await proxied.close();
  });

  it('in the header count for their source, and shut no valid token out', async () => {
    const token = await api.tokenOf(addKey(api.world, 'service'));
    for (let count = 0; count < 60; count += 1) await api.ask(viewer, { as: `bad-${count}` });
    expect((await api.ask(viewer, { as: 'bad' })).status).toBe(429);
    expect((await api.ask(viewer, { as: token })).body.errors).toBeUndefined();
  });
});
