import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';

let api: TestApi;
let account: string;
beforeEach(async () => {
  api = await startTestApi();
  account = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

const password = 'sixteen-chars-pw';
const minuteMs = 60_000;

async function errorOf(query: string) {
  return (await api.ask(query, { as: account })).body.errors?.[0]?.extensions;
}

describe('registerDevice', () => {
  const register = (over: Record<string, string> = {}) => {
    const input = {
      ...{ accountNumber: '"A-1"', supportedProvider: 'OCPP_WALLBOX' },
      ...{ vehicle: '{ vehicleId: 22 }', chargePoint: '{ chargePointId: "1018" }' },
      ...over,
    };
    const fields = Object.entries(input).map(([name, value]) => `${name}: ${value}`);
    return `mutation { registerDevice(input: { ${fields.join(', ')} }) {
      krakenflexDevice { krakenflexDeviceId provider vehicleMake vehicleModel
        vehicleBatterySizeInKwh chargePointMake chargePointModel chargePointPowerInKw
        status hasToken }
    } }`;
  };
  const signIn = (id: string, token: string) =>
    `{ providerDeviceId: ${JSON.stringify(id)}, accessToken: ${JSON.stringify(token)} }`;

  it('begins to onboard a charge point with its vehicle', async () => {
    const { body } = await api.ask(register({ propertyId: '3' }), { as: account });
    const [state] = api.world.devices;
    expect(body.data['registerDevice']?.['krakenflexDevice']).toEqual({
      krakenflexDeviceId: state?.device.id,
      provider: 'OCPP_WALLBOX',
      ...{ vehicleMake: 'Nissan', vehicleModel: 'Leaf 40 kWh', vehicleBatterySizeInKwh: '39' },
      ...{ chargePointMake: 'myenergi', chargePointModel: 'zappi 7', chargePointPowerInKw: '7.4' },
      ...{ status: 'ONBOARDING', hasToken: false },
    });
    expect(state?.device).toMatchObject({
      ...{ class: 'charger', registeredBy: 'onboarding', identity: null, propertyId: 3 },
      variants: { vehicleId: '22', chargePointId: '1018' },
    });
  });

  it('takes what the charge point signs in with, and shows none of it', async () => {
    const query = register({ authentication: signIn('CP-7', password), chargePoint: '{}' });
    const { response, body } = await api.ask(query, { as: account });
    expect(body.data['registerDevice']?.['krakenflexDevice']).toMatchObject({
      ...{ status: 'PENDING_LIVE', hasToken: true, chargePointMake: null },
    });
    expect(api.world.devices[0]?.device).toMatchObject({ identity: 'CP-7', hasSecret: true });
    expect(response.body + JSON.stringify(api.world.logged)).not.toContain(password);
  });

  it.each([
    ['a provider without an adapter', { supportedProvider: 'TESLA' }, 'KT-CT-4314'],
    ['an unknown vehicle', { vehicle: '{ vehicleId: 4711 }' }, 'KT-CT-4363'],
    ['a charge point for a vehicle', { vehicle: '{ vehicleId: 1018 }' }, 'KT-CT-4363'],
    ['an unknown charge point', { chargePoint: '{ chargePointId: "x" }' }, 'KT-CT-4363'],
    ['a short password', { authentication: signIn('CP-7', 'short') }, 'KT-CT-4351'],
    ['a long password', { authentication: signIn('CP-7', 'x'.repeat(129)) }, 'KT-CT-4351'],
    ['a password without a name', { authentication: `{ accessToken: "${password}" }` }, '4321'],
    ['an odd name', { authentication: '{ providerDeviceId: "a/b" }' }, 'KT-CT-4321'],
    ['a negative property', { propertyId: '-1' }, 'KT-CT-4321'],
    ['another account', { accountNumber: '"A-2"' }, 'KT-CT-1111'],
  ])('refuses %s', async (_name, over, code) => {
    const error = await errorOf(register(over));
    expect(error?.['errorCode']).toBe(code.startsWith('KT') ? code : `KT-CT-${code}`);
    expect(api.world.devices).toEqual([]);
  });

  it('needs its input', async () => {
    const query = 'mutation { registerDevice { krakenflexDevice { status } } }';
    expect(await errorOf(query)).toMatchObject({
      errorCode: 'KT-CT-4321',
      validationErrors: [{ inputPath: ['input'] }],
    });
  });

  it('says which input a fault is in', async () => {
    const query = register({ propertyId: '-1', authentication: '{ providerDeviceId: "a/b" }' });
    expect((await errorOf(query))?.['validationErrors']).toMatchObject([
      { inputPath: ['input', 'propertyId'] },
      { inputPath: ['input', 'authentication', 'providerDeviceId'] },
    ]);
    const short = await errorOf(register({ authentication: signIn('CP-7', 'short') }));
    expect(short?.['validationErrors']).toMatchObject([
      { inputPath: ['input', 'authentication', 'accessToken'] },
    ]);
  });

  it('refuses a name that is taken', async () => {
    await api.ask(register({ authentication: signIn('CP-7', password) }), { as: account });
    const again = await errorOf(register({ authentication: signIn('CP-7', password) }));
    expect(again).toMatchObject({
      errorCode: 'KT-CT-4312',
      validationErrors: [{ inputPath: ['input', 'authentication', 'providerDeviceId'] }],
      reason: { code: 'already_registered' },
    });
  });

  it('waits for another registration that is not finished, for a quarter of an hour', async () => {
    await api.ask(register(), { as: account });
    expect(await errorOf(register())).toMatchObject({
      errorCode: 'KT-CT-4335',
      reason: { code: 'registration_open' },
    });
    api.world.nowMs += 15 * minuteMs;
    expect(await errorOf(register())).toBeUndefined();
    expect(api.world.devices).toHaveLength(2);
  });

  it('does not wait for one that connected, one that was retired, nor another kind', async () => {
    await api.ask(register(), { as: account });
    const [state] = api.world.devices;
    api.world.devices[0] = {
      ...(state as NonNullable<typeof state>),
      device: { ...(state as NonNullable<typeof state>).device, firstConnectedAtMs: 1 },
    };
    expect(await errorOf(register())).toBeUndefined();
    const retire =
      'mutation { deauthenticateDevice(input: { accountNumber: "A-1" }) { __typename } }';
    expect(await errorOf(retire)).toBeUndefined();
    expect(await errorOf(register())).toBeUndefined();
    const battery = `mutation { deviceRegistration(input: { accountNumber: "A-1", propertyId: 1
      deviceType: BATTERIES, provider: OCTOPUS_ENERGY }) { registeredDeviceIds } }`;
    expect(await errorOf(battery)).toBeUndefined();
    expect((await errorOf(battery))?.['errorCode']).toBe('KT-CT-4324');
  });
});

describe('deviceRegistration', () => {
  const register = (deviceType: string, rest: string) =>
    `mutation { deviceRegistration(input: {
      accountNumber: "A-1", propertyId: 3, deviceType: ${deviceType}
      provider: ${deviceType === 'ELECTRIC_VEHICLES' ? 'OCPP' : 'DAIKIN'}, ${rest}
    }) { registeredDeviceIds } }`;

  it('stores what the device is, and what it signs in with', async () => {
    const query = register(
      'ELECTRIC_VEHICLES',
      `deviceDetails: { deviceVariantId: "1018", auxDeviceVariantId: "22" }
       authentication: { providerDeviceId: "CP-7", accessToken: "${password}" }`,
    );
    expect(await errorOf(query)).toBeUndefined();
    expect(api.world.devices[0]?.device).toMatchObject({
      ...{ identity: 'CP-7', hasSecret: true },
      variants: { vehicleId: '22', chargePointId: '1018' },
    });
  });

  it.each([
    ['an unknown variant', 'ELECTRIC_VEHICLES', 'deviceDetails: { deviceVariantId: "x" }'],
    [
      'two vehicles',
      'ELECTRIC_VEHICLES',
      'deviceDetails: { deviceVariantId: "22", auxDeviceVariantId: "23" }',
    ],
    ['a vehicle for a heat pump', 'HEAT_PUMPS', 'deviceDetails: { deviceVariantId: "22" }'],
  ])('refuses %s with 4363', async (_name, deviceType, details) => {
    expect((await errorOf(register(deviceType, details)))?.['errorCode']).toBe('KT-CT-4363');
  });

  it.each([
    ['too short', 'short'],
    ['of blanks', ' '.repeat(20)],
  ])('refuses a password that is %s', async (_name, text) => {
    const query = register(
      'ELECTRIC_VEHICLES',
      `authentication: { providerDeviceId: "CP-7", accessToken: "${text}" }`,
    );
    expect(await errorOf(query)).toMatchObject({
      errorCode: 'KT-CT-4321',
      validationErrors: [{ inputPath: ['input', 'authentication', 'accessToken'] }],
    });
  });
});

describe('registerHeatPump', () => {
  it('waits for another registration, and answers one that it knows', async () => {
    const register = (id: string, provider = 'DAIKIN') =>
      `mutation { registerHeatPump(input: { accountNumber: "A-1", provider: ${provider}
        heatPump: { heatPumpId: "${id}" }, authentication: {} }) { __typename } }`;
    expect(await errorOf(register('001e5e0902ba5d84'))).toBeUndefined();
    expect(await errorOf(register('001e5e0902ba5d84'))).toBeUndefined();
    expect((await errorOf(register('001e5e0902ba5d85')))?.['errorCode']).toBe('KT-CT-4335');
    expect((await errorOf(register('001e5e0902ba5d85', 'OCPP')))?.['errorCode']).toBe('KT-CT-4316');
  });
});

describe('what can be registered', () => {
  it('is listed by make, for whoever signed in', async () => {
    const query = `{
      electricVehicles { make models { vehicleId model batterySize } }
      chargePointVariants { make models { chargePointId model powerInKw } }
    }`;
    const { body } = await api.ask(query, { as: account });
    const { electricVehicles, chargePointVariants } = body.data as Record<string, unknown>;
    expect(electricVehicles).toContainEqual({
      make: 'Kia',
      models: [
        { vehicleId: '15', model: 'e-Niro 64 kWh', batterySize: '64' },
        { vehicleId: '16', model: 'EV6 Long Range', batterySize: '74' },
      ],
    });
    expect(chargePointVariants).toContainEqual({
      make: 'Ohme',
      models: [{ chargePointId: '1020', model: 'Home Pro', powerInKw: '7.4' }],
    });
    const stranger = await api.ask(query);
    expect(stranger.body.errors[0]?.extensions['errorCode']).toBe('KT-CT-1112');
  });

  it('leaves out a type of which a registration is not finished', async () => {
    const query = '{ eligibleDeviceTypes(accountNumber: "A-1", propertyId: 1) }';
    const types = async () => (await api.ask(query, { as: account })).body.data;
    expect(await types()).toEqual({
      eligibleDeviceTypes: ['ELECTRIC_VEHICLES', 'BATTERIES', 'HEAT_PUMPS'],
    });
    const battery = `mutation { deviceRegistration(input: { accountNumber: "A-1", propertyId: 1
      deviceType: BATTERIES, provider: OCTOPUS_ENERGY }) { registeredDeviceIds } }`;
    await api.ask(battery, { as: account });
    expect(await types()).toEqual({ eligibleDeviceTypes: ['ELECTRIC_VEHICLES', 'HEAT_PUMPS'] });
    const foreign = await errorOf(query.replace('A-1', 'A-2'));
    expect(foreign?.['errorCode']).toBe('KT-CT-1111');
  });
});
