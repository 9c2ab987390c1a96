import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChargers } from '../../simulators/ocpp-charger/start-chargers.ts';
import { type SeedMutation, seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import { addHeatPump } from '../support/site-devices.ts';
import { waitFor } from '../support/wait-for.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

const password = 'a-password-of-a-charger';

test('an onboarded charger connects as it was told, is LIVE by its test, and boosts', async () => {
  const account = site.newAccount();
  const registered = await site.api.send<{
    deviceRegistration: { registeredDeviceIds: string[] };
  }>(seedDocuments.deviceRegistration, {
    input: {
      accountNumber: account,
      propertyId: 7,
      deviceType: 'ELECTRIC_VEHICLES',
      provider: 'OCPP_WALLBOX',
    },
  });
  const [deviceId] = registered.data?.deviceRegistration.registeredDeviceIds ?? [];
  expect(await statusOf(account)).toMatchObject({
    id: deviceId,
    status: { current: 'ONBOARDING' },
  });
  const details = JSON.stringify({ identity: 'CP-ONBOARDED', password });

  const signedUp = await site.api.send(seedDocuments.ocppAuthentication, {
    input: { accountNumber: account, details },
  });

  expect(signedUp.errors).toEqual([]);
  expect(signedUp.data).toMatchObject({
    ocppAuthentication: { krakenflexDevice: { krakenflexDeviceId: deviceId, hasToken: true } },
  });
  expect(await statusOf(account)).toMatchObject({ status: { current: 'PENDING_LIVE' } });
  expect(JSON.stringify(signedUp)).not.toContain(password);
  const told = await site.api.send<{ ocppDetails: { url: string; username: string } }>(
    `{ ocppDetails(accountNumber: "${account}") { url username } }`,
  );
  const { url = '', username = '' } = told.data?.ocppDetails ?? {};

  const charger = await startChargers({
    url,
    id: username,
    password,
    isPlugged: true,
    speed: site.timeScale,
  });
  site.onStop(() => charger.stop());

  await waitFor(() => connectionOf(account), 'the charger to be connected');
  expect(await statusOf(account)).toMatchObject({ status: { current: 'PENDING_LIVE' } });
  const proof = await acceptWhenReady('triggerTestCharge', account);
  expect(await site.reaches(proof, 'SUCCEEDED')).toMatchObject({ kind: 'test_charge' });
  expect(await statusOf(account)).toMatchObject({ status: { current: 'LIVE' } });
  const boost = await acceptWhenReady('triggerBoostCharge', account);
  expect(await site.reaches(boost, 'SUCCEEDED')).toMatchObject({ deviceId, kind: 'boost' });
  await charger.stop();
  await waitFor(async () => !(await connectionOf(account)), 'the charger to be gone');
});

test('a wrong password is not let in, and the charger stays unknown', async () => {
  const account = site.newAccount();
  await site.register({ account, class: 'CHARGER', identity: 'CP-WRONG' });

  const attempt = startChargers({
    url: site.gateway.ocpp,
    id: 'CP-WRONG',
    password: 'something-else-entirely',
    speed: site.timeScale,
    connectTimeoutMs: 500,
  });

  await expect(attempt).rejects.toThrow(/401/);
  expect(await statusOf(account)).toMatchObject({ status: { current: 'PENDING_LIVE' } });
});

test('an identity is bound once: registering it again names the code of the API', async () => {
  const pump = await addHeatPump(site);
  const document = `mutation($input: RegisterGatewayDeviceInput!) {
    registerGatewayDevice(input: $input) { deviceId }
  }`;
  const input = {
    accountNumber: site.newAccount(),
    propertyId: 1,
    class: 'HEAT_PUMP_CONTROLLER',
    identity: pump.identity,
  };

  const answer = await site.api.send(document, { input });

  expect(answer.errors[0]?.extensions).toMatchObject({
    errorCode: 'KT-CT-4324',
    errorType: 'APPLICATION',
  });
  expect(pump.device().id).toBe(pump.identity);
});

test('a device registered by the gateway is LIVE at its first connection', async () => {
  const pump = await addHeatPump(site, { isStarted: false });
  expect(await statusOf(pump.account)).toMatchObject({ status: { current: 'PENDING_LIVE' } });

  await pump.comeBack();

  await waitFor(async () => (await statusOf(pump.account))?.status.current === 'LIVE', 'LIVE');
});

type Shown = { id: string; status: { current: string } };

async function statusOf(account: string): Promise<Shown | undefined> {
  const document = `{ devices(accountNumber: "${account}") { id status { current } } }`;
  const answer = await site.api.send<{ devices: Shown[] }>(document);
  return answer.data?.devices[0];
}

async function connectionOf(account: string): Promise<boolean | undefined> {
  const document = `{ ocppConnection(accountNumber: "${account}") { isConnected } }`;
  const answer = await site.api.send<{ ocppConnection: { isConnected: boolean } }>(document);
  return answer.data?.ocppConnection.isConnected;
}

/** The charger has just connected: it has not described itself in full yet. */
async function acceptWhenReady(mutation: SeedMutation, account: string): Promise<string> {
  return await waitFor(
    () => site.api.accept(seedDocuments[mutation], { input: { accountNumber: account } }),
    `${mutation} to be accepted`,
  );
}
