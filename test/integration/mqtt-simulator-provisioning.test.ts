import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseFaultPlan } from '../../simulators/lib/fault-plan.ts';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import {
  type HeatPumpOptions,
  startHeatPumps,
} from '../../simulators/mqtt-heat-pump/start-heat-pumps.ts';
import {
  type BareProvisioner,
  type ClaimRequest,
  startBareProvisioner,
} from '../support/bare-provisioner.ts';
import { waitFor } from '../support/wait-for.ts';

type Line = Readonly<Record<string, unknown>>;

let gateway: BareProvisioner;
let folder: string;
let simulator: SimulatorHandle | null = null;
let number = 0x10;
let euid = '';

beforeAll(async () => {
  gateway = await startBareProvisioner();
  folder = await mkdtemp(join(tmpdir(), 'sim-'));
});
afterEach(async () => {
  await simulator?.stop();
  simulator = null;
  Object.assign(gateway.mood, { silent: {}, rejects: {}, lifeMs: 3_600_000 });
});
afterAll(async () => {
  await gateway.broker.close();
  await rm(folder, { recursive: true });
});

/** A controller from its box, whose public key is written where an operator would read it. */
async function start(options: Partial<HeatPumpOptions> = {}, id?: string) {
  number += 1;
  euid = id ?? `001e5e0902ba${number.toString(16).padStart(4, '0')}`;
  const factoryKeysFile = join(folder, `${euid}.csv`);
  simulator = await startHeatPumps({
    url: 'mqtt://127.0.0.1:1',
    id: euid,
    speed: 100,
    tls: { ca: Buffer.from(gateway.authority.certificatePem) },
    provisioning: { factoryKeysFile },
    ...options,
  });
  const [, publicKey = ''] = (await readFile(factoryKeysFile, 'utf8')).trim().split(',').slice(-2);
  return { publicKey };
}

const controlUrl = () => `${simulator?.control.url}/devices/${euid}`;

async function post(verb: string, body: object = {}) {
  const response = await fetch(`${controlUrl()}/${verb}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const { result, error } = (await response.json()) as { result?: Line; error?: string };
  return { status: response.status, result: result ?? {}, error };
}

async function shown(): Promise<Line> {
  return (await (await fetch(controlUrl())).json()) as Line;
}

const reached = (state: string) =>
  waitFor(async () => (await shown())['provisioning'] === state, `the state ${state}`);
const log = () => (simulator?.log.after(euid, 0) ?? []) as unknown as Line[];
const events = () => log().flatMap(({ event }) => (typeof event === 'string' ? [event] : []));

/** As an installer's app does: request at the controller, claim from the gateway, hand over. */
async function provision(publicKey: string) {
  const { result } = await post('claim-request');
  const claim = await gateway.claim(result as unknown as ClaimRequest, publicKey);
  const taken = await post('claim', claim);
  expect(taken).toMatchObject({ status: 200, result: { provisioning: 'claimed' } });
  await reached('bound');
  return claim;
}

describe('a controller from its box', () => {
  test('comes to a certificate of its own and is born with it', async () => {
    const { publicKey } = await start();
    expect(await shown()).toMatchObject({ connected: false, provisioning: 'factory' });
    const { id } = (await provision(publicKey)) as { id: string };
    const told = await shown();
    expect(told).toMatchObject({ connected: true, certificate: { serial: expect.any(String) } });
    expect(events()).toEqual([
      ...['claim-requested', 'claimed', 'certified', 'registered', 'link-up', 'provisioned'],
    ]);
    const clients = gateway.broker.sights.filter(({ what }) => what === 'connect');
    expect(clients.map(({ clientId }) => clientId).slice(-2)).toEqual([id, euid]);
    // Its answers first, one filter at a time, and only then what it asks.
    const seen = gateway.broker.sights.filter(({ clientId }) => clientId === id);
    expect(seen.map(({ what, topic }) => `${what} ${topic.split('/').slice(4).join('/')}`)).toEqual(
      ['connect ', 'subscribe csr/accepted', 'subscribe csr/rejected']
        .concat(['subscribe register/accepted', 'subscribe register/rejected'])
        .concat(['publish csr/req', 'publish register/req', 'gone ']),
    );
  });

  test('says nothing in its log that opens a door', async () => {
    const { publicKey } = await start();
    const claim = (await provision(publicKey)) as { encryptedPrivateKey: string };
    await post('rotate');
    const text = JSON.stringify(log());
    expect(text).toContain('csrPem');
    expect(text).toContain('"certificateOwnershipToken":"***"');
    expect(text).not.toContain('a secret token');
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain(claim.encryptedPrivateKey);
  });

  test('proves itself with an unbound claim, and says where it is to belong', async () => {
    await start();
    const claim = await gateway.openClaim();
    const account = { accountNumber: 'A-1', propertyId: 7 };
    expect(await post('claim', { ...claim, ...account })).toMatchObject({ status: 200 });
    await reached('bound');
    const asked = gateway.asked.findLast(({ step }) => step === 'register');
    expect(asked?.body['parameters']).toMatchObject({ euid, ...account });
    expect(Object.keys(Object(asked?.body['parameters'])).sort()).toEqual(
      ['accountNumber', 'euid', 'nonce', 'propertyId', 'signature', 'timestamp'].sort(),
    );
  });

  test('does not take a claim for another controller, nor what is none', async () => {
    const { publicKey } = await start();
    const { result } = await post('claim-request');
    const claim = await gateway.claim(result as unknown as ClaimRequest, publicKey);
    await simulator?.stop();
    await start();
    const other = await post('claim', claim);
    expect(other.status).toBe(400);
    expect(other.error).toContain('encryptedPrivateKey: not for this controller');
    expect((await post('claim', {})).error).toBe('certificate: must be a text');
    expect(await shown()).toMatchObject({ provisioning: 'factory' });
  });

  test('shows why it was rejected, and may be tried again', async () => {
    const { publicKey } = await start();
    gateway.mood.rejects['register'] = { statusCode: 409, errorCode: 'already_bound' };
    const { result } = await post('claim-request');
    await post('claim', await gateway.claim(result as unknown as ClaimRequest, publicKey));
    await waitFor(async () => (await shown())['provisioningProblem'] !== null, 'a problem');
    expect(await shown()).toMatchObject({
      provisioning: 'factory',
      provisioningProblem: 'register rejected: already_bound (409): no',
    });
    gateway.mood.rejects = {};
    await provision(publicKey);
    expect(await shown()).toMatchObject({ provisioningProblem: null });
  });

  test.each([
    ['csr', 'drop-link', 'before-execute'],
    ['csr', 'drop-link', 'after-execute'],
    ['register', 'drop-link', 'before-execute'],
    ['register', 'drop-link', 'after-execute'],
    ['register', 'drop-link', 'after-answer'],
    ['csr', 'slow', 'before-execute'],
    ['csr', 'silent', 'before-execute'],
  ])('gets there through a fault at %s: %s %s', async (on, fault, when) => {
    const faults = parseFaultPlan({ faults: [{ on, do: fault, when, times: 1 }] }, 'test');
    const { publicKey } = await start({ faults });
    await provision(publicKey);
  });

  test('tries again when an answer does not come or the gateway is busy', async () => {
    const { publicKey } = await start();
    gateway.mood.silent['register'] = 1;
    gateway.mood.rejects['csr'] = { statusCode: 503, errorCode: 'unavailable' };
    const { result } = await post('claim-request');
    await post('claim', await gateway.claim(result as unknown as ClaimRequest, publicKey));
    await waitFor(() => events().includes('claim-retry'), 'another try');
    gateway.mood.rejects = {};
    await reached('bound');
    expect(await post('claim', {})).toMatchObject({ status: 409 });
  });
});

describe('a controller with a certificate', () => {
  test('rotates when it is told to, with a new key, and comes back with it', async () => {
    const { publicKey } = await start();
    await provision(publicKey);
    const before = Object((await shown())['certificate']);
    const { status, result } = await post('rotate');
    expect(status).toBe(200);
    expect(result['serial']).not.toBe(before.serial);
    await waitFor(() => events().includes('rotated'), 'the event');
    expect(await shown()).toMatchObject({ connected: true, certificate: result });
    const asked = (wanted: string) => gateway.asked.findLast(({ step }) => step === wanted)?.body;
    expect(asked('rotation')?.['csrPem']).not.toBe(asked('csr')?.['csrPem']);
  });

  test('rotates by itself after two thirds of the certificate’s life', async () => {
    const { publicKey } = await start();
    // A third of a minute at a hundredfold speed.
    gateway.mood.lifeMs = 30_000;
    await provision(publicKey);
    gateway.mood.lifeMs = 3_600_000;
    await waitFor(() => events().includes('rotated'), 'a rotation');
  });

  test('keeps the old certificate when rotation is rejected', async () => {
    const { publicKey } = await start();
    await provision(publicKey);
    const { certificate } = await shown();
    gateway.mood.rejects['rotation'] = { statusCode: 400, errorCode: 'invalid_csr' };
    const told = await post('rotate');
    expect(told).toMatchObject({ status: 409 });
    expect(told.error).toContain('csr rejected: invalid_csr (400): no');
    expect(await shown()).toMatchObject({ connected: true, certificate });
  });

  test('goes back to the old certificate when the new one is not taken', async () => {
    const { publicKey } = await start();
    await provision(publicKey);
    const before = await shown();
    const known = new Set(gateway.active);
    const told = post('rotate');
    await waitFor(() => gateway.active.size > known.size, 'the new certificate');
    for (const one of gateway.active) if (!known.has(one)) gateway.active.delete(one);
    expect((await told).status).toBe(200);
    await waitFor(() => events().includes('rotation-failed'), 'the refusal');
    await waitFor(async () => (await shown())['connected'] === true, 'the link');
    expect((await shown())['certificate']).toMatchObject({
      serial: Object(before['certificate']).serial,
    });
  });

  test('gives up when it is revoked, says why, and takes another claim', async () => {
    const { publicKey } = await start();
    await provision(publicKey);
    gateway.active.clear();
    gateway.broker.kick(euid);
    await waitFor(() => events().includes('refused'), 'the end of trying');
    expect(await shown()).toMatchObject({
      connected: false,
      provisioningProblem: expect.stringMatching(/does not let .* in; gave up after 5 tries/),
    });
    await provision(publicKey);
    expect(await shown()).toMatchObject({ connected: true, provisioningProblem: null });
  });

  test('answers deprovision, says goodbye and is as from its box', async () => {
    const { publicKey } = await start();
    await provision(publicKey);
    const request = { v: 1, tx: 'd1', seq: 1, epoch: 1, kind: 'deprovision', params: {} };
    const issuedAt = new Date().toISOString();
    const wish = { ...request, issuedAt, ttlS: 60, attempt: 1 };
    await gateway.broker.request(euid, `d1-${euid}`, { ...wish, tx: `d1-${euid}` });
    await reached('deprovisioned');
    expect(gateway.broker.answers(`d1-${euid}`)[0]).toContain('"succeeded"');
    await waitFor(
      () => gateway.broker.sights.some(({ topic, text }) => isOffline(topic, text)),
      'the goodbye',
    );
    await waitFor(async () => (await shown())['connected'] === false, 'the end of the link');
    expect(await shown()).toMatchObject({ certificate: null });
    await provision(publicKey);
    expect(events().filter((event) => event === 'provisioned')).toHaveLength(2);
  });

  test('keeps key, certificate and answered commands over a restart', async () => {
    const stateDir = join(folder, 'state');
    const { publicKey } = await start({ stateDir });
    await provision(publicKey);
    const head = { v: 1, tx: `k-${euid}`, seq: 1, epoch: 1, kind: 'identify', params: {} };
    const wish = { ...head, issuedAt: new Date().toISOString(), ttlS: 60, attempt: 1 };
    await gateway.broker.request(euid, wish.tx, wish);
    await waitFor(() => gateway.broker.answers(wish.tx).length === 1, 'the answer');
    await simulator?.stop();
    expect((await stat(join(stateDir, `${euid}.json`))).mode & 0o777).toBe(0o600);
    const again = await start({ stateDir }, euid);
    expect(again.publicKey).toBe(publicKey);
    expect(await shown()).toMatchObject({ connected: true, provisioning: 'bound' });
    await gateway.broker.request(euid, wish.tx, wish);
    await waitFor(() => gateway.broker.answers(wish.tx).length === 2, 'the answer again');
    expect(new Set(gateway.broker.answers(wish.tx)).size).toBe(1);
    expect(events()).toEqual(['link-up']);
  });
});

const isOffline = (topic: string, text: string) =>
  topic === `gw/v1/${euid}/status` && text.includes('"offline"');

test('a claim that never works ends the start, with the reason', async () => {
  const claims = async () => ({ certificate: 'nothing' });
  const starting = start({ provisioning: { claims } });
  await expect(starting).rejects.toMatchObject({ name: 'ConnectError' });
});
