import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountNumber, DeviceId, DeviceIdentity } from '../../../src/domain/device.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aDevice } from './support/builders.ts';

let api: TestApi;
let account: string;
let service: string;
beforeEach(async () => {
  api = await startTestApi();
  account = await signInAs(api, 'account', ['A-1']);
  service = await signInAs(api, 'service');
});
afterEach(() => api.close());

const codeOf = async (query: string, as: string) =>
  (await api.ask(query, { as })).body.errors?.[0]?.extensions['errorCode'];

describe('registerGatewayDevice', () => {
  const register = (deviceClass: string, identity: string, accountNumber = 'A-1') =>
    `mutation {
      registerGatewayDevice(input: {
        accountNumber: "${accountNumber}", propertyId: 1, class: ${deviceClass},
        identity: "${identity}"
      }) { deviceId secret }
    }`;

  it.each([
    ['HEAT_PUMP_CONTROLLER', '00:1E:5E:09:02:BA:5D:84', '001e5e0902ba5d84'],
    ['BATTERY', '001E5E0902BA5D84', '001e5e0902ba5d84'],
    ['CHARGER', 'CP_1:x-2', 'CP_1:x-2'],
    ['CHARGER', '..a', '..a'],
  ])('binds a %s and shows its secret once', async (deviceClass, identity, stored) => {
    const { body } = await api.ask(register(deviceClass, identity), { as: service });
    const { deviceId, secret } = body.data['registerGatewayDevice'] ?? {};
    expect(secret).toMatch(/^[\w-]{40}$/);
    const state = api.world.devices.find(({ device }) => device.id === deviceId);
    expect(state?.device).toMatchObject({ identity: stored, hasSecret: true, propertyId: 1 });
    expect(JSON.stringify(api.world.logged)).not.toContain(String(secret));
  });

  it('refuses an identity that any account has, in any spelling', async () => {
    await api.ask(register('HEAT_PUMP_CONTROLLER', '001e5e0902ba5d84'), { as: service });
    const again = register('HEAT_PUMP_CONTROLLER', '00:1E:5E:09:02:BA:5D:84', 'A-2');
    const { body } = await api.ask(again, { as: service });
    expect(body.errors[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4324',
      validationErrors: [{ inputPath: ['input', 'identity'] }],
    });
  });

  it.each([
    ['HEAT_PUMP_CONTROLLER', 'CP-1'],
    ['CHARGER', 'with/slash'],
    ['CHARGER', 'x'.repeat(49)],
    ['CHARGER', ''],
    ['CHARGER', '.'],
    ['VEHICLE', '..'],
  ])('refuses a %s called %.20s', async (deviceClass, identity) => {
    const { body } = await api.ask(register(deviceClass, identity), { as: service });
    expect(body.errors[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4321',
      validationErrors: [{ inputPath: ['input', 'identity'] }],
    });
  });

  it('names all that is wrong at once', async () => {
    const query = register('CHARGER', 'with/slash', 'A 1').replace(
      'propertyId: 1',
      'propertyId: -1',
    );
    const { body } = await api.ask(query, { as: service });
    expect(body.errors[0]?.extensions['validationErrors']).toMatchObject([
      { inputPath: ['input', 'accountNumber'] },
      { inputPath: ['input', 'propertyId'] },
      { inputPath: ['input', 'identity'] },
    ]);
  });

  it('is for the roles service and installer', async () => {
    const installer = await signInAs(api, 'installer', ['A-1']);
    const operator = await signInAs(api, 'operator');
    expect(await codeOf(register('CHARGER', 'CP-1'), installer)).toBeUndefined();
    expect(await codeOf(register('CHARGER', 'CP-2', 'A-2'), installer)).toBe('KT-CT-1111');
    expect(await codeOf(register('CHARGER', 'CP-3'), account)).toBe('KT-CT-1111');
    expect(await codeOf(register('CHARGER', 'CP-4'), operator)).toBe('KT-CT-1111');
  });
});

describe('deviceRegistration', () => {
  const register = (type: string, provider: string, providerDeviceId?: string) => {
    const authentication = providerDeviceId
      ? `, authentication: {providerDeviceId: "${providerDeviceId}"}`
      : '';
    return `mutation {
      deviceRegistration(input: {
        accountNumber: "A-1", propertyId: 3, deviceType: ${type}, provider: ${provider}
        ${authentication}
      }) { registeredDeviceIds }
    }`;
  };

  it.each([
    ['ELECTRIC_VEHICLES', 'OCPP_WALLBOX', 'charger'],
    ['ELECTRIC_VEHICLES', 'OCPP', 'charger'],
    ['BATTERIES', 'OCTOPUS_ENERGY', 'battery'],
    ['HEAT_PUMPS', 'DAIKIN', 'heat_pump_unit'],
    ['HEAT_PUMPS', 'OCTOPUS_ENERGY', 'heat_pump_unit'],
  ])('makes a device of %s by %s a %s', async (type, provider, deviceClass) => {
    const { body } = await api.ask(register(type, provider), { as: account });
    const [state] = api.world.devices;
    expect(body.data['deviceRegistration']?.['registeredDeviceIds']).toEqual([state?.device.id]);
    expect(state?.device).toMatchObject({
      class: deviceClass,
      provider,
      identity: null,
      hasSecret: false,
      registeredBy: 'onboarding',
    });
  });

  it.each([
    ['OCPP', 'deviceVariantId: "1"', 'vehicle'],
    ['OCPP', 'auxDeviceVariantId: "1"', 'vehicle'],
    ['OCPP', 'deviceVariantId: "1", auxDeviceVariantId: "1001"', 'charger'],
    ['OCPP', 'deviceVariantId: "1001"', 'charger'],
    ['OCPP_WALLBOX', 'deviceVariantId: "1"', 'charger'],
  ])('makes what comes by %s and is { %s } a %s', async (provider, details, deviceClass) => {
    const query = register('ELECTRIC_VEHICLES', provider).replace(
      'propertyId: 3',
      `propertyId: 3, deviceDetails: { ${details} }`,
    );
    expect((await api.ask(query, { as: account })).body.errors).toBeUndefined();
    expect(api.world.devices[0]?.device.class).toBe(deviceClass);
  });

  it('binds the name that the device already uses', async () => {
    await api.ask(register('ELECTRIC_VEHICLES', 'OCPP', 'CP-7'), { as: account });
    expect(api.world.devices[0]?.device.identity).toBe('CP-7');
    const again = await api.ask(register('ELECTRIC_VEHICLES', 'OCPP', 'CP-7'), { as: account });
    expect(again.body.errors[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4324',
      validationErrors: [{ inputPath: ['input', 'authentication', 'providerDeviceId'] }],
      reason: { detail: 'the identity belongs to a registered device' },
    });
  });

  it.each([
    ['ELECTRIC_VEHICLES', 'TESLA', 'a charger of TESLA is not reached from here'],
    ['ELECTRIC_VEHICLES', 'OCTOPUS_ENERGY', 'a charger of OCTOPUS_ENERGY is not reached from here'],
    ...[
      ...['TESLA', 'BMW', 'DAIKIN', 'ENODE', 'ENPHASE', 'GIVENERGY', 'HUAWEI', 'SOLAREDGE'],
      ...['SMARTFLEX_CONNECT', 'OCPP'],
    ].map(
      (maker) => ['BATTERIES', maker, `a battery of ${maker} is not reached from here`] as const,
    ),
    ['HEAT_PUMPS', 'TESLA', 'a heat pump unit of TESLA is not reached from here'],
    ['INVERTERS', 'SOLAREDGE', 'the gateway controls no INVERTERS'],
  ] as const)('refuses %s by %s', async (type, provider, detail) => {
    const { body } = await api.ask(register(type, provider), { as: account });
    expect(body.errors[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4312',
      reason: { code: 'no_adapter', detail },
    });
  });
});

describe('ocppAuthentication', () => {
  const set = (details: unknown, accountNumber = 'A-1') => {
    const text = JSON.stringify(typeof details === 'string' ? details : JSON.stringify(details));
    return `mutation {
      ocppAuthentication(input: { accountNumber: "${accountNumber}", details: ${text} }) {
        krakenflexDevice { krakenflexDeviceId hasToken }
      }
    }`;
  };
  const password = 'sixteen-chars-pw';
  const bare = { identity: null, hasSecret: false };

  it('gives the newest charger without credentials its own', async () => {
    api.world.devices.push(
      aDevice({ id: 'c3' as DeviceId, identity: 'CP-3' as DeviceIdentity }),
      aDevice({ id: 'c2' as DeviceId, ...bare }),
      aDevice({ id: 'c1' as DeviceId, ...bare }),
    );
    const { body } = await api.ask(set({ identity: 'CP-2', password }), { as: account });
    expect(body.data['ocppAuthentication']?.['krakenflexDevice']).toEqual({
      krakenflexDeviceId: 'c2',
      hasToken: true,
    });
  });

  it('replaces those of the newest, or of the charger of that name', async () => {
    api.world.devices.push(
      aDevice({ id: 'c2' as DeviceId, identity: 'CP-2' as DeviceIdentity }),
      aDevice({ id: 'c1' as DeviceId, identity: 'CP-1' as DeviceIdentity }),
    );
    const idOf = async (identity: string) => {
      const { body } = await api.ask(set({ identity, password }), { as: account });
      return body.data['ocppAuthentication']?.['krakenflexDevice'];
    };
    expect(await idOf('CP-1')).toMatchObject({ krakenflexDeviceId: 'c1' });
    expect(await idOf('CP-9')).toMatchObject({ krakenflexDeviceId: 'c2' });
  });

  it.each([
    ['no JSON', 'identity=CP-1'],
    ['a missing password', { identity: 'CP-1' }],
    ['a short password', { identity: 'CP-1', password: 'short' }],
    ['an odd identity', { identity: 'a/b', password }],
    ['an identity that is a step in a path', { identity: '..', password }],
    ['a password with a line feed', { identity: 'CP-1', password: `${password}\n` }],
    ['a password with a null byte', { identity: 'CP-1', password: `${password}\0` }],
    ['a password of blanks', { identity: 'CP-1', password: ' '.repeat(20) }],
    ['a password with a blank', { identity: 'CP-1', password: `${password} ${password}` }],
    ['another device’s identity', { identity: 'CP-X', password }],
    ['null', 'null'],
  ])('refuses %s with 4310', async (_name, details) => {
    api.world.devices.push(
      aDevice({ ...bare }),
      aDevice({
        id: 'x' as DeviceId,
        identity: 'CP-X' as DeviceIdentity,
        accountNumber: 'A-2' as AccountNumber,
      }),
    );
    const { body } = await api.ask(set(details), { as: account });
    expect(body.errors[0]?.extensions['errorCode']).toBe('KT-CT-4310');
  });

  it('needs a charger, and an account that is held', async () => {
    expect(await codeOf(set({ identity: 'CP-1', password }), account)).toBe('KT-CT-4301');
    expect(await codeOf(set({ identity: 'CP-1', password }, 'A-2'), account)).toBe('KT-CT-1111');
  });
});

describe('API keys', () => {
  const create = (role: string, rest = '') =>
    `mutation { createApiKey(input: {name: "a key", role: ${role}${rest}}) { id key } }`;

  it('are made, listed without their text, and revoked', async () => {
    const made = await api.ask(create('ACCOUNT', ', accounts: ["A-1"]'), { as: service });
    const { id, key } = made.body.data['createApiKey'] ?? {};
    expect(key).toMatch(/^jg_/);
    const list = '{ apiKeys { id name role accounts createdAt revokedAt } }';
    const listed = await api.ask(list, { as: service });
    expect(JSON.stringify(listed.body)).not.toContain(String(key));
    expect(listed.body.data['apiKeys']).toContainEqual(
      expect.objectContaining({ id, role: 'ACCOUNT', accounts: ['A-1'], revokedAt: null }),
    );
    const revoke = `mutation { revokeApiKey(id: "${id}") { apiKey { revokedAt } } }`;
    const revoked = (await api.ask(revoke, { as: service })).body.data['revokeApiKey'];
    expect(revoked).toEqual({ apiKey: { revokedAt: '2026-03-01T12:00:00.000000+00:00' } });
  });

  it.each([
    ['an installer without accounts', create('INSTALLER')],
    ['an account without accounts', create('ACCOUNT', ', accounts: []')],
    ['an empty account', create('ACCOUNT', ', accounts: [""]')],
    ['no name', create('SERVICE').replace('a key', ' ')],
  ])('refuses %s', async (_name, query) => {
    expect(await codeOf(query, service)).toBe('KT-CT-4321');
  });

  it('are for the role service', async () => {
    for (const query of [
      create('SERVICE'),
      '{ apiKeys { id } }',
      'mutation { revokeApiKey(id: "key-1") { apiKey { id } } }',
    ]) {
      expect(await codeOf(query, account)).toBe('KT-CT-1111');
    }
  });

  it('that do not exist cannot be revoked', async () => {
    const query = 'mutation { revokeApiKey(id: "nope") { apiKey { id } } }';
    expect(await codeOf(query, service)).toBe('api_key_not_found');
  });
});
