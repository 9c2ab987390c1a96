import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChargers } from '../../simulators/ocpp-charger/start-chargers.ts';
import type { GraphqlAnswer } from '../support/graphql-client.ts';
import { type SeedMutation, seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import { addBattery, addCharger, type SiteDevice } from '../support/site-devices.ts';
import { setReserve } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

const newPassword = 'another-password-than-before';

function send(mutation: SeedMutation, input: object): Promise<GraphqlAnswer> {
  return site.api.send(seedDocuments[mutation], { input });
}

function codeOf({ errors }: GraphqlAnswer) {
  return errors[0]?.extensions?.errorCode;
}

/** The link that it had is closed, and what it knows lets it in no more. */
async function isShutOut(device: SiteDevice): Promise<void> {
  await waitFor(() => device.lines({ event: 'link-down' }).length > 0, 'the link to be cut');
  if (device.identity.startsWith('CP-')) {
    await waitFor(() => device.lines({ event: 'connect-failed' }).length > 0, 'a refusal');
    const [refusal] = device.lines({ event: 'connect-failed' });
    expect(String(refusal?.['why'])).toMatch(/401/);
  }
}

async function comesIn(charger: SiteDevice, password: string): Promise<void> {
  const running = await startChargers({
    ...{ url: site.gateway.ocpp, id: charger.identity, password, speed: site.timeScale },
    connectTimeoutMs: 500,
  });
  await running.stop();
}

async function currentOf(charger: SiteDevice): Promise<unknown> {
  const { account, deviceId } = charger;
  const document = `{ devices(accountNumber: "${account}", deviceId: "${deviceId}") {
    status { current }
  } }`;
  const answer = await site.api.send<{ devices: { status: { current: string } }[] }>(document);
  return answer.data?.devices[0]?.status.current;
}

describe('deauthenticateDevice', () => {
  test('closes the live session of a charger at once, and for good', async () => {
    const charger = await addCharger(site);

    const answer = await send('deauthenticateDevice', {
      ...{ accountNumber: charger.account, deviceType: 'ELECTRIC_VEHICLES' },
    });

    expect(answer.data?.['deauthenticateDevice']).toMatchObject({
      krakenflexDevice: { krakenflexDeviceId: charger.deviceId, provider: 'OCPP_WALLBOX' },
    });
    await isShutOut(charger);
    expect(await currentOf(charger)).toBe('RETIRED');
    const again = await send('deauthenticateDevice', { accountNumber: charger.account });
    expect(codeOf(again)).toBe('KT-CT-4350');
    const { deviceId } = await site.register({
      ...{ account: charger.account, class: 'CHARGER', identity: charger.identity },
    });
    expect(deviceId).not.toBe(charger.deviceId);
  });

  test('closes the live session of a battery, and refuses what waited for it', async () => {
    const battery = await addBattery(site);
    const away = await addBattery(site, { account: battery.account });
    await away.goAway();
    const { document, variables } = setReserve(away, 30);
    const waiting = await site.api.accept(document, variables);
    const retire = `mutation($id: String!) {
      deauthenticateFlexDevice(input: { deviceId: $id }) { device { status { current } } }
    }`;

    for (const { deviceId } of [away, battery]) {
      const answer = await site.api.send(retire, { id: deviceId });
      expect(answer.data?.['deauthenticateFlexDevice']).toEqual({
        device: { status: { current: 'RETIRED' } },
      });
    }

    const refused = await site.reaches(waiting, 'REFUSED');
    expect(refused.reason).toMatchObject({ code: 'device_retired' });
    await isShutOut(battery);
    expect(codeOf(await site.api.send(retire, { id: away.deviceId }))).toBe('KT-CT-4350');
  });
});

test('deleted connection details end the session, until there are new ones', async () => {
  const charger = await addCharger(site);

  const answer = await send('deleteDeviceConnectionDetails', { accountNumber: charger.account });

  expect(answer.data?.['deleteDeviceConnectionDetails']).toMatchObject({
    krakenflexDevice: { krakenflexDeviceId: charger.deviceId, hasToken: false },
  });
  await isShutOut(charger);
  await charger.goAway();
  const again = await send('deleteDeviceConnectionDetails', { accountNumber: charger.account });
  expect(codeOf(again)).toBe('KT-CT-4352');
  const details = JSON.stringify({ identity: charger.identity, password: newPassword });
  const given = await send('ocppAuthentication', { accountNumber: charger.account, details });
  expect(given.data?.['ocppAuthentication']).toMatchObject({
    krakenflexDevice: { krakenflexDeviceId: charger.deviceId, hasToken: true },
  });
  await comesIn(charger, newPassword);
});

test('with another secret the old one opens nothing, and ends the session', async () => {
  const charger = await addCharger(site);

  const answer = await send('reauthenticateDevice', {
    ...{ accountNumber: charger.account, deviceType: 'ELECTRIC_VEHICLES' },
    authentication: { accessToken: newPassword, providerDeviceId: charger.identity },
  });

  expect(answer.data?.['reauthenticateDevice']).toMatchObject({
    krakenflexDevice: { krakenflexDeviceId: charger.deviceId, hasToken: true, status: 'LIVE' },
  });
  expect(JSON.stringify(answer)).not.toContain(newPassword);
  await isShutOut(charger);
  await charger.goAway();
  await expect(comesIn(charger, charger.secret)).rejects.toThrow(/401/);
  await comesIn(charger, newPassword);
});
