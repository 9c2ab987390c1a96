import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountNumber, DeviceId } from '../../../src/domain/device.ts';
import type { Wizard } from '../../../src/domain/ports/onboarding.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aDevice } from './support/builders.ts';

let api: TestApi;
let account: string;
beforeEach(async () => {
  api = await startTestApi();
  account = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

const dayMs = 86_400_000;
const shown = `id deviceType displayName resumable { isResumable resumableReasons }
  backendScreen { id title body } currentStep { __typename id } completedSteps { id }`;
const start = (propertyId = 3, accountNumber = 'A-1') =>
  `mutation { startSmartFlexOnboarding(input: {
    accountNumber: "${accountNumber}", propertyId: ${propertyId}
  }) { wizard { ${shown} } } }`;
const cancel = (id: string) =>
  `mutation { cancelSmartFlexOnboarding(input: { wizardId: "${id}" }) { wizard { ${shown} } } }`;
const register = `mutation { deviceRegistration(input: { accountNumber: "A-1", propertyId: 3
  deviceType: ELECTRIC_VEHICLES, provider: OCPP, deviceDetails: { deviceVariantId: "1018" }
}) { registeredDeviceIds } }`;

type Shown = Readonly<Record<string, unknown>>;

async function ask(query: string, as = account): Promise<Shown> {
  const { body } = await api.ask(query, { as });
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  const [answer] = Object.values(body.data) as unknown as [{ wizard: Shown } & Shown[]];
  return answer.wizard ?? answer;
}

async function codeOf(query: string, as = account) {
  return (await api.ask(query, { as })).body.errors?.[0]?.extensions['errorCode'];
}

async function list(rest = ''): Promise<readonly Shown[]> {
  const query = `{ smartFlexOnboardingWizards(accountNumber: "A-1" ${rest}) { ${shown} } }`;
  return (await ask(query)) as unknown as readonly Shown[];
}

describe('an onboarding', () => {
  it('begins with the choice of the device', async () => {
    const wizard = await ask(start());
    expect(wizard).toMatchObject({
      ...{ deviceType: null, displayName: null, completedSteps: [] },
      resumable: { isResumable: true, resumableReasons: [] },
      currentStep: { __typename: 'SelectDeviceTypeStep', id: 'SELECT_DEVICE_TYPE' },
      backendScreen: { id: 'SELECT_DEVICE_TYPE', title: 'Choose your device' },
    });
    expect(await list()).toEqual([wizard]);
  });

  it('goes on with the device that is registered for its property', async () => {
    const { id } = await ask(start());
    await ask(start(4));
    await ask(register);
    const [, wizard] = await list();
    expect(wizard).toMatchObject({
      ...{ id, deviceType: 'ELECTRIC_VEHICLES', displayName: 'myenergi zappi 7' },
      currentStep: { __typename: 'ConnectDeviceStep', id: 'CONNECT' },
      completedSteps: [{ id: 'SELECT_DEVICE_TYPE' }],
    });
    const query = '{ devices(accountNumber: "A-1") { onboardingWizard { id } } }';
    expect(await ask(query)).toEqual([{ onboardingWizard: { id } }]);
  });

  it('is of no device that was registered outside of it', async () => {
    await ask(register);
    const query = '{ devices(accountNumber: "A-1") { onboardingWizard { id } } }';
    expect(await ask(query)).toEqual([{ onboardingWizard: null }]);
  });

  it('shows no screen to an app that knows none of this version', async () => {
    await ask(start());
    const query = `{ smartFlexOnboardingWizards(accountNumber: "A-1") {
      backendScreen(maxVersionSupported: 0) { id }
    } }`;
    expect(await ask(query)).toEqual([{ backendScreen: null }]);
  });

  it.each([
    ['a negative property', start(-1), 'KT-CT-4321'],
    ['an account that is not held', start(3, 'A-2'), 'KT-CT-1111'],
  ])('does not begin for %s', async (_name, query, code) => {
    expect(await codeOf(query)).toBe(code);
  });

  it('does not begin for an account that cannot be one', async () => {
    const service = await signInAs(api, 'service');
    expect(await codeOf(start(3, 'A 1'), service)).toBe('KT-CT-4321');
  });

  it('does not begin while too many of the account wait for a device', async () => {
    for (let turn = 0; turn < 3; turn += 1) await ask(start(turn));
    expect(await codeOf(start())).toBe('KT-CT-4321');
    await ask(cancel(api.world.wizards[0]?.id ?? ''));
    expect(await codeOf(start())).toBeUndefined();
  });
});

describe('cancelSmartFlexOnboarding', () => {
  it('ends it, and retires its device', async () => {
    const { id } = await ask(start());
    await ask(register);
    expect(await ask(cancel(String(id)))).toMatchObject({
      ...{ id, currentStep: null, backendScreen: null },
      resumable: { isResumable: false, resumableReasons: ['CANCELLED'] },
    });
    const [state] = api.world.devices;
    expect(state?.device.retiredAtMs).toBe(api.world.nowMs);
    expect(api.world.cutLinks).toMatchObject([{ reason: 'its onboarding was cancelled' }]);
  });

  it('is too late for one that has ended, whichever way', async () => {
    const cancelled = await ask(start());
    await ask(cancel(String(cancelled['id'])));
    expect(await codeOf(cancel(String(cancelled['id'])))).toBe('KT-CT-4371');
    pushFinished('finished');
    expect(await codeOf(cancel('finished'))).toBe('KT-CT-4371');
    expect(api.world.devices[0]?.device.retiredAtMs).toBeNull();
  });

  it('gives the same answer for an unknown one and for one of another account', async () => {
    push({ id: 'foreign', accountNumber: 'A-2' as AccountNumber });
    expect(await codeOf(cancel('foreign'))).toBe('KT-CT-4371');
    expect(await codeOf(cancel('nope'))).toBe('KT-CT-4371');
  });

  it('is refused when somebody else changed it in the same moment', async () => {
    push({ id: 'mine' });
    const find = api.deps.wizards.find;
    Object.assign(api.deps.wizards, {
      find: async (id: string) => {
        const seen = await find(id);
        const index = api.world.wizards.findIndex((one) => one.id === id);
        api.world.wizards[index] = { ...(seen as Wizard), version: 2 };
        return seen;
      },
    });
    expect(await codeOf(cancel('mine'))).toBe('KT-CT-4372');
  });

  it('clears one away that has expired', async () => {
    push({ id: 'old', createdAtMs: api.world.nowMs - 30 * dayMs });
    expect(await ask(cancel('old'))).toMatchObject({ currentStep: null });
  });
});

describe('smartFlexOnboardingWizards', () => {
  beforeEach(() => {
    push({ id: 'open', propertyId: 3 });
    push({ id: 'expired', createdAtMs: api.world.nowMs - 30 * dayMs });
    push({ id: 'cancelled', cancelledAtMs: api.world.nowMs });
    pushFinished('finished');
    push({ id: 'foreign', accountNumber: 'A-2' as AccountNumber });
  });

  it.each([
    ['', ['open', 'expired']],
    [', includeCancelled: true', ['open', 'expired', 'cancelled']],
    [', includeCompleted: true', ['open', 'expired', 'finished']],
    [', isResumable: true', ['open']],
    [', isResumable: false, includeCancelled: true', ['expired', 'cancelled']],
    [', propertyId: 3', ['open']],
    [', wizardId: "cancelled"', ['cancelled']],
    [', wizardId: "foreign"', []],
  ])('with%s gives %j', async (rest, expected) => {
    expect((await list(rest)).map(({ id }) => id)).toEqual(expected);
  });

  it('show a finished one with all its steps', async () => {
    const [wizard] = await list(', wizardId: "finished"');
    expect(wizard).toMatchObject({
      ...{ currentStep: null, backendScreen: { id: 'DONE' } },
      resumable: { isResumable: false, resumableReasons: ['COMPLETED'] },
    });
    expect(wizard?.['completedSteps']).toHaveLength(5);
  });

  it('are for accounts that are held', async () => {
    const query = '{ smartFlexOnboardingWizards(accountNumber: "A-2") { id } }';
    expect(await codeOf(query)).toBe('KT-CT-1111');
  });
});

describe('setPropertyLocation', () => {
  const set = (latitude: number | string, longitude: number | string, propertyId = 3) =>
    `mutation { setPropertyLocation(input: { accountNumber: "A-1", propertyId: ${propertyId}
      latitude: ${latitude}, longitude: ${longitude} }) { propertyId } }`;

  it('stores where a property is', async () => {
    expect(await codeOf(set(51.5, -0.1))).toBeUndefined();
    expect(api.world.places).toEqual([
      { accountNumber: 'A-1', propertyId: 3, latitude: 51.5, longitude: -0.1 },
    ]);
  });

  it.each([
    [set(90.1, 0), ['input', 'latitude']],
    [set(0, -180.5), ['input', 'longitude']],
    [set(0, 0, -1), ['input', 'propertyId']],
  ])('refuses %s', async (query, inputPath) => {
    const { body } = await api.ask(query, { as: account });
    expect(body.errors[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4321',
      validationErrors: [{ inputPath }],
    });
    expect(api.world.places).toEqual([]);
  });

  it('is for whoever may provision the account', async () => {
    const operator = await signInAs(api, 'operator');
    expect(await codeOf(set(1, 2), operator)).toBe('KT-CT-1111');
    const installer = await signInAs(api, 'installer', ['A-1']);
    expect(await codeOf(set(1, 2), installer)).toBeUndefined();
  });
});

function push(facts: Partial<Wizard>): void {
  api.world.wizards.push({
    ...{ id: 'wizard', accountNumber: 'A-1' as AccountNumber, propertyId: 1, version: 1 },
    ...{ createdAtMs: api.world.nowMs, cancelledAtMs: null, deviceId: null },
    ...facts,
  });
}

function pushFinished(id: string): void {
  const deviceId = `device-of-${id}` as DeviceId;
  push({ id, deviceId });
  const facts = {
    id: deviceId,
    wizardId: id,
    registeredBy: 'onboarding',
    testPassedAtMs: 1,
  } as const;
  api.world.devices.push(aDevice(facts));
}
