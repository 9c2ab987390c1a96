import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceIdentity } from '../../src/domain/device.ts';
import { makeFactoryKeys } from '../../src/store/factory-keys.ts';
import { hashSecret } from '../../src/store/secrets.ts';
import { addDevice } from '../support/core-devices.ts';
import { useCore } from '../support/use-core.ts';
import { signInAs, startTestApi, type TestApi } from '../unit/gateway/support/api.ts';

const identity = '001e5e0902ba5d84' as DeviceIdentity;
const bench = useCore();
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi((deps) => {
    type Calls = typeof deps.devices;
    // Each test has a core of its own: every call goes to the one of the moment.
    const real = Object.fromEntries(
      Object.keys(deps.devices).map((name) => [
        name,
        (...parts: unknown[]) =>
          (bench.core.devices[name as keyof Calls] as (...parts: unknown[]) => unknown)(...parts),
      ]),
    );
    Object.assign(deps, { devices: real, hashSecret });
    return {};
  });
});
afterAll(() => api.close());

const mutations = {
  registerHeatPump: `registerHeatPump(input: { accountNumber: "A-1", provider: DAIKIN
    heatPump: { heatPumpId: "${identity}" }, authentication: {} }) { possibleErrors { code } }`,
  deviceRegistration: `deviceRegistration(input: { accountNumber: "A-1", propertyId: 1
    deviceType: HEAT_PUMPS, provider: DAIKIN
    authentication: { providerDeviceId: "${identity}" } }) { registeredDeviceIds }`,
  registerGatewayDevice: `registerGatewayDevice(input: { accountNumber: "A-1", propertyId: 1
    class: HEAT_PUMP_CONTROLLER, identity: "${identity}" }) { deviceId }`,
  ocppAuthentication: `ocppAuthentication(input: { accountNumber: "A-1", details:
    "{\\"identity\\":\\"${identity}\\",\\"password\\":\\"sixteen-chars-pw\\"}" })
    { krakenflexDevice { krakenflexDeviceId } }`,
};

async function ask(name: keyof typeof mutations, role: 'account' | 'installer' | 'service') {
  const as = await signInAs(api, role, role === 'service' ? [] : ['A-1']);
  const { body } = await api.ask(`mutation { ${mutations[name]} }`, { as });
  return body.errors?.[0]?.extensions;
}

const enrol = () =>
  makeFactoryKeys(bench.core.scripts).enrol([{ identity, spkiPem: 'pem' }], 1_000);

describe('an identity whose factory key is enrolled', () => {
  it.each([
    ['registerHeatPump', 'account', 'KT-CT-4330', ['heatPump', 'heatPumpId']],
    ['deviceRegistration', 'account', 'KT-CT-4321', ['authentication', 'providerDeviceId']],
    ['registerGatewayDevice', 'installer', 'KT-CT-4321', ['identity']],
    ['ocppAuthentication', 'account', 'KT-CT-4310', ['details', 'identity']],
  ] as const)('is not to be had by %s of the role %s', async (name, role, errorCode, path) => {
    const charger = await addDevice(bench.core, 'charger', { identity: 'CP-1' });
    await enrol();
    const message = 'this controller is enrolled: provision it by a claim';
    expect(await ask(name, role)).toMatchObject({
      errorCode,
      validationErrors: [{ message, inputPath: ['input', ...path] }],
    });
    expect(await bench.core.devices.findByIdentity(identity)).toBeNull();
    expect((await bench.core.devices.find(charger.id))?.device.identity).toBe('CP-1');
  });

  it('is registered without a proof by whoever may enrol it', async () => {
    await enrol();
    expect(await ask('registerGatewayDevice', 'service')).toBeUndefined();
    const state = await bench.core.devices.findByIdentity(identity);
    expect(state?.device).toMatchObject({ class: 'heat_pump_controller', accountNumber: 'A-1' });
  });

  it('that the account has already is answered as it is', async () => {
    expect(await ask('registerHeatPump', 'account')).toBeUndefined();
    await enrol();
    expect(await ask('registerHeatPump', 'account')).toBeUndefined();
    expect(await bench.core.devices.listByAccount('A-1')).toHaveLength(1);
  });
});
