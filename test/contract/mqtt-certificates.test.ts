import { X509Certificate } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { provisioningSchemas } from '../../src/adapters/mqtt/schemas/provisioning.ts';
import { makeValidator } from '../../src/adapters/mqtt/schemas/validator.ts';
import type { DeviceId } from '../../src/domain/device.ts';
import { GatewayError } from '../../src/domain/errors.ts';
import { type FakeDesk, makeFakeDesk } from '../support/fake-desk.ts';
import { type MqttBench, makeDevice, makeOrder, startMqttBench } from '../support/mqtt-bench.ts';
import { bringUp, closeClients, type TestDevice } from '../support/mqtt-client.ts';
import { connectSecure, knockSecure, secure } from '../support/tls-client.ts';
import { type Credentials, fingerprintOf, makeTestPki, type TestPki } from '../support/tls-pki.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';
const OTHER = '001e5e0902ba5d85';
const ID = `d${EUID}` as DeviceId;
const ROOT = `gw/v1/${EUID}`;

let pki: TestPki;
let credentials: Credentials;
let bench: MqttBench;
let desk: FakeDesk;

beforeAll(async () => {
  pki = await makeTestPki();
  credentials = await pki.device(EUID);
});

beforeEach(async () => {
  bench = await startMqttBench({ tls: pki.tls });
  desk = makeFakeDesk(() => 0);
  bench.desk = desk;
});

afterEach(async () => {
  await closeClients();
  await bench.stop();
});

const connect = () => connectSecure(bench.tlsPort, EUID, secure(pki, credentials));

async function bringUpSecure(session = 1): Promise<TestDevice> {
  const device = await connect();
  await device.subscribeToCommands();
  await device.birth(session);
  await waitFor(() => bench.connections.get(ID)?.isReady(), 'the device to be ready');
  return device;
}

const endOf = ({ cert }: Credentials) => Date.parse(new X509Certificate(cert).validTo);

const listenToRotation = async (device: TestDevice) => {
  await device.subscribe(`${ROOT}/cert/csr/accepted`);
  await device.subscribe(`${ROOT}/cert/csr/rejected`);
};

const answersOf = ({ received }: TestDevice) =>
  received.map(({ topic, text }) => [topic.slice(ROOT.length + 1), JSON.parse(text)]);

const ajv = makeValidator();

describe('a device on its certificate', () => {
  test('takes commands and answers them', async () => {
    const device = await bringUpSecure();
    const order = makeOrder({ kind: 'reboot', params: {} });
    const sent = await bench.connections.get(ID)?.prepare(order).send(AbortSignal.timeout(5_000));
    expect(sent).toEqual({ kind: 'pending' });
    await waitFor(() => device.received.length === 1, 'the command');
    const topic = `${ROOT}/cmd/${order.transactionId}/req`;
    expect(device.received[0]).toMatchObject({ topic, retain: false });
    await device.publish(`cmd/${order.transactionId}/res`, { v: 1, phase: 'succeeded' });
    expect(bench.recorded.map(({ event }) => event.type)).toEqual(['reply']);
  });

  test.each([
    'gw/v1/prov/0198c0de-0000-7000-8000-000000000001/#',
    'gw/v1/prov/#',
    `gw/v1/${OTHER}/cmd/+/req`,
    `${ROOT}/cert/csr/+`,
    `${ROOT}/cert/csr/req`,
    '#',
  ])('may not hear %s', async (filter) => {
    const device = await connect();
    await expect(device.subscribe(filter)).rejects.toThrow();
    expect(device.isClosed()).toBe(false);
  });

  test('is cut for a packet over the size, before it is read', async () => {
    const device = await bringUpSecure();
    void device.publish('state/zones', 'x'.repeat(70_000)).catch(() => undefined);
    await waitFor(device.isClosed, 'the link to be cut');
    expect(bench.counted('frames_denied', 'oversize')).toBe(1);
    expect(bench.recorded).toEqual([]);
  });

  test('that drops midway is let go of, and comes back', async () => {
    const device = await bringUpSecure();
    device.drop();
    await waitFor(() => bench.connections.count === 0, 'the connection to be let go of');
    await bringUpSecure(2);
    expect(bench.connections.get(ID)?.epoch).toBe(2);
  });

  test('proves by the byte count that nothing left on a closed link', async () => {
    const device = await bringUpSecure();
    const connection = bench.connections.get(ID);
    const prepared = connection?.prepare(makeOrder({ kind: 'identify', params: {} }));
    device.drop();
    await waitFor(() => bench.connections.count === 0, 'the connection to be let go of');
    const sent = await prepared?.send(AbortSignal.timeout(5_000));
    expect(sent).toMatchObject({ kind: 'unreachable' });
  });
});

describe('the end of a certificate', () => {
  test('ends its session, and nobody comes back by it', async () => {
    const brief = await pki.device(EUID, { untilMs: 2_500 });
    const device = await connectSecure(bench.tlsPort, EUID, secure(pki, brief));
    await device.subscribeToCommands();
    await device.birth();
    await waitFor(() => bench.connections.get(ID)?.isReady(), 'the device to be ready');
    await waitFor(device.isClosed, 'the session to end', 4_000);
    await waitFor(() => bench.connections.count === 0, 'the connection to be let go of');
    expect(Date.now()).toBeGreaterThanOrEqual(endOf(brief));
    const again = secure(pki, brief, { clientId: EUID });
    expect(await knockSecure(bench.tlsPort, again)).toBe('cut');
  });
});

describe('revocation', () => {
  test('drops the live session at once, and the next CONNECT is refused', async () => {
    const device = await bringUpSecure();
    bench.certificateDoor = async () => ({ kind: 'refused' });
    bench.connections.get(ID)?.close('its certificate was revoked');
    await waitFor(device.isClosed, 'the socket to be gone');
    const again = secure(pki, credentials, { clientId: EUID });
    expect(await knockSecure(bench.tlsPort, again)).toBe(5);
  });

  test('between the CONNECT and the birth is found before anything is sent', async () => {
    const device = await connect();
    await device.subscribeToCommands();
    bench.certificateDoor = async () => ({ kind: 'refused' });
    void device.birth().catch(() => undefined);
    await waitFor(device.isClosed, 'the link to be closed');
    await waitFor(() => bench.connections.count === 0, 'the connection to be let go of');
    expect(device.received).toEqual([]);
  });

  test('is asked for before the connection is ready', async () => {
    const device = await connect();
    await device.subscribeToCommands();
    const gate = Promise.withResolvers<void>();
    bench.certificateDoor = async ({ identity }) => {
      await gate.promise;
      return { kind: 'admitted', device: makeDevice(identity) };
    };
    const born = device.birth();
    const connection = await waitFor(() => bench.connections.get(ID), 'the connection');
    expect(connection.isReady()).toBe(false);
    gate.resolve();
    await born;
    expect(connection.isReady()).toBe(true);
  });

  test('that cannot be asked about sends the device away until the store is back', async () => {
    const device = await connect();
    await device.subscribeToCommands();
    bench.certificateDoor = async () => {
      throw new GatewayError('unavailable', 'no store');
    };
    void device.birth().catch(() => undefined);
    await waitFor(device.isClosed, 'the link to be closed');
  });
});

describe('rotation', () => {
  const accepted = {
    kind: 'accepted',
    certificatePem: 'CERT',
    chainPem: 'CHAIN',
    notAfterMs: Date.parse('2027-02-21T12:00:00.000Z'),
  } as const;

  test('is asked of the desk with the certificate of the session', async () => {
    desk.answers.rotate = async () => accepted;
    const device = await connect();
    await listenToRotation(device);
    await device.publish('cert/csr/req', { csrPem: 'CSR' });
    const answer = {
      certificatePem: 'CERT',
      chainPem: 'CHAIN',
      notAfter: '2027-02-21T12:00:00.000Z',
    };
    expect(answersOf(device)).toEqual([['cert/csr/accepted', answer]]);
    expect(ajv.validate(provisioningSchemas.rotation.accepted, answer)).toBe(true);
    const of = { deviceId: ID, fingerprint: fingerprintOf(credentials) };
    expect(desk.calls).toEqual([{ call: 'rotate', of, request: { csrPem: 'CSR' } }]);
    expect(device.isClosed()).toBe(false);
  });

  test.each<[string, string | object, number, string]>([
    ['the desk rejects', { csrPem: 'bad' }, 400, 'invalid_csr'],
    ['is no JSON', '{', 400, 'invalid_request'],
  ])('that %s is answered with why', async (_what, payload, statusCode, errorCode) => {
    const device = await connect();
    await listenToRotation(device);
    await device.publish('cert/csr/req', payload);
    const rejected = expect.objectContaining({ statusCode, errorCode });
    expect(answersOf(device)).toEqual([['cert/csr/rejected', rejected]]);
    expect(device.isClosed()).toBe(false);
  });

  test('hears "later" when the desk breaks its word', async () => {
    desk.answers.rotate = () => Promise.reject(new Error('a bug'));
    const device = await connect();
    await listenToRotation(device);
    await device.publish('cert/csr/req', {});
    const rejected = expect.objectContaining({ statusCode: 503, errorCode: 'unavailable' });
    expect(answersOf(device)).toEqual([['cert/csr/rejected', rejected]]);
  });

  test('is nothing for a session that came with a secret', async () => {
    const device = await bringUp(bench.port, EUID);
    await listenToRotation(device);
    await device.publish('cert/csr/req', { csrPem: 'CSR' });
    const rejected = { statusCode: 403, errorCode: 'no_certificate' };
    expect(answersOf(device)).toEqual([['cert/csr/rejected', expect.objectContaining(rejected)]]);
    expect(desk.calls).toEqual([]);
  });

  test.each([
    ['too_large', `${ROOT}/cert/csr/req`, { csrPem: 'x'.repeat(8_200) }, {}],
    ['wrong_retain', `${ROOT}/cert/csr/req`, {}, { retain: true }],
    ['wrong_qos', `${ROOT}/cert/csr/req`, {}, { qos: 0 }],
    ['foreign_topic', `gw/v1/${OTHER}/cert/csr/req`, {}, {}],
    ['foreign_topic', `${ROOT}/cert/csr/accepted`, {}, {}],
    ['foreign_topic', `${ROOT}/cert/csr/req/more`, {}, {}],
  ] as const)('is denied as %s on %s', async (reason, topic, payload, how) => {
    const device = await connect();
    await device.publish(topic, payload, how);
    await waitFor(() => bench.counted('frames_denied', reason) === 1, 'the denial to count');
    expect(desk.calls).toEqual([]);
    expect(device.isClosed()).toBe(false);
  });
});
