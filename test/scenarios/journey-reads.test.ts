import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../support/graphql-client.ts';
import { type Site, startSite } from '../support/site.ts';
import { addBattery, addCharger, addHeatPump, type SiteDevice } from '../support/site-devices.ts';
import { accept, boost, rename, setReserve, setWater, setZone } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

const account = 'A-READS001';
let site: Site;
let pump: SiteDevice;
let battery: SiteDevice;
let charger: SiteDevice;

beforeAll(async () => {
  site = await startSite();
  [pump, battery, charger] = await Promise.all([
    addHeatPump(site, { account }),
    addBattery(site, { account }),
    addCharger(site, { account }),
  ]);
});
afterAll(() => site?.stop());

async function ask<T>(document: string, variables: object = {}): Promise<T> {
  const answer = await site.api.send<T>(document, variables);
  if (!answer.data || answer.errors.length > 0) throw new Error(JSON.stringify(answer));
  return answer.data;
}

test('the viewer of a key is shown the accounts that it names', async () => {
  const made = await ask<{ createApiKey: { key: string } }>(
    `mutation { createApiKey(input: { name: "app", role: ACCOUNT, accounts: ["${account}"] }) {
      id key
    } }`,
  );
  const app = await signIn(site.gateway.http, made.createApiKey.key);

  const answer = await app.send('{ viewer { id accounts { number } } }');

  expect(answer.errors).toEqual([]);
  expect(answer.data).toMatchObject({ viewer: { accounts: [{ number: account }] } });
});

test('the EUIDs of an account come with colons, and are taken back in any form', async () => {
  const read = await ask<{ octoHeatPumpControllerEuids: string[] }>(
    `{ octoHeatPumpControllerEuids(accountNumber: "${account}") }`,
  );

  const [euid = ''] = read.octoHeatPumpControllerEuids;
  expect(euid).toMatch(/^([0-9a-f]{2}:){7}[0-9a-f]{2}$/);
  expect(euid.replaceAll(':', '')).toBe(pump.identity);
  for (const form of [euid, euid.toUpperCase(), pump.identity]) {
    const answer = await site.api.send(
      `{ heatPumpControllerStatus(accountNumber: "${account}", euid: "${form}") {
        zones { zone }
      } }`,
    );
    expect(answer.errors).toEqual([]);
  }
});

test('status and configuration of a controller show what the commands did', async () => {
  await site.reaches(
    await accept(site, setZone(pump, { zone: 'ZONE_2', mode: 'ON', setpointInCelsius: 20.5 })),
    'SUCCEEDED',
  );
  await site.reaches(await accept(site, rename(pump, 'SENSOR01', 'Attic')), 'SUCCEEDED');
  const document = `query($account: String!, $euid: ID!) {
    octoHeatPumpControllerStatus(accountNumber: $account, euid: $euid) {
      sensors { code connectivity { online retrievedAt } telemetry { temperatureInCelsius } }
      zones { zone telemetry { mode setpointInCelsius relaySwitchedOn } }
    }
    octoHeatPumpControllerConfiguration(accountNumber: $account, euid: $euid) {
      controller { connected state firmwareConfiguration { esp32 eui } accessPointPassword }
      heatPump { serialNumber }
      zones { configuration {
        code zoneType enabled currentOperation { mode setpointInCelsius }
        sensors {
          ... on ADCSensorConfiguration { code displayName }
          ... on ZigbeeSensorConfiguration { code displayName }
        }
      } }
    }
  }`;
  type Zones = { zone: string; telemetry: { mode: string; setpointInCelsius: number } }[];
  type Configured = { configuration: { code: string; sensors: { displayName: string }[] } }[];
  type Data = {
    octoHeatPumpControllerStatus: { zones: Zones; sensors: { code: string }[] };
    octoHeatPumpControllerConfiguration: { controller: object; zones: Configured };
  };

  const read = await ask<Data>(document, { account, euid: pump.identity });

  const status = read.octoHeatPumpControllerStatus;
  const zone = status.zones.find((each) => each.zone === 'ZONE_2');
  expect(zone?.telemetry).toMatchObject({ mode: 'ON', setpointInCelsius: 20.5 });
  expect(status.sensors.map(({ code }) => code)).toContain('SENSOR01');
  const { controller, zones } = read.octoHeatPumpControllerConfiguration;
  expect(controller).toMatchObject({ connected: true, accessPointPassword: null });
  const names = zones.flatMap(({ configuration }) =>
    configuration.sensors.map(({ displayName }) => displayName),
  );
  expect(names).toContain('Attic');
});

test('devices lists every device of the account, newest first, each by its own type', async () => {
  type Data = { devices: { id: string; __typename: string; status: object }[] };
  const read = await ask<Data>(
    `{ devices(accountNumber: "${account}") {
      __typename id name deviceType provider status { current currentState isSuspended }
      alerts { message publishedAt } integrationDeviceId propertyId
    } }`,
  );

  expect(read.devices.map(({ id }) => id).sort()).toEqual(
    [pump.deviceId, battery.deviceId, charger.deviceId].sort(),
  );
  const types = new Map(read.devices.map(({ id, __typename }) => [id, __typename]));
  expect(types.get(charger.deviceId)).toBe('SmartFlexChargePoint');
  expect(types.get(battery.deviceId)).toBe('SmartFlexBattery');
  for (const device of read.devices) expect(device.status).toMatchObject({ current: 'LIVE' });
});

test('the reads of older clients show the charger and the battery', async () => {
  await site.reaches(await accept(site, setReserve(battery, 25)), 'SUCCEEDED');
  const document = `query($account: String!) {
    registeredKrakenflexDevice(accountNumber: $account) {
      krakenflexDeviceId provider status suspended hasToken chargePointMake createdAt
    }
    batteryDevice(accountNumber: $account, propertyId: 1) {
      krakenflexDeviceId deviceType chargingPreferences { minimumSocPercentage }
      deviceStatus { suspended readings { socPercentage { value timestamp } } }
    }
    ocppDetails(accountNumber: $account) { url username }
    ocppConnection(accountNumber: $account) { isConnected }
  }`;

  const read = await waitFor(async () => {
    const data = await ask<{ batteryDevice: { deviceStatus: { readings: unknown } } }>(document, {
      account,
    });
    return data.batteryDevice.deviceStatus.readings ? data : null;
  }, 'the first telemetry of the battery');

  expect(read).toMatchObject({
    registeredKrakenflexDevice: {
      krakenflexDeviceId: charger.deviceId,
      status: 'LIVE',
      hasToken: true,
      suspended: false,
    },
    batteryDevice: {
      krakenflexDeviceId: battery.deviceId,
      chargingPreferences: { minimumSocPercentage: 25 },
    },
    ocppDetails: { url: site.gateway.ocpp, username: charger.identity },
    ocppConnection: { isConnected: true },
  });
});

test('a boost shows in devices and is gone after its cancel', async () => {
  const stateOf = async () => {
    type Data = { devices: { status: { currentState: string } }[] };
    const read = await ask<Data>(
      `{ devices(accountNumber: "${account}", deviceId: "${charger.deviceId}") {
        status { currentState }
      } }`,
    );
    return read.devices[0]?.status.currentState;
  };

  await site.reaches(await accept(site, boost(charger)), 'SUCCEEDED');
  expect(await stateOf()).toBe('BOOSTING');
  await site.reaches(await accept(site, boost(charger, 'CANCEL')), 'SUCCEEDED');
  expect(await stateOf()).toMatch(/^SMART_CONTROL_/);
});

test('pages of deviceTransactions hold every transaction once, oldest change first', async () => {
  const own = await addHeatPump(site);
  const made: string[] = [];
  for (const setpoint of [41, 42, 43, 44, 45]) {
    const id = await accept(site, setWater(own, setpoint));
    await site.reaches(id, 'SUCCEEDED');
    made.push(id);
  }
  const page = async (after: string | null, updatedAfter: string | null = null) => {
    type Data = {
      deviceTransactions: {
        totalCount: number;
        pageInfo: { hasNextPage: boolean; endCursor: string };
        edges: { node: { id: string; updatedAt: string } }[];
      };
    };
    const data = await ask<Data>(
      `query($account: String!, $after: String, $updatedAfter: DateTime) {
        deviceTransactions(
          accountNumber: $account, first: 2, after: $after, updatedAfter: $updatedAfter
        ) { totalCount pageInfo { hasNextPage endCursor } edges { node { id updatedAt } } }
      }`,
      { account: own.account, after, updatedAfter },
    );
    return data.deviceTransactions;
  };

  const pages = [await page(null)];
  while (pages.at(-1)?.pageInfo.hasNextPage) {
    pages.push(await page(pages.at(-1)?.pageInfo.endCursor ?? null));
  }

  const seen = pages.flatMap(({ edges }) => edges.map(({ node }) => node));
  expect(seen.map(({ id }) => id)).toEqual(made);
  expect(pages.map(({ edges }) => edges.length)).toEqual([2, 2, 1]);
  expect(pages[0]?.totalCount).toBe(5);
  const later = await page(null, seen[2]?.updatedAt);
  expect(later.edges.map(({ node }) => node.id)).toEqual(made.slice(3));
});
