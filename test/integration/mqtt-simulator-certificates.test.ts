import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openProvisioningBench, type ProvisioningBench } from '../support/provisioning-bench.ts';
import { waitFor } from '../support/wait-for.ts';

let bench: ProvisioningBench;

beforeAll(async () => {
  bench = await openProvisioningBench();
});
afterEach(() => bench.rest());
afterAll(() => bench.close());

describe('a controller with a certificate', () => {
  test('rotates when it is told to, with a new key, and comes back with it', async () => {
    const publicKey = await bench.start();
    await bench.provision(publicKey);
    const before = Object((await bench.shown())['certificate']);
    const { status, result } = await bench.post('rotate');
    expect(status).toBe(200);
    expect(result['serial']).not.toBe(before.serial);
    await waitFor(() => bench.events().includes('rotated'), 'the event');
    expect(await bench.shown()).toMatchObject({ connected: true, certificate: result });
    const asked = (wanted: string) =>
      bench.gateway.asked.findLast(({ step }) => step === wanted)?.body;
    expect(asked('rotation')?.['csrPem']).not.toBe(asked('csr')?.['csrPem']);
  });

  test('rotates by itself after two thirds of the certificate’s life', async () => {
    const publicKey = await bench.start();
    // A third of a minute at a hundredfold speed.
    bench.gateway.mood.lifeMs = 30_000;
    await bench.provision(publicKey);
    bench.gateway.mood.lifeMs = 3_600_000;
    await waitFor(() => bench.events().includes('rotated'), 'a rotation');
  });

  test('keeps the old certificate when rotation is rejected', async () => {
    const publicKey = await bench.start();
    await bench.provision(publicKey);
    const { certificate } = await bench.shown();
    bench.gateway.mood.rejects['rotation'] = { statusCode: 400, errorCode: 'invalid_csr' };
    const told = await bench.post('rotate');
    expect(told).toMatchObject({ status: 409 });
    expect(told.error).toContain('csr rejected: invalid_csr (400): no');
    expect(await bench.shown()).toMatchObject({ connected: true, certificate });
  });

  test('goes back to the old certificate when the new one is not taken', async () => {
    const publicKey = await bench.start();
    await bench.provision(publicKey);
    const before = await bench.shown();
    const known = new Set(bench.gateway.active);
    const told = bench.post('rotate');
    await waitFor(() => bench.gateway.active.size > known.size, 'the new certificate');
    for (const one of bench.gateway.active) if (!known.has(one)) bench.gateway.active.delete(one);
    expect((await told).status).toBe(200);
    await waitFor(() => bench.events().includes('rotation-failed'), 'the refusal');
    await waitFor(async () => (await bench.shown())['connected'] === true, 'the link');
    expect((await bench.shown())['certificate']).toMatchObject({
      serial: Object(before['certificate']).serial,
    });
  });

  test('gives up when it is revoked, says why, and takes another claim', async () => {
    const publicKey = await bench.start();
    await bench.provision(publicKey);
    bench.gateway.active.clear();
    bench.gateway.broker.kick(bench.euid);
    await waitFor(() => bench.events().includes('refused'), 'the end of trying');
    expect(await bench.shown()).toMatchObject({
      connected: false,
      provisioningProblem: expect.stringMatching(/does not let .* in; gave up after 5 tries/),
    });
    await bench.provision(publicKey);
    expect(await bench.shown()).toMatchObject({ connected: true, provisioningProblem: null });
  });

  test('takes another claim as soon as it is not connected, and not before', async () => {
    const publicKey = await bench.start();
    const { body } = await bench.provision(publicKey);
    expect((await bench.post('claim', body)).error).toContain('it is connected');
    const before = Object((await bench.shown())['certificate']);
    bench.gateway.active.clear();
    bench.gateway.broker.kick(bench.euid);
    await waitFor(async () => (await bench.shown())['connected'] === false, 'the end of the link');
    await bench.provision(publicKey);
    expect(bench.events()).not.toContain('refused');
    expect((await bench.shown())['certificate']).not.toMatchObject({ serial: before.serial });
  });

  test('keeps its certificate when another claim came to nothing', async () => {
    const publicKey = await bench.start();
    await bench.provision(publicKey);
    const { certificate } = await bench.shown();
    bench.gateway.active.clear();
    bench.gateway.broker.kick(bench.euid);
    await waitFor(async () => (await bench.shown())['connected'] === false, 'the end of the link');
    bench.gateway.mood.rejects['register'] = { statusCode: 409, errorCode: 'already_bound' };
    await bench.handOver(publicKey);
    await waitFor(() => bench.events().includes('provisioning-failed'), 'the rejection');
    expect(await bench.shown()).toMatchObject({ provisioning: 'bound', certificate });
  });

  test('answers deprovision, says goodbye and is as from its box', async () => {
    const publicKey = await bench.start();
    await bench.provision(publicKey);
    const request = { v: 1, tx: 'd1', seq: 1, epoch: 1, kind: 'deprovision', params: {} };
    const issuedAt = new Date().toISOString();
    const wish = { ...request, issuedAt, ttlS: 60, attempt: 1 };
    await bench.gateway.broker.request(bench.euid, `d1-${bench.euid}`, {
      ...wish,
      tx: `d1-${bench.euid}`,
    });
    await bench.reached('deprovisioned');
    expect(bench.gateway.broker.answers(`d1-${bench.euid}`)[0]).toContain('"succeeded"');
    await waitFor(
      () => bench.gateway.broker.sights.some(({ topic, text }) => isOffline(topic, text)),
      'the goodbye',
    );
    await waitFor(async () => (await bench.shown())['connected'] === false, 'the end of the link');
    expect(await bench.shown()).toMatchObject({ certificate: null });
    await bench.provision(publicKey);
    expect(bench.events().filter((event) => event === 'provisioned')).toHaveLength(2);
  });

  test('keeps key, certificate and answered commands over a restart', async () => {
    const stateDir = join(bench.folder, 'state');
    const publicKey = await bench.start({ stateDir });
    await bench.provision(publicKey);
    const head = { v: 1, tx: `k-${bench.euid}`, seq: 1, epoch: 1, kind: 'identify', params: {} };
    const wish = { ...head, issuedAt: new Date().toISOString(), ttlS: 60, attempt: 1 };
    await bench.gateway.broker.request(bench.euid, wish.tx, wish);
    await waitFor(() => bench.gateway.broker.answers(wish.tx).length === 1, 'the answer');
    await bench.simulator?.stop();
    expect((await stat(join(stateDir, `${bench.euid}.json`))).mode & 0o777).toBe(0o600);
    const again = await bench.start({ stateDir }, bench.euid);
    expect(again).toBe(publicKey);
    expect(await bench.shown()).toMatchObject({ connected: true, provisioning: 'bound' });
    await bench.gateway.broker.request(bench.euid, wish.tx, wish);
    await waitFor(() => bench.gateway.broker.answers(wish.tx).length === 2, 'the answer again');
    expect(new Set(bench.gateway.broker.answers(wish.tx)).size).toBe(1);
    expect(bench.events()).toEqual(['link-up']);
  });
});

const isOffline = (topic: string, text: string) =>
  topic === `gw/v1/${bench.euid}/status` && text.includes('"offline"');
