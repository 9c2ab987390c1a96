import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../unit/gateway/support/api.ts';

const issuer = 'https://issuer.example';
const audience = 'joulegate';

let jwks: Server;
let api: TestApi;
let privateKey: CryptoKey;
let publicJwk: object;
let isUp = true;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  privateKey = pair.privateKey;
  publicJwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  jwks = createServer((_request, response) => {
    response.statusCode = isUp ? 200 : 503;
    response.end(JSON.stringify({ keys: [publicJwk] }));
  });
  await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
  api = await startTestApi(() => ({
    outsideIssuer: {
      jwksUrl: `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/jwks`,
      issuer,
      audience,
      accountsClaim: 'held',
    },
  }));
});
afterAll(async () => {
  await api.close();
  jwks.closeAllConnections();
  await new Promise((resolve) => jwks.close(resolve));
});

function sign(claims: JWTPayload = {}, kid = 'k1'): Promise<string> {
  const iat = Math.floor(api.world.nowMs / 1_000);
  const payload = { iss: issuer, aud: audience, sub: 'u1', iat, exp: iat + 60, held: ['A-1'] };
  return new SignJWT({ ...payload, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid })
    .sign(privateKey);
}

const viewer = '{ viewer { id accounts { number } } }';
const codeOf = async (token: string, query = viewer) =>
  (await api.ask(query, { as: token })).body.errors?.[0]?.extensions['errorCode'];

describe('a token of the outside issuer', () => {
  it('is not the caller’s fault while the keys cannot be fetched', async () => {
    isUp = false;
    expect(await codeOf(await sign())).toBe('unavailable');
    isUp = true;
  });

  it('gives the role account on the accounts of its claim', async () => {
    const token = await sign();
    const { body } = await api.ask(viewer, { as: token });
    expect(body.data['viewer']).toEqual({ id: `${issuer}|u1`, accounts: [{ number: 'A-1' }] });
    expect(await codeOf(token, '{ devices(accountNumber: "A-2") { id } }')).toBe('KT-CT-1111');
    expect(await codeOf(token, '{ apiKeys { id } }')).toBe('KT-CT-1111');
  });

  it('cannot claim another role', async () => {
    const token = await sign({ role: 'service' });
    expect(await codeOf(token, '{ apiKeys { id } }')).toBe('KT-CT-1111');
  });

  it.each([
    ['for another audience', { aud: 'elsewhere' }, 'KT-CT-1139'],
    ['without a subject', { sub: undefined }, 'KT-CT-1139'],
    ['without an end', { exp: undefined }, 'KT-CT-1139'],
    ['with accounts that are no list', { held: 'A-1' }, 'KT-CT-1139'],
    ['of another issuer', { iss: 'https://other.example' }, 'KT-CT-1139'],
    ['in our own name', { iss: 'joulegate' }, 'KT-CT-1139'],
    ['of the past', { exp: 1 }, 'KT-CT-1124'],
  ])('%s is refused', async (_name, claims, code) => {
    expect(await codeOf(await sign(claims as JWTPayload))).toBe(code);
  });

  it('with an unknown key is refused', async () => {
    expect(await codeOf(await sign({}, 'k2'))).toBe('KT-CT-1139');
  });

  it('signed with the public key as if it were a secret is refused', async () => {
    const iat = Math.floor(api.world.nowMs / 1_000);
    const token = await new SignJWT({ iss: issuer, aud: audience, sub: 'u1', exp: iat + 60 })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(new TextEncoder().encode(JSON.stringify(publicJwk)));
    expect(await codeOf(token)).toBe('KT-CT-1139');
  });
});
