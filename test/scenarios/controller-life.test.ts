import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controllerSamples } from '../support/seed-documents/command-samples.ts';
import { type SeedMutation, seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import { startTlsController, type TlsController, tlsSettings } from '../support/tls-controller.ts';
import { waitFor } from '../support/wait-for.ts';

type Line = Readonly<Record<string, unknown>>;
type Standing = {
  readonly step: string;
  readonly device: { readonly id: string; readonly connected: boolean } | null;
  readonly certificates: readonly Line[];
  readonly transaction: { readonly id: string; readonly status: string } | null;
};

const euid = '001e5e0902ba5d84';
const accountNumber = 'A-1';

let site: Site;
let controller: TlsController;
beforeAll(async () => {
  site = await startSite({ settings: tlsSettings });
  controller = await startTlsController(site, euid);
}, 60_000);
afterAll(async () => {
  await controller?.stop();
  await site?.stop();
});

/** Where the controller stands, as its installer sees it. */
async function standing(): Promise<Standing> {
  const document = `query($accountNumber: String!, $euid: ID!) {
    controllerProvisioning(accountNumber: $accountNumber, euid: $euid) {
      step device { id connected } transaction { id status }
      certificates { fingerprint state serial firstUsedAt }
    }
  }`;
  const answer = await site.api.send(document, { accountNumber, euid });
  return Object(answer.data)['controllerProvisioning'];
}

const fingerprints = (certificates: readonly Line[], state: string) =>
  certificates.filter((one) => one['state'] === state).map((one) => String(one['fingerprint']));

/** Runs a published document and returns the ids of its transactions. */
async function run(mutation: SeedMutation, variables: object): Promise<readonly string[]> {
  const all = { accountNumber, euid, ...variables };
  const answer = await site.api.send(seedDocuments[mutation], all);
  expect(answer.errors).toEqual([]);
  return answer.transactionIds[mutation] ?? [];
}

async function isConnected(wanted: boolean): Promise<void> {
  await waitFor(async () => (await standing()).device?.connected === wanted, 'the link');
}

/** The request for a transaction and what followed, as the controller's wire log has them. */
const framesOf = (id: string) => controller.frames().filter((frame) => frame.includes(id));

/** From the box to its own certificate, by a published document. */
async function provision(mutation: SeedMutation): Promise<string> {
  controller.forget();
  await controller.claim(accountNumber, mutation);
  await controller.reaches('bound');
  const { transaction } = await standing();
  const id = transaction?.id ?? '';
  await site.reaches(id, 'SUCCEEDED');
  return id;
}

describe('a controller over TLS, from its box and back', () => {
  it('is unknown, then enrolled', async () => {
    expect((await standing()).step).toBe('NOT_ENROLLED');
    await controller.enrol();
    expect(await standing()).toMatchObject({ step: 'ENROLLED', device: null, certificates: [] });
  });

  it('goes through claim, CSR and registration, and comes back as itself', async () => {
    const id = await provision('requestProvisioningClaimCertificate');

    const { certificates, step, device } = await standing();
    expect(step).toBe('BOUND');
    expect(await site.read(id)).toMatchObject({
      ...{ status: 'SUCCEEDED', verified: 'TRUE', kind: 'provision', deviceId: device?.id },
      evidence: { aspect: 'boot', value: { certificate: certificates[0]?.['fingerprint'] } },
      mutation: 'requestProvisioningClaimCertificate',
    });
    const asked = controller.frames().filter((frame) => /csr|register/.test(frame));
    expect(asked.map((frame) => frame.replace(/[0-9a-f-]{36}\//, ''))).toEqual([
      ...['out csr/req', 'in csr/accepted', 'out register/req', 'in register/accepted'],
    ]);
    const events = controller.lines().flatMap(({ event }) => (event ? [event] : []));
    expect(events).toEqual(
      expect.arrayContaining(['claimed', 'certified', 'registered', 'link-up', 'provisioned']),
    );
  });

  it('does what every published mutation says, and shows it', async () => {
    controller.forget();
    for (const { mutation, variables, commands } of controllerSamples) {
      const ids = await run(mutation, variables);
      expect(ids).toHaveLength(commands.length);
      for (const id of ids) {
        await site.reaches(id, 'SUCCEEDED');
        expect(await site.read(id)).toMatchObject({ verified: 'TRUE', attempt: 1, mutation });
        expect(framesOf(id)[0]).toBe(`in cmd/${id}/req`);
        expect(framesOf(id).filter((frame) => frame.startsWith('in '))).toHaveLength(1);
        expect(framesOf(id).at(-1)).toBe(`out cmd/${id}/res`);
      }
    }
    const done = controller.lines().filter(({ event }) => event === 'execute');
    const wanted = controllerSamples.flatMap(({ commands }) => commands);
    expect(done).toHaveLength(wanted.length);
    await isConnected(true);
  });

  it('answers a test call, which proves nothing more', async () => {
    const document = `mutation($accountNumber: String!, $identity: ID!) {
      identifyDevice(accountNumber: $accountNumber, identity: $identity) { transactionId }
    }`;
    const answer = await site.api.send(document, { accountNumber, identity: euid });
    const id = Object(answer.data)['identifyDevice'].transactionId;
    expect(await site.reaches(id, 'SUCCEEDED')).toMatchObject({ verified: 'UNKNOWN' });
  });

  it('rotates its certificate over its own session, and the old one ends', async () => {
    const before = await standing();
    controller.forget();

    await controller.post('rotate');
    await waitFor(
      async () => (await standing()).certificates.filter((one) => one['firstUsedAt']).length === 2,
      'the first use of the new certificate',
    );

    const frames = controller.frames().filter((frame) => frame.includes('cert/'));
    expect(frames).toEqual(['out cert/csr/req', 'in cert/csr/accepted']);
    await isConnected(true);
    const active = fingerprints((await standing()).certificates, 'ACTIVE');
    const [old] = fingerprints(before.certificates, 'ACTIVE');
    expect(active).toHaveLength(2);
    expect(active).toContain(old);
    const [id = ''] = await run('setZoneMode', controllerSamples[0]?.variables ?? {});
    await site.reaches(id, 'SUCCEEDED');
  });

  it('is cut off at once when its certificates are revoked, and is not let in again', async () => {
    controller.forget();
    const document = `mutation($accountNumber: String!, $euid: ID!) {
      revokeControllerCertificates(accountNumber: $accountNumber, euid: $euid) { revoked }
    }`;
    const answer = await site.api.send(document, { accountNumber, euid });
    expect(answer.data).toEqual({ revokeControllerCertificates: { revoked: 2 } });
    await isConnected(false);
    expect(controller.lines().some(({ event }) => event === 'link-down')).toBe(true);

    const [waiting = ''] = await run('updateWaterSetpoint', { setpoint: 52 });
    await waitFor(() => controller.lines().some(({ event }) => event === 'refused'), 'refusals');
    expect(await controller.state()).toMatchObject({
      ...{ connected: false, provisioningProblem: expect.stringContaining('gave up after') },
    });
    expect(controller.lines().some(({ event }) => event === 'link-up')).toBe(false);
    expect((await site.read(waiting)).status).toBe('PARKED');
    expect(fingerprints((await standing()).certificates, 'ACTIVE')).toEqual([]);
  });

  it('comes back to the same account with a new certificate, as the same device', async () => {
    const before = await standing();
    await provision('octoHeatPumpRequestProvisioningClaimCertificate');
    expect((await standing()).device?.id).toBe(before.device?.id);
    const [id = ''] = await run('updateWaterSetpoint', { setpoint: 50 });
    await site.reaches(id, 'SUCCEEDED');
  });

  it.each(['deprovisionHeatingController', 'octoHeatPumpDeprovisionHeatingController'] as const)(
    'leaves its account by %s, and its certificate with it',
    async (mutation) => {
      const before = await standing();
      controller.forget();

      const [id = ''] = await run(mutation, {});
      await site.reaches(id, 'SUCCEEDED');

      expect(framesOf(id)).toEqual([`in cmd/${id}/req`, `out cmd/${id}/res`]);
      await controller.reaches('deprovisioned');
      const { certificates, device } = await standing();
      expect(fingerprints(certificates, 'ACTIVE')).toEqual([]);
      expect(device).toBeNull();
      const gone = await site.api.send(seedDocuments.setZoneMode, {
        ...{ accountNumber, euid, ...controllerSamples[0]?.variables },
      });
      expect(gone.errors?.[0]?.extensions).toMatchObject({ errorCode: 'KT-CT-4301' });

      await provision('requestProvisioningClaimCertificate');
      expect((await standing()).device?.id).not.toBe(before.device?.id);
    },
  );
});
