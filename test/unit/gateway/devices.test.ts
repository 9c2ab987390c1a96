import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId, DeviceIdentity } from '../../../src/domain/device.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aController, aDescription, aDevice } from './support/builders.ts';

const atMs = Date.parse('2026-03-01T11:59:00.000Z');
const report = (value: unknown) => ({ rev: 3, bootId: 'b', atMs, receivedAtMs: atMs, value });
const neverConnected = { epoch: 0, live: false, connectedAtMs: null, lostAtMs: null };

let api: TestApi;
let token: string;
beforeEach(async () => {
  api = await startTestApi();
  token = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

const read = async (query: string) => {
  const { body } = await api.ask(query, { as: token });
  expect(body.errors).toBeUndefined();
  return body.data;
};
const codeOf = async (query: string) =>
  (await api.ask(query, { as: token })).body.errors[0]?.extensions['errorCode'];

describe('devices', () => {
  const query = (filter = '') => `{ devices(accountNumber: "A-1"${filter}) {
    __typename id name deviceType provider integrationDeviceId propertyId
    status { __typename current isSuspended currentState } alerts { message publishedAt }
    ... on SmartFlexChargePoint { make model } ... on SmartFlexBattery { stateOfCharge } } }`;

  it('shows each in its own type', async () => {
    api.world.telemetry['battery'] = { at: '2026-03-01T11:00:00Z', socPercent: 55.5 };
    api.world.devices.push(
      aDevice(
        {},
        {
          alerts: [
            { message: 'old', publishedAtMs: 1_000 },
            { message: 'new', publishedAtMs: 2_000 },
          ],
        },
      ),
      aDevice({ id: 'battery-1' as DeviceId, class: 'battery', provider: 'OCTOPUS_ENERGY' }),
      aController(),
    );
    const devices = (await read(query()))['devices'] as unknown as readonly object[];
    expect(devices).toEqual([
      expect.objectContaining({
        __typename: 'SmartFlexChargePoint',
        deviceType: 'ELECTRIC_VEHICLES',
        propertyId: '7',
        integrationDeviceId: 'CP-1',
        status: {
          __typename: 'SmartFlexChargePointStatus',
          current: 'LIVE',
          isSuspended: false,
          currentState: 'SMART_CONTROL_CAPABLE',
        },
        alerts: [
          { message: 'new', publishedAt: '1970-01-01T00:00:02.000000+00:00' },
          { message: 'old', publishedAt: '1970-01-01T00:00:01.000000+00:00' },
        ],
      }),
      expect.objectContaining({ __typename: 'SmartFlexBattery', stateOfCharge: '55.5' }),
      expect.objectContaining({ __typename: 'SmartFlexHeatPump', name: 'Acme Warm 1' }),
    ]);
  });

  it('leaves retired ones out unless they are named', async () => {
    api.world.devices.push(aDevice({ retiredAtMs: 5 }));
    expect((await read(query()))['devices']).toEqual([]);
    expect((await read(query(', deviceId: "device-1"')))['devices']).toHaveLength(1);
  });

  it('finds by property and by what the device calls itself', async () => {
    api.world.devices.push(aDevice());
    expect((await read(query(', propertyId: 7')))['devices']).toHaveLength(1);
    expect((await read(query(', propertyId: "8"')))['devices']).toEqual([]);
    expect((await read(query(', integrationDeviceId: "CP-2"')))['devices']).toEqual([]);
  });

  it.each([
    ['retired', { retiredAtMs: 5 }, {}, 'RETIRED'],
    [
      'being onboarded',
      { registeredBy: 'onboarding', hasSecret: false, firstConnectedAtMs: null },
      { link: neverConnected },
      'AUTHENTICATION_PENDING',
    ],
    [
      'never connected',
      { firstConnectedAtMs: null },
      { link: neverConnected },
      'AUTHENTICATION_PENDING',
    ],
    ['boosted', {}, { wishes: { boost: { transactionId: 't', atMs: 1 } } }, 'BOOSTING'],
    [
      'suspended',
      {},
      { wishes: { suspended: { transactionId: 't', atMs: 1 } } },
      'SMART_CONTROL_OFF',
    ],
    [
      'offline',
      {},
      { link: { epoch: 1, live: false, connectedAtMs: 1, lostAtMs: 2 } },
      'LOST_CONNECTION',
    ],
  ] as const)('says what a device is that is %s', async (_name, facts, state, currentState) => {
    api.world.devices.push(aDevice(facts, state));
    const devices = (await read(query(', deviceId: "device-1"')))['devices'];
    expect(devices).toEqual([
      expect.objectContaining({ status: expect.objectContaining({ currentState }) }),
    ]);
  });

  it('of an account that the token does not hold are refused', async () => {
    expect(await codeOf('{ devices(accountNumber: "A-2") { id } }')).toBe('KT-CT-1111');
  });
});

describe('the older reads', () => {
  it('give the charge point', async () => {
    const charger = { maxAmps: 32, phases: 1 };
    const description = aDescription({ class: 'charger', charger });
    api.world.devices.push(
      aDevice({ retiredAtMs: 1 }),
      aDevice({ id: 'd2' as DeviceId }, { description }),
    );
    const data = await read(`{ registeredKrakenflexDevice(accountNumber: "A-1") {
      krakenflexDeviceId provider chargePointMake chargePointPowerInKw status hasToken createdAt
    } }`);
    expect(data['registeredKrakenflexDevice']).toEqual({
      krakenflexDeviceId: 'd2',
      provider: 'OCPP_WALLBOX',
      chargePointMake: 'Acme',
      chargePointPowerInKw: '7.36',
      status: 'LIVE',
      hasToken: true,
      createdAt: '2026-01-15T08:00:00.000000+00:00',
    });
  });

  it('give the battery of a property with its readings', async () => {
    const battery = { capacityKwh: 10, maxChargeW: 3_600, maxDischargeW: 5_000 };
    api.world.devices.push(
      aDevice(
        { class: 'battery' },
        {
          description: aDescription({ class: 'battery', battery }),
          reports: { battery: report({ reserve: { minSocPercent: 20 }, suspended: true }) },
        },
      ),
    );
    api.world.telemetry['battery'] = { at: '2026-03-01T11:00:00Z', socPercent: 55, powerW: -1_500 };
    const query = (
      propertyId: number,
    ) => `{ batteryDevice(accountNumber: "A-1", propertyId: ${propertyId}) {
      deviceType deviceStatus { suspended maxImportInKw maxExportInKw
        readings {
          activePowerInKw { value timestamp } energyInKwh { value } socPercentage { value }
        } }
      chargingPreferences { minimumSocPercentage maximumSocPercentage } } }`;
    expect((await read(query(7)))['batteryDevice']).toEqual({
      deviceType: 'BATTERIES',
      deviceStatus: {
        suspended: true,
        maxImportInKw: 3.6,
        maxExportInKw: 5,
        readings: {
          activePowerInKw: { value: -1.5, timestamp: '2026-03-01T11:00:00.000000+00:00' },
          energyInKwh: null,
          socPercentage: { value: 55 },
        },
      },
      chargingPreferences: { minimumSocPercentage: 20, maximumSocPercentage: null },
    });
    expect((await read(query(8)))['batteryDevice']).toBeNull();
  });

  it('tell a charge point where to connect', async () => {
    api.world.devices.push(aDevice({ identity: 'CP-9' as DeviceIdentity }));
    const data = await read(`{ ocppDetails(accountNumber: "A-1") { url username }
      ocppConnection(accountNumber: "A-1") { isConnected } }`);
    expect(data).toEqual({
      ocppDetails: { url: 'ws://127.0.0.1:9000/ocpp', username: 'CP-9' },
      ocppConnection: { isConnected: true },
    });
  });

  it('say when there is none', async () => {
    expect(await codeOf('{ ocppDetails(accountNumber: "A-1") { url } }')).toBe('KT-CT-4301');
    const query = '{ registeredKrakenflexDevice(accountNumber: "A-1") { status } }';
    expect((await read(query))['registeredKrakenflexDevice']).toBeNull();
  });
});
