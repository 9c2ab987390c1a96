import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startBatteries } from '../../simulators/mqtt-battery/start-batteries.ts';
import { type BareGraphql, type BareRequest, startBareGraphql } from '../support/bare-graphql.ts';
import {
  type BareProvisioner,
  type ClaimRequest,
  fingerprintOf,
  startBareProvisioner,
} from '../support/bare-provisioner.ts';
import { runSimulatorProgram, type SimulatorProgram } from '../support/simulator-program.ts';

const apiKey = 'a key of role service';

let gateway: BareProvisioner;
let north: BareGraphql;
let folder: string;
let ca: string;
let program: SimulatorProgram | null = null;
let keys: Map<string, string>;
let atOnce = { now: 0, most: 0 };
let refused: string | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sim-'));
  gateway = await startBareProvisioner();
  north = await startBareGraphql(answer);
  ca = join(folder, 'root.pem');
  await writeFile(ca, gateway.authority.certificatePem);
});
afterEach(async () => {
  await program?.kill();
  program = null;
  refused = null;
  atOnce = { now: 0, most: 0 };
});
afterAll(async () => {
  await north.close();
  await gateway.broker.close();
  await rm(folder, { recursive: true });
});

/** The mutations that an installer's app needs, as the gateway answers them. */
async function answer({ query, variables, token }: BareRequest): Promise<object> {
  if (query.includes('obtainKrakenToken')) {
    if (variables['key'] !== apiKey) throw new Error('Invalid data.');
    return { obtainKrakenToken: { token: 'a token' } };
  }
  if (token !== 'JWT a token') throw new Error('Unauthorized.');
  if (query.includes('enrolControllers')) {
    const rows = variables['controllers'] as { euid: string; publicKey: string }[];
    keys = new Map(rows.map(({ euid, publicKey }) => [euid, publicKey]));
    return { enrolControllers: { enrolled: rows.length, replaced: 0 } };
  }
  if (refused !== null) throw new Error(refused);
  const request = variables['request'] as ClaimRequest;
  atOnce.now += 1;
  atOnce.most = Math.max(atOnce.most, atOnce.now);
  const claim = await gateway.claim(request, keys.get(request.euid) ?? '');
  atOnce.now -= 1;
  return { requestProvisioningClaimCertificate: { provisioningClaimBundle: claim } };
}

const provisioning = (...more: string[]) => [
  ...['--provision-url', north.url, '--provision-key', apiKey, '--account', 'A-1'],
  ...['--ca', ca, ...more],
];

test('provisions a fleet through the public API, at most eight at a time', async () => {
  const args = provisioning('--count', '12', '--property', '7');
  program = runSimulatorProgram('mqtt-heat-pump', args);
  const { devices, ids } = await program.ready();
  expect(devices).toBe(12);
  expect(program.said.err).toMatch(/^heat-pump: 12 controllers have a certificate, after [\d.]+ s/);
  const told = gateway.broker.sights.filter(({ topic }) => topic.endsWith('/status'));
  const born = told.filter(({ text }) => text.includes('"online"'));
  expect(born.map(({ clientId }) => clientId).sort()).toEqual([...ids].sort());
  expect(atOnce.most).toBeLessThanOrEqual(8);
  const asked = north.requests.filter(({ query }) => query.includes('requestProvisioning'));
  expect(asked).toHaveLength(12);
  expect(asked[0]?.variables).toMatchObject({ account: 'A-1', property: '7' });
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
});

test('ends with 3 and the first reason when one cannot be provisioned', async () => {
  refused = 'Error in preprovisioning step.';
  program = runSimulatorProgram('mqtt-heat-pump', provisioning('--count', '3'));
  expect(await program.ended).toBe(3);
  expect(program.said.err).toMatch(/001e5e0902ba5d8\d: Error in preprovisioning step\./);
  expect(program.said.out).toBe('');
});

test('ends with 3 when the key is wrong or nobody is there', async () => {
  program = runSimulatorProgram('mqtt-heat-pump', provisioning('--provision-key', 'wrong'));
  expect(await program.ended).toBe(3);
  expect(program.said.err).toContain('enrolling: Invalid data.');
  const nowhere = ['--provision-url', 'http://127.0.0.1:1/'];
  program = runSimulatorProgram('mqtt-heat-pump', provisioning(...nowhere));
  expect(await program.ended).toBe(3);
  expect(program.said.err).toContain('enrolling: http://127.0.0.1:1/');
});

test('a device with its certificate in files speaks TLS', async () => {
  const id = '70b3d5a4c1f00009';
  const issued = await gateway.authority.issue(id, 60_000);
  gateway.active.add(fingerprintOf(issued.certificatePem));
  const tls = {
    ca: Buffer.from(gateway.authority.certificatePem),
    cert: Buffer.from(issued.certificatePem),
    key: Buffer.from(issued.privateKeyPem),
  };
  const battery = await startBatteries({ url: gateway.broker.url, id, tls });
  expect(battery.devices[0]?.state()).toMatchObject({ connected: true });
  await battery.stop();
  const strangers = startBatteries({
    url: gateway.broker.url,
    id,
    tls: { cert: tls.cert, key: tls.key },
    connectTimeoutMs: 300,
  });
  await expect(strangers).rejects.toThrow(/self-signed|unable to|local issuer/i);
});
