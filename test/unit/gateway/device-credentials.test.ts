import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  AccountNumber,
  Device,
  DeviceId,
  DeviceIdentity,
} from '../../../src/domain/device.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aDevice } from './support/builders.ts';

let api: TestApi;
let account: string;
beforeEach(async () => {
  api = await startTestApi();
  account = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

const secret = 'sixteen-chars-pw';

function add(id: string, facts: Partial<Device> = {}) {
  const identity = `CP-${id}` as DeviceIdentity;
  api.world.devices.push(aDevice({ id: id as DeviceId, identity, ...facts }));
}

async function errorOf(query: string, as = account) {
  return (await api.ask(query, { as })).body.errors?.[0]?.extensions;
}

describe('reauthenticateDevice', () => {
  const ask = (authentication: string, deviceType = 'ELECTRIC_VEHICLES', accountNumber = 'A-1') =>
    `mutation { reauthenticateDevice(input: { accountNumber: "${accountNumber}"
      deviceType: ${deviceType}, authentication: { ${authentication} } }) {
      krakenflexDevice { krakenflexDeviceId hasToken }
    } }`;
  const token = `accessToken: "${secret}"`;

  it('gives a device another secret, and cuts its link', async () => {
    add('c1', { hasSecret: false });
    const { body, response } = await api.ask(ask(token), { as: account });
    expect(body.data['reauthenticateDevice']?.['krakenflexDevice']).toEqual({
      ...{ krakenflexDeviceId: 'c1', hasToken: true },
    });
    expect(api.world.cutLinks).toEqual([{ id: 'c1', reason: 'it was given other credentials' }]);
    expect(response.body + JSON.stringify(api.world.logged)).not.toContain(secret);
  });

  it('asks which of several is meant', async () => {
    add('c2');
    add('c1');
    add('gone', { retiredAtMs: 1 });
    expect((await errorOf(ask(token)))?.['errorCode']).toBe('KT-CT-4364');
    expect(await errorOf(ask(`${token}, providerDeviceId: "CP-c1"`))).toBeUndefined();
    expect(api.world.cutLinks).toMatchObject([{ id: 'c1' }]);
  });

  it('knows an EUID in any spelling', async () => {
    add('b1', {
      class: 'battery',
      identity: '001e5e0902ba5d84' as DeviceIdentity,
      provider: 'OCTOPUS_ENERGY',
    });
    const named = `${token}, providerDeviceId: "00:1E:5E:09:02:BA:5D:84"`;
    expect(await errorOf(ask(named, 'BATTERIES'))).toBeUndefined();
  });

  it.each([
    ['no device of the type', token, 'BATTERIES', 'KT-CT-4313'],
    ['a name of none of them', `${token}, providerDeviceId: "CP-9"`, undefined, 'KT-CT-4313'],
    ['a type that the gateway has none of', token, 'INVERTERS', 'KT-CT-4363'],
    ['no secret', '', undefined, 'KT-CT-4315'],
    ['a short secret', 'accessToken: "short"', undefined, 'KT-CT-4315'],
  ])('refuses %s', async (_name, authentication, type, code) => {
    add('c1');
    expect((await errorOf(ask(authentication, type)))?.['errorCode']).toBe(code);
    expect(api.world.cutLinks).toEqual([]);
  });

  it.each([
    ['a provider without an adapter', { provider: 'TESLA' }, 'ELECTRIC_VEHICLES', 'KT-CT-4314'],
    [
      'a battery that its maker reaches',
      { class: 'battery', provider: 'GIVENERGY' },
      ...['BATTERIES', 'KT-CT-4314'],
    ],
    ['a device without a name', { identity: null }, 'ELECTRIC_VEHICLES', 'KT-CT-4315'],
    [
      'a controller, which shows a certificate',
      { class: 'heat_pump_controller', provider: 'OCTOPUS_ENERGY' },
      ...['HEAT_PUMPS', 'KT-CT-4315'],
    ],
  ] as const)('refuses %s', async (_name, facts, type, code) => {
    add('d1', facts);
    expect((await errorOf(ask(token, type)))?.['errorCode']).toBe(code);
  });

  it('is for accounts that are held', async () => {
    add('c1', { accountNumber: 'A-2' as AccountNumber });
    expect((await errorOf(ask(token)))?.['errorCode']).toBe('KT-CT-4313');
    expect((await errorOf(ask(token, 'ELECTRIC_VEHICLES', 'A-2')))?.['errorCode']).toBe(
      'KT-CT-1111',
    );
  });
});

it('reauthenticateDevice says why a type or a device takes no secret', async () => {
  const ask = (deviceType: string) => `mutation { reauthenticateDevice(input: {
    accountNumber: "A-1", deviceType: ${deviceType}, authentication: { accessToken: "${secret}" }
  }) { krakenflexDevice { hasToken } } }`;
  add('d1', { class: 'heat_pump_controller', provider: 'OCTOPUS_ENERGY' });
  expect((await errorOf(ask('HEAT_PUMPS')))?.['reason']).toEqual({
    ...{ code: 'unusable_secret', detail: 'no secret is of use: it shows a certificate' },
  });
  expect((await errorOf(ask('INVERTERS')))?.['reason']).toEqual({
    ...{ code: 'no_adapter', detail: 'the gateway controls no INVERTERS' },
  });
});

describe('deauthenticateDevice', () => {
  const ask = (rest = '') =>
    `mutation { deauthenticateDevice(input: { accountNumber: "A-1" ${rest} }) {
      krakenflexDevice { krakenflexDeviceId provider deviceType }
    } }`;

  it('retires the newest of a type, and cuts its link', async () => {
    add('b1', { class: 'battery', provider: 'OCTOPUS_ENERGY' });
    add('c2');
    add('c1');
    const { body } = await api.ask(ask(', deviceType: ELECTRIC_VEHICLES'), { as: account });
    expect(body.data['deauthenticateDevice']?.['krakenflexDevice']).toEqual({
      ...{ krakenflexDeviceId: 'c2', provider: 'OCPP_WALLBOX', deviceType: 'ELECTRIC_VEHICLES' },
    });
    expect(api.world.cutLinks).toEqual([{ id: 'c2', reason: 'it was de-authenticated' }]);
    expect(api.world.devices.map(({ device }) => device.retiredAtMs !== null)).toEqual([
      ...[false, true, false],
    ]);
  });

  it('retires the newest of any type when none is named', async () => {
    add('b1', { class: 'battery' });
    add('c1');
    expect(await errorOf(ask())).toBeUndefined();
    expect(api.world.cutLinks).toMatchObject([{ id: 'b1' }]);
  });

  it('tells a device that is retired from none at all', async () => {
    expect((await errorOf(ask()))?.['errorCode']).toBe('KT-CT-4301');
    add('c1', { retiredAtMs: 1 });
    expect(await errorOf(ask())).toMatchObject({
      errorCode: 'KT-CT-4350',
      reason: { code: 'device_retired', detail: 'the device is retired already' },
    });
    expect((await errorOf(ask(', deviceType: INVERTERS')))?.['errorCode']).toBe('KT-CT-4301');
    expect(api.world.cutLinks).toEqual([]);
  });
});

describe('deauthenticateFlexDevice', () => {
  const ask = (id: string) =>
    `mutation { deauthenticateFlexDevice(input: { deviceId: "${id}" }) {
      device { id status { current currentState } }
    } }`;

  it('retires that device, once', async () => {
    add('c2');
    add('c1');
    const { body } = await api.ask(ask('c1'), { as: account });
    expect(body.data['deauthenticateFlexDevice']?.['device']).toEqual({
      ...{ id: 'c1', status: { current: 'RETIRED', currentState: 'RETIRED' } },
    });
    expect((await errorOf(ask('c1')))?.['errorCode']).toBe('KT-CT-4350');
    expect(api.world.cutLinks).toMatchObject([{ id: 'c1' }]);
  });

  it('gives the same answer for an unknown device and for one of another account', async () => {
    add('x', { accountNumber: 'A-2' as AccountNumber });
    expect((await errorOf(ask('x')))?.['errorCode']).toBe('KT-CT-4301');
    expect((await errorOf(ask('nope')))?.['errorCode']).toBe('KT-CT-4301');
  });

  it('is not for operators, who may read every device', async () => {
    add('c1');
    const operator = await signInAs(api, 'operator');
    expect((await errorOf(ask('c1'), operator))?.['errorCode']).toBe('KT-CT-1111');
  });
});

describe('deleteDeviceConnectionDetails', () => {
  const ask = `mutation { deleteDeviceConnectionDetails(input: { accountNumber: "A-1" }) {
    krakenflexDevice { krakenflexDeviceId hasToken }
  } }`;

  it('takes them from the newest charge point or vehicle, once, and cuts its link', async () => {
    add('b1', { class: 'battery' });
    add('v1', { class: 'vehicle' });
    add('c1');
    const { body } = await api.ask(ask, { as: account });
    expect(body.data['deleteDeviceConnectionDetails']?.['krakenflexDevice']).toEqual({
      ...{ krakenflexDeviceId: 'v1', hasToken: false },
    });
    expect(api.world.cutLinks).toEqual([{ id: 'v1', reason: 'its credentials were deleted' }]);
    expect(await errorOf(ask)).toMatchObject({
      errorCode: 'KT-CT-4352',
      reason: { code: 'no_credentials', detail: 'the device has no credentials' },
    });
  });

  it('needs a charge point or vehicle', async () => {
    add('b1', { class: 'battery' });
    add('c1', { retiredAtMs: 1 });
    expect((await errorOf(ask))?.['errorCode']).toBe('KT-CT-4301');
  });
});
