import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decodeJwt, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClient, signIn } from '../support/graphql-client.ts';
import { seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import { waitFor } from '../support/wait-for.ts';

let site: Site;
let token: string;
let ownKey: KeyObject;

beforeAll(async () => {
  site = await startSite();
  token = await tokenOf(site);
  ownKey = createPrivateKey(readFileSync(`${site.gateway.dataDir}/signing-key.pem`));
});
afterAll(() => site?.stop());

const viewer = '{ viewer { id } }';

async function codeOf(send: () => Promise<Response>): Promise<readonly [number, unknown]> {
  const response = await send();
  const body = (await response.json()) as {
    errors?: { extensions?: { errorCode?: string } }[];
  };
  return [response.status, body.errors?.[0]?.extensions?.errorCode];
}

function post(authorization: string | null): Promise<Response> {
  return fetch(`${site.gateway.http}/v1/graphql/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      connection: 'close',
      ...(authorization === null ? {} : { authorization }),
    },
    body: JSON.stringify({ query: viewer }),
  });
}

/** A token like ours, with what is wrong about it. */
function sign(key: KeyObject | Uint8Array, alg: string, change: JWTPayload = {}): Promise<string> {
  const payload = { ...decodeJwt(token), ...change };
  return new SignJWT(payload).setProtectedHeader({ alg, typ: 'JWT' }).sign(key);
}

describe('a token', () => {
  test.each(['JWT ', 'Bearer ', ''])('is taken as "%s<token>"', async (scheme) => {
    expect(await codeOf(() => post(`${scheme}${token}`))).toEqual([200, undefined]);
  });

  test('that is not there: 1112', async () => {
    expect(await codeOf(() => post(null))).toEqual([200, 'KT-CT-1112']);
  });

  test('that has expired: 1124', async () => {
    const past = Math.floor(Date.now() / 1_000) - 7_200;
    const old = await sign(ownKey, 'ES256', { iat: past, exp: past + 3_600 });

    expect(await codeOf(() => post(`JWT ${old}`))).toEqual([200, 'KT-CT-1124']);
  });

  test('that is malformed: 1139', async () => {
    const cut = token.slice(0, -4);
    for (const bad of ['x', 'a.b.c', cut, `${token}x`, token.replace('.', '..')]) {
      expect(await codeOf(() => post(`JWT ${bad}`))).toEqual([200, 'KT-CT-1139']);
    }
  });

  test('that is forged, by another key, a public key or no key at all: 1139', async () => {
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const publicPem = createPublicKey(ownKey).export({ type: 'spki', format: 'pem' });
    const [, body] = token.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const forged = [
      await sign(stranger, 'ES256'),
      await sign(Buffer.from(publicPem), 'HS256'),
      `${none}.${body}.`,
      await sign(ownKey, 'ES256', { iss: 'somebody' }),
    ];

    for (const bad of forged) {
      expect(await codeOf(() => post(`JWT ${bad}`))).toEqual([200, 'KT-CT-1139']);
    }
  });

  test('is no more use once its holder forced a new sign-in', async () => {
    const own = await signIn(site.gateway.http, site.gateway.apiKey);
    const before = await own.send(viewer);

    const forced = await own.send(seedDocuments.forceReauthentication, { input: {} });

    expect(before.errors).toEqual([]);
    expect(forced.errors).toEqual([]);
    const after = await own.send(viewer);
    expect(after.errors[0]?.extensions?.errorCode).toBe('KT-CT-1139');
    token = await tokenOf(site);
    expect((await makeClient(site.gateway.http, token).send(viewer)).errors).toEqual([]);
  });
});

describe('a wrong API key', () => {
  test('is 1135 ten times a minute, then too many, while the right one still works', async () => {
    const attempt = () =>
      makeClient(site.gateway.http, '').send(seedDocuments.obtainKrakenToken, {
        input: { APIKey: 'a-key-that-nobody-ever-made-for-anybody' },
      });

    const answers = [];
    for (let turn = 0; turn < 12; turn += 1) answers.push(await attempt());

    const codes = answers.map(({ errors }) => errors[0]?.extensions?.errorCode);
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'KT-CT-1135'));
    expect(codes.at(-1)).toBe('rate_limited');
    expect(answers.at(-1)?.httpStatus).toBe(429);
    const right = await signIn(site.gateway.http, site.gateway.apiKey);
    expect((await right.send(viewer)).errors).toEqual([]);
  });

  test('is in no line of the log', () => {
    const lines = site.gateway.talk().join('\n');
    expect(lines).not.toContain('a-key-that-nobody');
    expect(lines).not.toContain(site.gateway.apiKey);
    expect(lines).not.toContain(token);
  });
});

test('a revoked key and the tokens made from it are refused', async () => {
  const api = await signIn(site.gateway.http, site.gateway.apiKey);
  const made = await api.send<{ createApiKey: { id: string; key: string } }>(
    'mutation { createApiKey(input: { name: "x", role: OPERATOR, accounts: [] }) { id key } }',
  );
  const { id = '', key = '' } = made.data?.createApiKey ?? {};
  const holder = await signIn(site.gateway.http, key);
  expect((await holder.send(viewer)).errors).toEqual([]);

  const revoked = await api.send('mutation($id: ID!) { revokeApiKey(id: $id) { apiKey { id } } }', {
    id,
  });

  expect(revoked.errors).toEqual([]);
  await waitFor(async () => {
    const { errors } = await holder.send(viewer);
    return errors[0]?.extensions?.errorCode === 'KT-CT-1139';
  }, 'the token to be refused');
  await expect(signIn(site.gateway.http, key)).rejects.toThrow('KT-CT-1135');
});

async function tokenOf({ gateway }: Site): Promise<string> {
  const answer = await makeClient(gateway.http, '').send<{ obtainKrakenToken: { token: string } }>(
    seedDocuments.obtainKrakenToken,
    { input: { APIKey: gateway.apiKey } },
  );
  return answer.data?.obtainKrakenToken.token ?? '';
}
