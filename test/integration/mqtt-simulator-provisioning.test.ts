import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseFaultPlan } from '../../simulators/lib/fault-plan.ts';
import type { ClaimRequest } from '../support/bare-provisioner.ts';
import { openProvisioningBench, type ProvisioningBench } from '../support/provisioning-bench.ts';
import { waitFor } from '../support/wait-for.ts';

let bench: ProvisioningBench;

beforeAll(async () => {
  bench = await openProvisioningBench();
});
afterEach(() => bench.rest());
afterAll(() => bench.close());

describe('a controller from its box', () => {
  test('comes to a certificate of its own and is born with it', async () => {
    const publicKey = await bench.start();
    expect(await bench.shown()).toMatchObject({ connected: false, provisioning: 'factory' });
    const { id } = await bench.provision(publicKey);
    const told = await bench.shown();
    expect(told).toMatchObject({ connected: true, certificate: { serial: expect.any(String) } });
    expect(bench.events()).toEqual([
      ...['claim-requested', 'claimed', 'certified', 'registered', 'link-up', 'provisioned'],
    ]);
    const clients = bench.gateway.broker.sights.filter(({ what }) => what === 'connect');
    expect(clients.map(({ clientId }) => clientId).slice(-2)).toEqual([id, bench.euid]);
    // Its answers first, one filter at a time, and only then what it asks.
    const seen = bench.gateway.broker.sights.filter(({ clientId }) => clientId === id);
    expect(seen.map(({ what, topic }) => `${what} ${topic.split('/').slice(4).join('/')}`)).toEqual(
      ['connect ', 'subscribe csr/accepted', 'subscribe csr/rejected']
        .concat(['subscribe register/accepted', 'subscribe register/rejected'])
        .concat(['publish csr/req', 'publish register/req', 'gone ']),
    );
  });

  test('says nothing in its log that opens a door', async () => {
    const publicKey = await bench.start();
    const { body } = await bench.provision(publicKey);
    await bench.post('rotate');
    const text = JSON.stringify(bench.log());
    expect(text).toContain('csrPem');
    expect(text).toContain('"certificateOwnershipToken":"***"');
    expect(text).not.toContain('a secret token');
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain(body['encryptedPrivateKey']);
  });

  test('proves itself with an unbound claim, and says where it is to belong', async () => {
    await bench.start();
    const claim = await bench.gateway.openClaim();
    const account = { accountNumber: 'A-1', propertyId: 7 };
    expect(await bench.post('claim', { ...claim, ...account })).toMatchObject({ status: 200 });
    await bench.reached('bound');
    const asked = bench.gateway.asked.findLast(({ step }) => step === 'register');
    expect(asked?.body['parameters']).toMatchObject({ euid: bench.euid, ...account });
    expect(Object.keys(Object(asked?.body['parameters'])).sort()).toEqual(
      ['accountNumber', 'euid', 'nonce', 'propertyId', 'signature', 'timestamp'].sort(),
    );
  });

  test('does not take a claim for another controller, nor what is none', async () => {
    const publicKey = await bench.start();
    const { result } = await bench.post('claim-request');
    const claim = await bench.gateway.claim(result as unknown as ClaimRequest, publicKey);
    await bench.simulator?.stop();
    await bench.start();
    const other = await bench.post('claim', claim);
    expect(other.status).toBe(400);
    expect(other.error).toContain('encryptedPrivateKey: not for this controller');
    expect((await bench.post('claim', {})).error).toBe('certificate: must be a text');
    expect(await bench.shown()).toMatchObject({ provisioning: 'factory' });
  });

  test('shows why it was rejected, and may be tried again', async () => {
    const publicKey = await bench.start();
    bench.gateway.mood.rejects['register'] = { statusCode: 409, errorCode: 'already_bound' };
    await bench.handOver(publicKey);
    await waitFor(async () => (await bench.shown())['provisioningProblem'] !== null, 'a problem');
    expect(await bench.shown()).toMatchObject({
      provisioning: 'factory',
      provisioningProblem: 'register rejected: already_bound (409): no',
    });
    bench.gateway.mood.rejects = {};
    await bench.provision(publicKey);
    expect(await bench.shown()).toMatchObject({ provisioningProblem: null });
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
    const publicKey = await bench.start({ faults });
    await bench.provision(publicKey);
  });

  test('tries again when an answer does not come or the gateway is busy', async () => {
    const publicKey = await bench.start();
    bench.gateway.mood.silent['register'] = 1;
    bench.gateway.mood.rejects['csr'] = { statusCode: 503, errorCode: 'unavailable' };
    await bench.handOver(publicKey);
    await waitFor(() => bench.events().includes('claim-retry'), 'another try');
    bench.gateway.mood.rejects = {};
    await bench.reached('bound');
    expect(await bench.post('claim', {})).toMatchObject({ status: 409 });
  });

  test('lets a newer claim take the place of one that is under way', async () => {
    const publicKey = await bench.start();
    bench.gateway.mood.silent['register'] = 1;
    await bench.handOver(publicKey);
    await bench.reached('certified');
    bench.gateway.mood.silent = {};
    const { id } = await bench.provision(publicKey);
    const claims = bench.log().filter(({ event }) => event === 'registered');
    expect(claims.map(({ claimId }) => claimId)).toEqual([id]);
    expect(await bench.shown()).toMatchObject({ connected: true, provisioningProblem: null });
  });

  test('is as from its box when it was stopped on the way, and can begin again', async () => {
    const stateDir = join(bench.folder, 'stopped');
    const publicKey = await bench.start({ stateDir });
    bench.gateway.mood.silent['register'] = 1;
    await bench.handOver(publicKey);
    await bench.reached('certified');
    await bench.simulator?.stop();
    bench.gateway.mood.silent = {};
    const again = await bench.start({ stateDir }, bench.euid);
    expect(again).toBe(publicKey);
    expect(await bench.shown()).toMatchObject({ provisioning: 'factory', certificate: null });
    await bench.provision(publicKey);
  });

  test('gives up a claim that is over, and says so', async () => {
    const publicKey = await bench.start();
    await bench.handOver(publicKey, -500);
    await waitFor(async () => (await bench.shown())['provisioningProblem'] !== null, 'a problem');
    expect(await bench.shown()).toMatchObject({ connected: false, provisioning: 'factory' });
  });
});

test('a claim that never works ends the start, with the reason', async () => {
  const claims = async () => ({ certificate: 'nothing' });
  const starting = bench.start({ provisioning: { claims } });
  await expect(starting).rejects.toMatchObject({ name: 'ConnectError' });
});
