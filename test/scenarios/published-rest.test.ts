import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import { startHeatPumpUnits } from '../../simulators/mqtt-heat-pump/unit/start-heat-pump-units.ts';
import { unitSamples } from '../support/seed-documents/command-samples.ts';
import { type SeedMutation, seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import { tlsSettings } from '../support/tls-controller.ts';
import { waitFor } from '../support/wait-for.ts';

const accountNumber = 'A-1';
const euid = '001e5e0902ba5d99';
const accessToken = 'a-secret-that-the-unit-signs-in-with';

let site: Site;
let unit: SimulatorHandle;
beforeAll(async () => {
  site = await startSite({ settings: tlsSettings });
}, 60_000);
afterAll(async () => {
  await unit?.stop();
  await site?.stop();
});

/** Runs a published document and returns its payload. */
async function run(mutation: SeedMutation, variables: object) {
  const answer = await site.api.send(seedDocuments[mutation], variables);
  expect(answer.errors).toEqual([]);
  return { payload: Object(answer.data?.[mutation]), ids: answer.transactionIds[mutation] ?? [] };
}

it('registerHeatPump, as published, lets a third-party heat pump sign in', async () => {
  const { payload } = await run('registerHeatPump', {
    input: {
      ...{ accountNumber, propertyId: 1, provider: 'DAIKIN' },
      heatPump: { heatPumpId: euid },
      authentication: { accessToken },
    },
  });
  expect(payload.heatPumpDevice).toMatchObject({ deviceType: 'HEAT_PUMPS', provider: 'DAIKIN' });
  unit = await startHeatPumpUnits({
    ...{ url: site.gateway.mqtt, id: euid, secret: accessToken, speed: site.timeScale },
  });
  const document = `query($accountNumber: String!) {
    heatPumpStatus(accountNumber: $accountNumber) { isConnected }
  }`;
  const isConnected = async () => {
    const answer = await site.api.send(document, { accountNumber });
    return Object(Object(answer.data)['heatPumpStatus']).isConnected;
  };
  await waitFor(isConnected, 'the unit');
});

it.each(unitSamples.map(({ mutation, variables }) => [mutation, variables] as const))(
  '%s, as published, is done by the unit and shown',
  async (mutation, variables) => {
    const { payload, ids } = await run(mutation, { input: { accountNumber, ...variables } });
    expect(payload.heatPumpDevice).toMatchObject({ provider: 'DAIKIN' });
    const [id = ''] = ids;
    expect(await site.reaches(id, 'SUCCEEDED')).toMatchObject({ verified: 'TRUE', mutation });
    const frames = unit.log.after(euid, 0) as unknown as readonly { topic?: string }[];
    const asked = frames.filter(({ topic }) => topic?.endsWith(`cmd/${id}/req`));
    expect(asked).toHaveLength(1);
  },
);

it('createTempProvisioningClaim, as published, gives a claim for an installer’s tool', async () => {
  const { payload } = await run('createTempProvisioningClaim', {});
  expect(payload.tempProvisioningClaimCert).toMatchObject({
    certificateId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    certificatePem: expect.stringContaining('BEGIN CERTIFICATE'),
    keyPair: { PrivateKey: expect.stringContaining('BEGIN PRIVATE KEY') },
  });
  expect(site.gateway.talk().join('\n')).not.toContain('PRIVATE KEY');
});
