import { X509Certificate } from 'node:crypto';
import type { IClientOptions } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/domain/errors.ts';
import { type MqttBench, makeDevice, rightSecret, startMqttBench } from '../support/mqtt-bench.ts';
import { bringUp, closeClients, knock, optionsOf } from '../support/mqtt-client.ts';
import { connectSecure, knockSecure, secure } from '../support/tls-client.ts';
import { type Credentials, fingerprintOf, makeTestPki, type TestPki } from '../support/tls-pki.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';
const OTHER = '001e5e0902ba5d85';
const CLAIM = '0198c0de-0000-7000-8000-000000000001';
const OTHER_CLAIM = '0198c0de-0000-7000-8000-000000000002';

let pki: TestPki;
let bench: MqttBench;
let device: Credentials;
let claim: Credentials;
let asked: string[];

beforeAll(async () => {
  pki = await makeTestPki();
  device = await pki.device(EUID);
  claim = await pki.claim(CLAIM);
  bench = await startMqttBench({ tls: pki.tls });
});

beforeEach(() => {
  asked = [];
  bench.certificateDoor = async (attempt) => {
    asked.push(attempt.identity);
    return { kind: 'admitted', device: makeDevice(attempt.identity) };
  };
  bench.desk = {
    ...bench.desk,
    enter: async ({ claimId }) => {
      asked.push(claimId);
      return { kind: 'entered', endsAtMs: Date.now() + 60_000 };
    },
  };
});

afterEach(closeClients);
afterAll(() => bench.stop());

const refusedBefore = () => bench.counted('credentials_refused');

/** Knocks, and says how many refusals were counted for it. */
async function judge(credentials: Credentials | null, options: IClientOptions) {
  const before = refusedBefore();
  const answer = await knockSecure(bench.tlsPort, secure(pki, credentials, options));
  if (answer !== 'let in') await waitFor(() => refusedBefore() > before, 'the refusal to count');
  return { answer, refused: refusedBefore() - before };
}

describe('a peer that TLS does not believe', () => {
  const strangers: [string, () => Promise<Credentials> | null][] = [
    ['without a certificate', () => null],
    ['with a self-signed one of a valid name', () => pki.selfSigned(EUID)],
    ['with one of a foreign CA of the same name', () => pki.foreign(EUID)],
    ['with an expired one', () => pki.device(EUID, { fromMs: -60_000, untilMs: -1_000 })],
    ['with one that does not count yet', () => pki.device(EUID, { fromMs: 60_000 })],
    ['with the certificate of an expired claim', () => pki.claim(CLAIM, { untilMs: -1_000 })],
  ];

  test.each(strangers)('%s is cut and counted before any CONNECT', async (_what, make) => {
    const clientId = EUID;
    const options = { clientId, username: clientId, password: rightSecret };
    expect(await judge(await make(), options)).toEqual({ answer: 'cut', refused: 1 });
    expect(asked).toEqual([]);
    expect(bench.counted('credentials_refused', 'tls')).toBeGreaterThan(0);
  });
});

describe('a device certificate', () => {
  const hostile = `${'x'.repeat(60_000)}`;
  const cases: [string, IClientOptions, number | 'let in'][] = [
    ['with the client id that it names', { clientId: EUID }, 'let in'],
    [
      'with another secret and user, which nobody reads',
      { username: OTHER, password: 'x' },
      'let in',
    ],
    ['with the client id of another device', { clientId: OTHER, username: OTHER }, 2],
    ['with the client id of a claim', { clientId: CLAIM }, 2],
    ['in upper case', { clientId: EUID.toUpperCase() }, 2],
    ['with a slash behind', { clientId: `${EUID}/` }, 2],
    ['with a plus', { clientId: '+' }, 2],
    ['with a hash', { clientId: '#' }, 2],
    ['with a NUL behind', { clientId: `${EUID}\0` }, 2],
    ['with a dollar', { clientId: `$${EUID}` }, 2],
    ['with no client id', { clientId: '' }, 2],
    ['with a client id of 60,000 characters', { clientId: hostile }, 2],
    ['with a session that is to be kept', { clean: false }, 5],
    ['without a keep-alive', { keepalive: 0 }, 5],
    ['with a keep-alive over the ceiling', { keepalive: 121 }, 5],
    ['over MQTT 5', { protocolVersion: 5 }, 1],
  ];

  test.each(cases)('%s is answered rightly', async (_what, options, expected) => {
    const { answer, refused } = await judge(device, { clientId: EUID, ...options });
    expect({ answer, refused }).toEqual({
      answer: expected,
      refused: expected === 'let in' ? 0 : 1,
    });
    expect(asked).toEqual(expected === 'let in' ? [EUID] : []);
  });

  test('with a client id over the packet size is cut', async () => {
    const options = secure(pki, device, { clientId: 'x'.repeat(65_535) });
    expect(await knockSecure(bench.tlsPort, options)).toBe('cut');
    expect(bench.counted('frames_denied', 'oversize')).toBeGreaterThan(0);
  });

  test('is asked for by identity, fingerprint, issuer and end, never by a secret', async () => {
    const attempts: object[] = [];
    bench.certificateDoor = async (attempt) => {
      attempts.push(attempt);
      return { kind: 'refused' };
    };
    const options = { clientId: EUID, username: EUID, password: rightSecret };
    expect((await judge(device, options)).answer).toBe(5);
    const classes = ['battery', 'heat_pump_unit', 'heat_pump_controller'];
    const fingerprint = fingerprintOf(device);
    const notAfterMs = Date.parse(new X509Certificate(device.cert).validTo);
    const certificate = { identity: EUID, fingerprint, issuer: 'own', notAfterMs };
    expect(attempts).toEqual([{ ...certificate, source: '127.0.0.1', classes }]);
  });

  test('is told to come later when throttled, and while the store is away', async () => {
    bench.certificateDoor = async () => ({ kind: 'throttled' });
    expect((await judge(device, { clientId: EUID })).answer).toBe(3);
    bench.certificateDoor = async () => {
      throw new GatewayError('unavailable', 'no store');
    };
    expect((await judge(device, { clientId: EUID })).answer).toBe(3);
  });

  test('of neither CA is refused, though TLS believes its root', async () => {
    const stray = await pki.stray(EUID);
    expect(await judge(stray, { clientId: EUID })).toEqual({ answer: 5, refused: 1 });
    expect(asked).toEqual([]);
  });

  test('named like a topic is refused, though our CA has signed it', async () => {
    const odd = await pki.device('001e5e0902ba5d8#');
    expect((await judge(odd, { clientId: '001e5e0902ba5d8#' })).answer).toBe(5);
  });
});

describe('a claim certificate', () => {
  const willOn = (topic: string): IClientOptions => ({
    will: { topic, payload: Buffer.from('{"s":"lost","session":1}'), qos: 1, retain: true },
  });
  const cases: [string, IClientOptions, number | 'let in'][] = [
    ['with its own id', {}, 'let in'],
    ['with the id of another claim', { clientId: OTHER_CLAIM }, 2],
    ['with the id of a device', { clientId: EUID }, 2],
    ['with its name instead of its id', { clientId: `claim:${CLAIM}` }, 2],
    ['with a wildcard behind', { clientId: `${CLAIM}/#` }, 2],
    ['with a will on its own topic', willOn(`gw/v1/prov/${CLAIM}/csr/req`), 5],
    ['with a will as if it were a device', willOn(`gw/v1/${CLAIM}/status`), 5],
    ['with a will on a device', willOn(`gw/v1/${EUID}/status`), 5],
    ['with a session that is to be kept', { clean: false }, 5],
    ['without a keep-alive', { keepalive: 0 }, 5],
    ['with a keep-alive over the ceiling', { keepalive: 121 }, 5],
  ];

  test.each(cases)('%s is answered rightly', async (_what, options, expected) => {
    const { answer, refused } = await judge(claim, { clientId: CLAIM, ...options });
    expect({ answer, refused }).toEqual({
      answer: expected,
      refused: expected === 'let in' ? 0 : 1,
    });
    expect(asked).toEqual(expected === 'let in' ? [CLAIM] : []);
  });

  test.each([
    [403, 5],
    [409, 5],
    [429, 3],
    [503, 3],
  ])('that the desk refuses with %i gets CONNACK %i', async (status, expected) => {
    const rejection = { kind: 'rejected', status, code: 'claim_used', detail: 'No.' } as const;
    bench.desk = { ...bench.desk, enter: async () => rejection };
    expect(await judge(claim, { clientId: CLAIM })).toEqual({ answer: expected, refused: 1 });
  });
});

describe('the plain listener beside it', () => {
  test('takes secrets as before and knows no certificates', async () => {
    expect(await knock(bench.port, optionsOf(EUID))).toBe('let in');
    expect(await knock(bench.port, optionsOf(EUID, { password: '' }))).toBe(4);
    expect(await knock(bench.port, optionsOf(CLAIM))).toBe(2);
    expect(asked).toEqual([]);
  });

  test('shares one live session of a device with the TLS listener', async () => {
    const plain = await bringUp(bench.port, EUID);
    const options = secure(pki, device);
    const over = await connectSecure(bench.tlsPort, EUID, options);
    await waitFor(plain.isClosed, 'the plain link to close');
    expect(over.isClosed()).toBe(false);
  });

  test('is all there is without TLS settings', async () => {
    const small = await startMqttBench();
    expect(small.tlsPort).toBe(0);
    await small.stop();
  });
});
