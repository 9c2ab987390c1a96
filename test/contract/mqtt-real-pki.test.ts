import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import type { IClientOptions } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPki, type Pki } from '../../src/adapters/pki/pki.ts';
import type { DeviceIdentity } from '../../src/domain/device.ts';
import type { Clock } from '../../src/domain/ports/clock.ts';
import type { ProvisioningDesk } from '../../src/domain/ports/provisioning-desk.ts';
import { rejection } from '../support/fake-desk.ts';
import { makeMemoryLog } from '../support/memory-log.ts';
import { closedDesk, type MqttBench, startMqttBench } from '../support/mqtt-bench.ts';
import { closeClients } from '../support/mqtt-client.ts';
import { makeRealClock } from '../support/real-clock.ts';
import { connectSecure, knockSecure } from '../support/tls-client.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84' as DeviceIdentity;
const CLAIM = '0198c0de-0000-7000-8000-000000000001';
const ROOT = `gw/v1/prov/${CLAIM}`;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

const dataDir = mkdtempSync(join(tmpdir(), 'jg-pki-'));
const shift = { ms: 0 };
const clock: Clock = { ...makeRealClock(), nowMs: () => Date.now() + shift.ms };
let pki: Pki;
let bench: MqttBench;

beforeAll(async () => {
  const server = { names: ['localhost', '127.0.0.1'] };
  const settings = { dataDir, deviceDays: 90, clientCaFile: null, server };
  pki = await openPki(settings, { clock, log: makeMemoryLog() });
  const { authority: peers, clientCaPems } = pki;
  const { certPem = '', keyPem = '' } = pki.server ?? {};
  const tls = { host: '127.0.0.1', port: 0, certPem, keyPem, clientCaPems, peers };
  bench = await startMqttBench({ tls });
});

beforeEach(() => {
  shift.ms = 0;
  bench.desk = desk;
});

afterEach(closeClients);

afterAll(async () => {
  await bench.stop();
  rmSync(dataDir, { recursive: true });
});

/** The real authority behind the simplest of desks: one claim, one token. */
const desk: ProvisioningDesk = {
  ...closedDesk,
  enter: async () => ({ kind: 'entered', endsAtMs: Date.now() + 60_000 }),
  async sign(_session, request) {
    const reading = await pki.authority.readCsr((request as { csrPem: string }).csrPem);
    if (reading.kind === 'invalid') return rejection(400, 'invalid_csr');
    const { spki } = reading;
    const { certificatePem, chainPem } = await pki.authority.issueDevice({ identity: EUID, spki });
    const end = { ownershipToken: 'token', expiresAtMs: Date.now() + 60_000 };
    return { kind: 'accepted', certificatePem, chainPem, ...end };
  },
  async register(_session, request) {
    if ((request as { token?: string }).token !== 'token') return rejection(403, 'token_invalid');
    return { kind: 'accepted', identity: EUID, certificatePem: null, chainPem: null };
  },
};

async function claimOptions(): Promise<IClientOptions> {
  const issued = await pki.authority.issueClaim({ claimId: CLAIM, identity: EUID });
  const { certificatePem: cert, privateKeyPem: key } = issued;
  return { protocol: 'mqtts', ca: pki.rootPem, cert, key, clientId: CLAIM };
}

/** A CSR that asks for more than it may have, and the key that it proves. */
async function makeCsr() {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: ['EVIL/+/#'] }],
    keys,
    signingAlgorithm: algorithm,
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
  return { csrPem: csr.toString('pem'), key };
}

test('a controller comes from its claim to its own certificate, and in by it', async () => {
  const session = await connectSecure(bench.tlsPort, CLAIM, await claimOptions());
  await session.subscribe(`${ROOT}/#`);
  const { csrPem, key } = await makeCsr();
  await session.publish(`${ROOT}/csr/req`, { csrPem });
  const { certificatePem, chainPem } = JSON.parse(session.received[0]?.text ?? '{}');
  await session.publish(`${ROOT}/register/req`, { token: 'token', parameters: {} });
  await waitFor(session.isClosed, 'the gateway to end the claim session');
  expect(session.received[1]?.topic).toBe(`${ROOT}/register/accepted`);
  const own: IClientOptions = { protocol: 'mqtts', ca: pki.rootPem, cert: certificatePem, key };
  const device = await connectSecure(bench.tlsPort, EUID, own);
  await device.subscribeToCommands();
  await device.birth();
  expect(bench.connections.count).toBe(1);
  // The name that the CSR asked for opens nothing, and a chain behind the leaf does no harm.
  const evil = { ...own, cert: `${certificatePem}${chainPem}`, clientId: 'EVIL/+/#' };
  expect(await knockSecure(bench.tlsPort, evil)).toBe(2);
  expect(await knockSecure(bench.tlsPort, { ...evil, clientId: EUID })).toBe('let in');
});

test('a claim is over after its five minutes, whoever holds it', async () => {
  shift.ms = -301_000;
  const late = await claimOptions();
  shift.ms = 0;
  expect(await knockSecure(bench.tlsPort, late)).toBe('cut');
  expect(await knockSecure(bench.tlsPort, await claimOptions())).toBe('let in');
});

test('a claim certificate opens no device session, nor a device certificate a claim', async () => {
  expect(await knockSecure(bench.tlsPort, { ...(await claimOptions()), clientId: EUID })).toBe(2);
});
