import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import type { ClaimSource } from '../../simulators/mqtt-heat-pump/provisioning/controller-credentials.ts';
import { startHeatPumps } from '../../simulators/mqtt-heat-pump/start-heat-pumps.ts';
import { openPki, type Pki } from '../../src/adapters/pki/pki.ts';
import type { DeviceIdentity } from '../../src/domain/device.ts';
import type { ProvisioningDesk } from '../../src/domain/ports/provisioning-desk.ts';
import { makeMemoryLog } from '../support/memory-log.ts';
import { closedDesk, type MqttBench, startMqttBench } from '../support/mqtt-bench.ts';
import { makeRealClock } from '../support/real-clock.ts';
import { waitFor } from '../support/wait-for.ts';

const euid = '001e5e0902ba5d84' as DeviceIdentity;
const dataDir = mkdtempSync(join(tmpdir(), 'jg-pki-'));

let pki: Pki;
let bench: MqttBench;
let simulator: SimulatorHandle | null = null;

beforeAll(async () => {
  const server = { names: ['localhost', '127.0.0.1'] };
  const settings = { dataDir, deviceDays: 90, clientCaFile: null, server };
  pki = await openPki(settings, { clock: makeRealClock(), log: makeMemoryLog() });
  const { authority: peers, clientCaPems } = pki;
  const { certPem = '', keyPem = '' } = pki.server ?? {};
  const tls = { host: '127.0.0.1', port: 0, certPem, keyPem, clientCaPems, peers };
  bench = await startMqttBench({ tls });
  bench.desk = desk;
});
afterEach(async () => {
  await simulator?.stop();
  simulator = null;
});
afterAll(async () => {
  await bench.stop();
  pki.stop();
  rmSync(dataDir, { recursive: true });
});

async function issue(request: unknown) {
  const reading = await pki.authority.readCsr((request as { csrPem: string }).csrPem);
  if (reading.kind === 'invalid') throw new Error(reading.why);
  return pki.authority.issueDevice({ identity: euid, spki: reading.spki });
}

/** The real authority behind the simplest of desks. */
const desk: ProvisioningDesk = {
  ...closedDesk,
  enter: async () => ({ kind: 'entered', endsAtMs: Date.now() + 60_000 }),
  async sign(_session, request) {
    const end = { ownershipToken: 'token', expiresAtMs: Date.now() + 60_000 };
    return { kind: 'accepted', ...(await issue(request)), ...end };
  },
  register: async () => ({
    ...{ kind: 'accepted', identity: euid, certificatePem: null, chainPem: null },
  }),
  rotate: async (_device, _fingerprint, request) => ({
    ...{ kind: 'accepted', ...(await issue(request)) },
  }),
};

/** What requestProvisioningClaimCertificate answers, by the gateway's own keys and checks. */
const makeClaims =
  (readKey: () => string): ClaimSource =>
  async (request) => {
    const spkiPem = pki.keys.readFactoryKey(
      `-----BEGIN PUBLIC KEY-----\n${readKey()}\n-----END PUBLIC KEY-----\n`,
    );
    const nonce = Buffer.from(request.nonce, 'hex');
    const signature = Buffer.from(request.signature, 'base64');
    if (spkiPem === null || !pki.keys.verifyNonce({ spkiPem, nonce, signature })) {
      throw new Error('the proof is wrong');
    }
    const issued = await pki.authority.issueClaim({ claimId: randomUUID(), identity: euid });
    return {
      certificate: issued.certificatePem,
      chain: issued.chainPem,
      encryptedPrivateKey: await pki.keys.sealTo(spkiPem, issued.privateKeyPem),
      mqttHost: '127.0.0.1',
      mqttPort: bench.tlsPort,
    };
  };

test('simulator and gateway read provisioning alike, from the claim to a rotation', async () => {
  const factoryKeysFile = join(dataDir, 'keys.csv');
  const readKey = () => readFileSync(factoryKeysFile, 'utf8').trim().split(',').at(-1) ?? '';
  simulator = await startHeatPumps({
    url: 'mqtts://unused',
    id: euid,
    speed: 100,
    tls: { ca: Buffer.from(pki.rootPem) },
    provisioning: { factoryKeysFile, claims: makeClaims(readKey) },
  });
  const shown = () => Object(simulator?.devices[0]?.state()) as Record<string, unknown>;
  const events = () => (simulator?.log.after(euid, 0) ?? []).flatMap((line) => eventOf(line));
  expect(shown()).toMatchObject({ connected: true, provisioning: 'bound' });
  expect(bench.connections.count).toBe(1);
  const { certificate } = shown();
  expect(await simulator.devices[0]?.act('rotate', {})).toMatchObject({ ok: true });
  await waitFor(() => events().includes('rotated'), 'the birth on the new certificate');
  expect(shown()).toMatchObject({ connected: true });
  expect(shown()['certificate']).not.toEqual(certificate);
  const text = JSON.stringify(simulator.log.after(euid, 0));
  expect(text).not.toContain('PRIVATE KEY');
  expect(text).not.toContain('"token":"token"');
});

const eventOf = (line: object): string[] =>
  'event' in line && typeof line.event === 'string' ? [line.event] : [];
