import { connect as openSocket } from 'node:net';
import { connect as openTls, type TLSSocket } from 'node:tls';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeRandom, type Random } from '../../simulators/lib/random.ts';
import { noise, whole } from '../support/harm-check.ts';
import type { HeldClaim, Intruder, WireReply } from '../support/intruder.ts';
import { ask, makeCsr, makeIntruder, openClaim } from '../support/intruder.ts';
import { closeClients } from '../support/mqtt-client.ts';
import { type Site, startSite } from '../support/site.ts';
import { tlsSettings } from '../support/tls-controller.ts';
import { waitFor } from '../support/wait-for.ts';

/** Parser bombs of the attack table (provisioning.md 2.3), thrown at a gateway that must go on. */

const SEED = 20_261_124;
const COUNT = 200;
/** A claim may send so many CSRs. */
const csrsOfClaim = 5;

let site: Site;
let redis: Redis;
let intruder: Intruder;
let good: Buffer;
beforeAll(async () => {
  site = await startSite({ timeScale: 10, settings: tlsSettings });
  redis = new Redis({ path: `${site.gateway.dataDir}/redis.sock` });
  intruder = makeIntruder(site);
  const { csrPem } = await makeCsr();
  good = Buffer.from(csrPem.replaceAll(/-----.*-----/g, ''), 'base64');
}, 60_000);
afterEach(async () => {
  await closeClients();
  // It goes on: another claim's good CSR is signed.
  const claim = await openClaim(site.api);
  const { csrPem } = await makeCsr();
  const session = await intruder.enter(claim);
  expect((await ask(session, claim.claimId, 'csr', { csrPem })).verdict).toBe('accepted');
  await closeClients();
});
afterAll(async () => {
  redis?.disconnect();
  await site?.stop();
});

/** Sends requests for certificates with as many claims as it takes; gives the answers. */
async function throwAll(requests: readonly object[]): Promise<readonly WireReply[]> {
  const groups: (readonly object[])[] = [];
  for (let from = 0; from < requests.length; from += csrsOfClaim) {
    groups.push(requests.slice(from, from + csrsOfClaim));
  }
  const answers: WireReply[] = [];
  for (const group of groups) {
    const claim = await openClaim(site.api);
    const session = await intruder.enter(claim);
    for (const request of group) answers.push(await ask(session, claim.claimId, 'csr', request));
    expect(await redis.hget(`jg:claim:${claim.claimId}`, 'spki')).toBeNull();
    session.drop();
  }
  return answers;
}

function toPem(der: Uint8Array): string {
  const base64 = Buffer.from(der).toString('base64');
  return `-----BEGIN CERTIFICATE REQUEST-----\n${base64}\n-----END CERTIFICATE REQUEST-----\n`;
}

/** A value in constructed values, as deep as 3,000 bytes go. */
function nested(tag: number): Buffer {
  let der = Buffer.from([0x05, 0x00]);
  while (der.length < 3_000) {
    const { length } = der;
    const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
    der = Buffer.concat([Buffer.from([tag, ...size]), der]);
  }
  return der;
}

/** The good CSR with bytes changed, cut off, added or put in between. */
function toMutation(random: Random): Buffer {
  const at = whole(random, good.length);
  const rest = good.subarray(at);
  const extra = noise(random, 1 + whole(random, 40));
  const kind = whole(random, 3);
  if (kind === 0) return Buffer.concat([good.subarray(0, at), extra, rest]);
  if (kind === 1) return good.subarray(0, at);
  const changed = Buffer.from(good);
  // Only within what is signed: the bytes of the signature have more than one spelling.
  const signed = whole(random, 60);
  changed[signed] = (changed[signed] ?? 0) ^ (1 + whole(random, 255));
  return changed;
}

describe('a CSR that is made to break its reader', () => {
  it('is rejected, whatever its bytes are', async () => {
    const bombs = [
      ...[nested(0x30), nested(0x31), nested(0xa0), Buffer.from('3080'.repeat(1_400), 'hex')],
      ...['30847fffffff30847fffffff02', `30fe${'ff'.repeat(200)}`, '3089ffffffffffffffffff'].map(
        (hex) => Buffer.from(hex, 'hex'),
      ),
      Buffer.from(`06820bb8${'81'.repeat(3_000)}`, 'hex'),
    ];
    const answers = await throwAll(bombs.map((der) => ({ csrPem: toPem(der) })));
    for (const { body } of answers) {
      expect(body).toMatchObject({ statusCode: 400, errorCode: 'invalid_csr' });
    }
  });

  it('is not parsed when it has more than 4 KiB', async () => {
    const padded = toPem(good) + ' '.repeat(4_096);
    const [answer] = await throwAll([{ csrPem: padded }]);
    expect(answer?.body).toMatchObject({ statusCode: 400, errorCode: 'invalid_csr' });
    expect(answer?.body['errorMessage']).toContain('more than 4096 bytes');
  });

  it(`is rejected in ${COUNT} mutations of a good one (seed ${SEED})`, async () => {
    const random = makeRandom(SEED, 'csr');
    const mutations = Array.from({ length: COUNT }, () => ({ csrPem: toPem(toMutation(random)) }));
    const answers = await throwAll(mutations);
    const words = answers.map(({ verdict, body }) => `${verdict} ${body['errorCode']}`);
    expect([...new Set(words)]).toEqual(['rejected invalid_csr']);
    expect(answers).toHaveLength(COUNT);
  });
});

describe('a packet that is made to break its reader', () => {
  it.each([
    ['JSON of a thousand levels', '['.repeat(1_000) + ']'.repeat(1_000)],
    ['no JSON', '{"csrPem":'],
    ['another form', { csrPem: { toString: 'x' }, __proto__: null, more: 1 }],
  ])('as %s is rejected', async (_what, payload) => {
    const claim = await openClaim(site.api);
    const session = await intruder.enter(claim);
    const { body } = await ask(session, claim.claimId, 'csr', payload);
    expect(body).toMatchObject({ statusCode: 400, errorCode: 'invalid_request' });
  });

  it('over the size of a command is taken off the wire, and nobody reads it', async () => {
    const claim = await openClaim(site.api);
    const session = await intruder.enter(claim);
    const before = await counted('frames_denied_total', 'too_large');
    await session.publish(`gw/v1/prov/${claim.claimId}/csr/req`, 'x'.repeat(8_193));
    expect(await counted('frames_denied_total', 'too_large')).toBe(before + 1);
    expect(session.received).toEqual([]);
  });

  it('that announces more than a packet may have is cut before its body comes', async () => {
    const claim = await openClaim(site.api);
    const before = await counted('frames_denied_total', 'oversize');
    const socket = await openRawSession(claim);
    // PUBLISH with a remaining length of 16 MiB, of which nothing follows.
    socket.write(Buffer.from([0x32, 0xff, 0xff, 0xff, 0x07, 0x00, 0x05]));
    await waitFor(() => socket.destroyed, 'the link to be cut');
    expect(await counted('frames_denied_total', 'oversize')).toBe(before + 1);
  });
});

/** A claim's TLS connection, before its CONNECT. */
function openRawSession({ cert, key }: HeldClaim): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const { port, ca } = intruder;
    const socket = openTls({ socket: openSocket({ host: '127.0.0.1', port }), ca, cert, key });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
    socket.on('error', () => {});
    socket.resume();
  });
}

async function counted(name: string, reason: string): Promise<number> {
  const headers = { connection: 'close' };
  const text = await (await fetch(`${site.gateway.http}/metrics`, { headers })).text();
  const lines = text.split('\n').filter((line) => line.includes(name));
  const line = lines.find((each) => each.includes(`reason="${reason}"`));
  return Number(line?.split(' ').at(-1) ?? 0);
}
