import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { DeviceIdentity } from '../../src/domain/device.ts';
import { type FakeClock, makeFakeClock } from './fake-clock.ts';
import { type FakeDesk, makeFakeDesk } from './fake-desk.ts';
import { type MqttBench, startMqttBench } from './mqtt-bench.ts';
import { closeClients, type TestDevice } from './mqtt-client.ts';
import { connectSecure, secure } from './tls-client.ts';
import { type Credentials, makeTestPki } from './tls-pki.ts';
import { waitFor } from './wait-for.ts';

/** The claim of the bench, the device that it is for, and where the claim's topics begin. */
export const CLAIM = '0198c0de-0000-7000-8000-000000000001';
export const EUID = '001e5e0902ba5d84' as DeviceIdentity;
export const ROOT = `gw/v1/prov/${CLAIM}`;

/** How long the desk lets a session of the claim live, ms. */
export const lifeMs = 300_000;

/** What a desk answers a good CSR, and a good registration. */
export const signed = {
  kind: 'accepted',
  certificatePem: 'CERT',
  chainPem: 'CHAIN',
  ownershipToken: 'the-token',
  expiresAtMs: Date.parse('2026-11-23T12:10:00.000Z'),
} as const;
export const registered = {
  kind: 'accepted',
  identity: EUID,
  certificatePem: null,
  chainPem: null,
} as const;

/** The adapter over TLS for a file of tests, with one claim, a new desk a test and a fake clock. */
export function useClaims() {
  const held: { bench?: MqttBench; desk?: FakeDesk; credentials?: Credentials; ca?: string } = {};
  const clock: FakeClock = makeFakeClock();
  let options: ReturnType<typeof secure> = {};
  beforeAll(async () => {
    const pki = await makeTestPki();
    held.credentials = await pki.claim(CLAIM);
    options = secure(pki, held.credentials);
    held.bench = await startMqttBench({ tls: pki.tls, clock, publicHost: 'gateway.example' });
  });
  beforeEach(() => {
    held.desk = makeFakeDesk(() => clock.nowMs() + lifeMs);
    if (held.bench) held.bench.desk = held.desk;
  });
  afterEach(async () => {
    await closeClients();
    await waitFor(() => clock.pendingCount === 0, 'the timers of sessions to be cleared');
  });
  afterAll(() => held.bench?.stop());
  const enter = async () => {
    const device = await connectSecure(held.bench?.tlsPort ?? 0, CLAIM, options);
    device.client.setMaxListeners(20);
    return device;
  };
  return {
    clock,
    enter,
    get bench() {
      return held.bench as MqttBench;
    },
    get desk() {
      return held.desk as FakeDesk;
    },
    get credentials() {
      return held.credentials as Credentials;
    },
    async enterAndListen(): Promise<TestDevice> {
      const device = await enter();
      await device.subscribe(`${ROOT}/#`);
      return device;
    },
    /** The session that a call of the desk was for. */
    sessionOf: (call: number) =>
      (held.desk?.calls[call]?.of as { session?: string } | undefined)?.session,
  };
}

/** What a claim's session received: its topic below the claim, and the payload. */
export function answersOf(device: TestDevice) {
  return device.received.map(({ topic, text }) => [topic.slice(ROOT.length + 1), JSON.parse(text)]);
}

/** Asks, and gives the PUBACK, or that the link went before it. */
export function ask(device: TestDevice, step: 'csr' | 'register', payload: object | string) {
  return new Promise<'acknowledged' | 'lost'>((resolve) => {
    device.client.once('close', () => resolve('lost'));
    device.publish(`${ROOT}/${step}/req`, payload).then(
      () => resolve('acknowledged'),
      () => resolve('lost'),
    );
  });
}
