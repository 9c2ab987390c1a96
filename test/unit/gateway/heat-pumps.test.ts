import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId, DeviceIdentity } from '../../../src/domain/device.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aController, aDescription, aDevice } from './support/builders.ts';
import { euid } from './support/documents.ts';

const atMs = Date.parse('2026-03-01T11:59:00.000Z');
const report = (value: unknown) => ({ rev: 3, bootId: 'b', atMs, receivedAtMs: atMs, value });

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
  return body.data['r'];
};
const codeOf = async (query: string) =>
  (await api.ask(query, { as: token })).body.errors[0]?.extensions['errorCode'];

const unit = (id: string, propertyId: number | null, state = {}) =>
  aDevice(
    {
      ...{ id: id as DeviceId, class: 'heat_pump_unit', provider: 'DAIKIN', propertyId },
      identity: '00000000000000aa' as DeviceIdentity,
    },
    state,
  );

describe('a third-party heat pump', () => {
  const status = (where: string) => `{ r: heatPumpStatus(${where}) {
    isConnected
    climateControlStatus {
      climateControlEnabled currentClimateControlTemperature targetClimateControlTemperature
    }
    waterTemperatureStatus { waterTemperatureEnabled currentWaterTemperature }
  } }`;
  const value = { climateOn: true, hotWaterOn: false, roomC: 20.5, setpointC: 21, waterC: 48 };

  it('shows what it reported, decimals as strings', async () => {
    api.world.devices.push(unit('u-1', 7, { reports: { unit: report(value) } }));
    for (const where of ['accountNumber: "A-1"', 'accountNumber: "A-1", propertyId: 7']) {
      expect(await read(status(where))).toEqual({
        isConnected: true,
        climateControlStatus: {
          climateControlEnabled: true,
          currentClimateControlTemperature: '20.5',
          targetClimateControlTemperature: '21',
        },
        waterTemperatureStatus: { waterTemperatureEnabled: false, currentWaterTemperature: '48' },
      });
    }
  });

  it('shows the stored state while it is offline, and null for what it never said', async () => {
    const link = { epoch: 1, live: false, connectedAtMs: 1, lostAtMs: 2 };
    const reports = { unit: report({ climateOn: false, roomC: null }) };
    api.world.devices.push(unit('u-1', 7, { link, reports }));
    expect(await read(status('accountNumber: "A-1"'))).toEqual({
      isConnected: false,
      climateControlStatus: {
        climateControlEnabled: false,
        currentClimateControlTemperature: null,
        targetClimateControlTemperature: null,
      },
      waterTemperatureStatus: { waterTemperatureEnabled: null, currentWaterTemperature: null },
    });
  });

  it('has no status of anything before its first report', async () => {
    api.world.devices.push(unit('u-1', null));
    expect(await read(status('accountNumber: "A-1", propertyId: null'))).toEqual({
      ...{ isConnected: true, climateControlStatus: null, waterTemperatureStatus: null },
    });
  });

  it('is not found in another property, when it is retired, or when there is none', async () => {
    expect(await codeOf(status('accountNumber: "A-1"'))).toBe('KT-CT-4301');
    const known = unit('u-1', 7);
    api.world.devices.push(aController(), {
      ...known,
      device: { ...known.device, retiredAtMs: atMs },
    });
    expect(await codeOf(status('accountNumber: "A-1"'))).toBe('KT-CT-4301');
    api.world.devices.push(known);
    expect(await codeOf(status('accountNumber: "A-1", propertyId: 8'))).toBe('KT-CT-4301');
    expect(await codeOf(status('accountNumber: "A-2"'))).toBe('KT-CT-1111');
  });

  it('is a device of its property, the newest of them', async () => {
    const device = (propertyId: number, account = 'A-1') =>
      `{ r: heatPumpDevice(accountNumber: "${account}", propertyId: ${propertyId}) {
        krakenflexDeviceId deviceType provider
      } }`;
    api.world.devices.push(unit('u-3', 8), unit('u-2', 7), unit('u-1', 7));
    expect(await read(device(7))).toEqual({
      ...{ krakenflexDeviceId: 'u-2', deviceType: 'HEAT_PUMPS', provider: 'DAIKIN' },
    });
    expect(await read(device(9))).toBeNull();
    expect(await codeOf(device(7, 'A-2'))).toBe('KT-CT-1111');
  });
});

describe('controllers at a location', () => {
  const list = (name: string, propertyId = '"7"', account = 'A-1') =>
    `{ r: ${name}(accountNumber: "${account}", propertyId: ${propertyId}) {
      controller { euid } heatPumpModel location { propertyId } provisionedAt
    } }`;
  const names = ['octoHeatPumpControllersAtLocation', 'heatPumpControllersAtLocation'];

  it.each(names)('are listed with their heat pump (%s)', async (name) => {
    const known = aController();
    const unseen = aController({ description: null });
    const device = { ...unseen.device, firstConnectedAtMs: null };
    api.world.devices.push(known, { ...unseen, device }, unit('u-1', 7));
    for (const id of ['"7"', '7', '" 7 "']) {
      expect(await read(list(name, id))).toEqual([
        {
          controller: { euid },
          heatPumpModel: 'Outdoor 6',
          location: { propertyId: '7' },
          provisionedAt: '2026-01-15T08:01:00.000000+00:00',
        },
        {
          controller: { euid },
          heatPumpModel: '',
          location: { propertyId: '7' },
          provisionedAt: null,
        },
      ]);
    }
  });

  it('are named by the controller where the heat pump is not described', async () => {
    api.world.devices.push(aController({ description: aDescription({ heatPump: null }) }));
    expect(await read(list('heatPumpControllersAtLocation'))).toMatchObject([
      { heatPumpModel: 'Warm 1' },
    ]);
  });

  it('are none elsewhere, without a property, or retired', async () => {
    const known = aController();
    api.world.devices.push(
      { ...known, device: { ...known.device, propertyId: null } },
      { ...known, device: { ...known.device, retiredAtMs: atMs } },
    );
    for (const id of ['"7"', '"null"', '""', '"0"']) {
      expect(await read(list('heatPumpControllersAtLocation', id))).toEqual([]);
    }
    expect(await codeOf(list('heatPumpControllersAtLocation', '"7"', 'A-2'))).toBe('KT-CT-1111');
  });
});
