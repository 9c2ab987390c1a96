import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCallLimiter } from '../../src/store/call-limiter.ts';
import { makeDeviceDoor } from '../../src/store/device-door.ts';
import { hashSecret } from '../../src/store/secrets.ts';
import { addDevice } from '../support/core-devices.ts';
import { seedDocuments } from '../support/seed-documents.ts';
import { useCore } from '../support/use-core.ts';
import { signInAs, startTestApi, type TestApi } from '../unit/gateway/support/api.ts';

const euid = '00:1E:5E:09:02:BA:5D:84';
const identity = '001e5e0902ba5d84';
const first = 'a-secret-of-the-unit';
const second = 'another-secret-of-it';

const bench = useCore();
let api: TestApi;
let owner: string;
let other: string;
beforeAll(async () => {
  api = await startTestApi((deps) => {
    const { devices } = deps;
    type Calls = typeof devices;
    // Each test has a core of its own: every call goes to the one of the moment.
    const real = Object.fromEntries(
      Object.keys(devices).map((name) => [
        name,
        (...parts: unknown[]) =>
          (bench.core.devices[name as keyof Calls] as (...parts: unknown[]) => unknown)(...parts),
      ]),
    );
    Object.assign(deps, { devices: real, hashSecret });
    return {};
  });
});
beforeEach(async () => {
  owner = await signInAs(api, 'account', ['A-1']);
  other = await signInAs(api, 'account', ['A-2']);
});
afterAll(() => api.close());

async function register(over: object = {}, as: string = owner) {
  const variables = {
    input: {
      accountNumber: 'A-1',
      provider: 'DAIKIN',
      heatPump: { heatPumpId: euid },
      authentication: { accessToken: first },
      propertyId: 7,
      ...over,
    },
  };
  const { body } = await api.ask(seedDocuments.registerHeatPump, { as, variables });
  const device = body.data?.['registerHeatPump']?.['heatPumpDevice'] as
    | { krakenflexDeviceId: string; deviceType: string; provider: string }
    | undefined;
  return { device, error: body.errors?.[0], possibleErrors: body.data?.['registerHeatPump'] };
}

/** Whether the device is let in with a secret. */
async function admits(secret: string): Promise<string> {
  const { scripts, clock } = bench.core;
  const limits = { wrongPerIdentityPerMinute: 100, wrongPerSourcePerMinute: 100 };
  const door = makeDeviceDoor(scripts, { clock, limiter: makeCallLimiter(scripts), limits });
  const attempt = { identity, secret, source: '127.0.0.1', classes: ['heat_pump_unit'] } as const;
  return (await door.admit(attempt)).kind;
}

describe('registerHeatPump as published', () => {
  it('binds a heat pump unit that can sign in with its access token', async () => {
    const { device } = await register();

    expect(device).toEqual({
      krakenflexDeviceId: expect.any(String),
      deviceType: 'HEAT_PUMPS',
      provider: 'DAIKIN',
    });
    const stored = await bench.core.devices.findByIdentity(identity);
    expect(stored?.device).toMatchObject({
      ...{ id: device?.krakenflexDeviceId, accountNumber: 'A-1', propertyId: 7 },
      ...{ class: 'heat_pump_unit', protocol: 'mqtt', provider: 'DAIKIN', hasSecret: true },
      registeredBy: 'onboarding',
    });
    expect(await admits(first)).toBe('admitted');
    expect(JSON.stringify(api.world.logged)).not.toContain(first);
  });

  it('without token and property binds one that cannot sign in yet', async () => {
    const { device } = await register({ authentication: {}, propertyId: null });

    const stored = await bench.core.devices.find(device?.krakenflexDeviceId ?? '');
    expect(stored?.device).toMatchObject({ propertyId: null, hasSecret: false });
    expect(await admits('')).toBe('refused');
  });

  it('answers the same device when the account asks again, and replaces its secret', async () => {
    const before = await register();
    const again = await register({
      authentication: { accessToken: second },
      heatPump: { heatPumpId: identity },
    });

    expect(again.device).toEqual(before.device);
    expect(await admits(first)).toBe('refused');
    expect(await admits(second)).toBe('admitted');
    expect(await bench.core.devices.listByAccount('A-1')).toHaveLength(1);
  });

  it('keeps the secret when the account asks again without one', async () => {
    await register();
    await register({ authentication: {} });

    expect(await admits(first)).toBe('admitted');
  });

  it('answers the same device to two calls at once', async () => {
    const [left, right] = await Promise.all([register(), register()]);

    expect(left.device).toBeDefined();
    expect(right.device).toEqual(left.device);
    expect(await bench.core.devices.listByAccount('A-1')).toHaveLength(1);
  });

  it('is refused to another account, and changes nothing', async () => {
    await register();

    const { error } = await register(
      { accountNumber: 'A-2', authentication: { accessToken: second } },
      other,
    );

    expect(error?.extensions).toMatchObject({
      errorCode: 'KT-CT-4317',
      errorType: 'APPLICATION',
    });
    expect(await admits(first)).toBe('admitted');
    expect(await bench.core.devices.listByAccount('A-2')).toEqual([]);
  });

  it('is refused where the identity is a controller of the same account', async () => {
    await addDevice(bench.core, 'heat_pump_controller', { identity });

    const { error } = await register();

    expect(error?.extensions['errorCode']).toBe('KT-CT-4317');
  });

  it.each([
    ['an account that is not the caller’s', { accountNumber: 'A-2' }, 'KT-CT-1111'],
    ['a provider of charge points', { provider: 'OCPP_WALLBOX' }, 'KT-CT-4316'],
    [
      'a provider of charge points, for a foreign account',
      { provider: 'OCPP', accountNumber: 'A-2' },
      'KT-CT-1111',
    ],
  ])('is refused for %s', async (_what, over, code) => {
    const { error } = await register(over);

    expect(error?.extensions['errorCode']).toBe(code);
    expect(await bench.core.devices.findByIdentity(identity)).toBeNull();
  });

  it.each([
    ['an identity that is no EUID', { heatPump: { heatPumpId: 'HP-1' } }, 'heatPump.heatPumpId'],
    [
      'a token of 15',
      { authentication: { accessToken: 'x'.repeat(15) } },
      'authentication.accessToken',
    ],
    [
      'a token of 129',
      { authentication: { accessToken: 'x'.repeat(129) } },
      'authentication.accessToken',
    ],
    ['an empty token', { authentication: { accessToken: '' } }, 'authentication.accessToken'],
    ['a property below 0', { propertyId: -1 }, 'propertyId'],
  ])('is refused for %s, by its place', async (_what, over, place) => {
    const { error } = await register(over);

    expect(error?.extensions).toMatchObject({
      ...{ errorCode: 'KT-CT-4330', errorType: 'VALIDATION' },
      validationErrors: [{ inputPath: ['input', ...place.split('.')] }],
    });
    expect(await bench.core.devices.listByAccount('A-1')).toEqual([]);
  });

  it.each([16, 128])('takes a token of %d characters', async (length) => {
    await register({ authentication: { accessToken: 'x'.repeat(length) } });

    expect(await admits('x'.repeat(length))).toBe('admitted');
  });

  it('names all that is wrong at once', async () => {
    const { error } = await register({
      ...{ propertyId: -1, heatPump: { heatPumpId: 'x' }, authentication: { accessToken: 'x' } },
    });

    const faults = error?.extensions['validationErrors'] as { inputPath: string[] }[];
    expect(faults.map(({ inputPath }) => inputPath.at(-1))).toEqual([
      ...['propertyId', 'heatPumpId', 'accessToken'],
    ]);
  });

  it('needs its input', async () => {
    const { body } = await api.ask(seedDocuments.registerHeatPump, { as: owner });

    expect(body.errors[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4330',
      validationErrors: [{ inputPath: ['input'] }],
    });
  });
});
