import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChargers } from '../../simulators/ocpp-charger/start-chargers.ts';
import type { GraphqlAnswer } from '../support/graphql-client.ts';
import { type SeedMutation, seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import { waitFor } from '../support/wait-for.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

const password = 'a-password-of-a-charger';

type Wizard = {
  readonly id: string;
  readonly deviceType: string | null;
  readonly displayName: string | null;
  readonly currentStep: { id: string } | null;
  readonly completedSteps: readonly { id: string }[];
  readonly resumable: { isResumable: boolean; resumableReasons: string[] };
};

test('an owner is led from the choice of a charger to its test charge', async () => {
  const account = site.newAccount();
  const { id } = await startWizard(account);
  expect((await wizardOf(account))?.currentStep).toEqual(step('SELECT_DEVICE_TYPE'));

  const registered = await send('registerDevice', { ...chargerOf(account), propertyId: 7 });
  expect(registered.errors).toEqual([]);
  expect(registered.data?.['registerDevice']).toMatchObject({
    krakenflexDevice: { vehicleMake: 'Nissan', chargePointMake: 'myenergi', status: 'ONBOARDING' },
  });
  expect(await wizardOf(account)).toMatchObject({
    ...{ id, deviceType: 'ELECTRIC_VEHICLES', displayName: 'myenergi zappi 7' },
    currentStep: step('CONNECT'),
  });

  const charger = await signUp(account, 'CP-WIZARD', password, async () => {
    expect((await wizardOf(account))?.currentStep).toEqual(step('AUTHENTICATE'));
  });

  expect(await wizardOf(account)).toMatchObject({
    currentStep: step('TEST_CHARGE'),
    completedSteps: [step('SELECT_DEVICE_TYPE'), step('CONNECT'), step('AUTHENTICATE')],
    resumable: { isResumable: true, resumableReasons: [] },
  });
  expect(await deviceOf(account)).toMatchObject({
    ...{ status: { current: 'PENDING_LIVE' }, onboardingWizard: { id } },
  });
  await charger.stop();
});

test('a passed test charge completes an onboarding, which cannot be given up then', async () => {
  const account = site.newAccount();
  const { id } = await startWizard(account);
  await send('registerDevice', { ...chargerOf(account), propertyId: 7 });
  const charger = await signUp(account, 'CP-TESTED', password);

  const transaction = await waitFor(
    () => site.api.accept(seedDocuments.triggerTestCharge, { input: { accountNumber: account } }),
    'the test charge to be accepted',
  );
  await site.reaches(transaction, 'SUCCEEDED');

  expect(await wizardOf(account, true)).toMatchObject({
    currentStep: null,
    completedSteps: [
      ...['SELECT_DEVICE_TYPE', 'CONNECT', 'AUTHENTICATE', 'TEST_CHARGE', 'DONE'].map(step),
    ],
    resumable: { isResumable: false, resumableReasons: ['COMPLETED'] },
  });
  const late = await send('cancelSmartFlexOnboarding', { wizardId: id });
  expect(late.errors[0]?.extensions?.errorCode).toBe('KT-CT-4371');
  expect(await deviceOf(account)).toMatchObject({ status: { current: 'LIVE' } });
  await charger.stop();
});

describe('an onboarding that is given up', () => {
  test('takes its charger along, and cuts its link', async () => {
    const account = site.newAccount();
    const { id } = await startWizard(account);
    await send('registerDevice', { ...chargerOf(account), propertyId: 7 });
    const charger = await signUp(account, 'CP-GIVEN-UP', password);

    const cancelled = await send('cancelSmartFlexOnboarding', { wizardId: id });

    expect(cancelled.data?.['cancelSmartFlexOnboarding']).toMatchObject({
      wizard: { id, currentStep: null, resumable: { resumableReasons: ['CANCELLED'] } },
    });
    const lines = () => charger.log.after('CP-GIVEN-UP', 0) as unknown as { event?: string }[];
    await waitFor(() => lines().some(({ event }) => event === 'link-down'), 'the link to be cut');
    await waitFor(() => lines().some(({ event }) => event === 'connect-failed'), 'a refusal');
    expect(await deviceOf(account)).toBeUndefined();
    await charger.stop();
  });

  test('is given up once, by whoever was first', async () => {
    const account = site.newAccount();
    const { id } = await startWizard(account);
    await send('registerDevice', { ...chargerOf(account), propertyId: 7 });

    const answers = await Promise.all(
      [1, 2, 3].map(() => send('cancelSmartFlexOnboarding', { wizardId: id })),
    );

    const codes = answers.map(({ errors }) => errors[0]?.extensions?.errorCode);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    const others = codes.filter((code) => code !== undefined);
    expect(others.every((code) => /^KT-CT-437[12]$/.test(String(code)))).toBe(true);
  });
});

describe('registerDevice', () => {
  test('of two simultaneous registrations one wins', async () => {
    const account = site.newAccount();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => send('registerDevice', chargerOf(account))),
    );
    const codes = answers.map(({ errors }) => errors[0]?.extensions?.errorCode ?? 'registered');
    expect(codes.toSorted()).toEqual([...['KT-CT-4335', 'KT-CT-4335', 'KT-CT-4335', 'registered']]);
  });

  test('a registration that was given up is in nobody’s way', async () => {
    const account = site.newAccount();
    await send('registerDevice', chargerOf(account));
    const first = await deviceOf(account);
    const gone = await send('deauthenticateDevice', {
      ...{ accountNumber: account, deviceType: 'ELECTRIC_VEHICLES' },
    });
    expect(gone.data?.['deauthenticateDevice']).toMatchObject({
      krakenflexDevice: { krakenflexDeviceId: first?.id, deviceType: 'ELECTRIC_VEHICLES' },
    });
    expect((await send('registerDevice', chargerOf(account))).errors).toEqual([]);
    expect((await deviceOf(account))?.id).not.toBe(first?.id);
  });
});

function chargerOf(accountNumber: string) {
  const vehicle = { vehicleId: 22 };
  const chargePoint = { chargePointId: '1018' };
  return { accountNumber, supportedProvider: 'OCPP_WALLBOX', vehicle, chargePoint };
}

/** Gives the account's charger its sign-in, and starts it with a vehicle plugged in. */
async function signUp(
  account: string,
  identity: string,
  secret: string,
  between: () => Promise<void> = async () => {},
) {
  const details = JSON.stringify({ identity, password: secret });
  const answer = await send('ocppAuthentication', { accountNumber: account, details });
  expect(answer.errors).toEqual([]);
  await between();
  const charger = await startChargers({
    url: site.gateway.ocpp,
    id: identity,
    password: secret,
    isPlugged: true,
    speed: site.timeScale,
  });
  site.onStop(() => charger.stop());
  return charger;
}

function send(mutation: SeedMutation, input: object): Promise<GraphqlAnswer> {
  return site.api.send(seedDocuments[mutation], { input });
}

async function startWizard(account: string): Promise<Wizard> {
  const input = { accountNumber: account, propertyId: 7 };
  const { data, errors } = await send('startSmartFlexOnboarding', input);
  if (!data) throw new Error(JSON.stringify(errors));
  return (data['startSmartFlexOnboarding'] as { wizard: Wizard }).wizard;
}

async function wizardOf(account: string, isCompleted = false): Promise<Wizard | undefined> {
  const answer = await site.api.send<{ smartFlexOnboardingWizards: Wizard[] }>(
    `{ smartFlexOnboardingWizards(accountNumber: "${account}", includeCompleted: ${isCompleted}) {
      id deviceType displayName currentStep { id } completedSteps { id }
      resumable { isResumable resumableReasons }
    } }`,
  );
  return answer.data?.smartFlexOnboardingWizards[0];
}

type Shown = { id: string; status: { current: string }; onboardingWizard: { id: string } | null };

async function deviceOf(account: string): Promise<Shown | undefined> {
  const answer = await site.api.send<{ devices: Shown[] }>(
    `{ devices(accountNumber: "${account}") {
      id status { current } onboardingWizard { id }
    } }`,
  );
  return answer.data?.devices[0];
}

function step(id: string): { id: string } {
  return { id };
}
