import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import { startChargers } from '../../simulators/ocpp-charger/start-chargers.ts';
import { type SeedMutation, seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import { addBattery } from '../support/site-devices.ts';
import { waitFor } from '../support/wait-for.ts';

const accountNumber = 'A-1';
const identity = 'CP-PUBLISHED';
const input = { accountNumber };

let site: Site;
let charger: SimulatorHandle | null = null;
let deviceId = '';
beforeAll(async () => {
  site = await startSite({ timeScale: 40 });
}, 60_000);
afterAll(async () => {
  await charger?.stop();
  await site?.stop();
});

/** Runs a published document; its payload, and the ids of what it made. */
async function run(mutation: SeedMutation, variables: object) {
  const answer = await site.api.send(seedDocuments[mutation], variables);
  expect(answer.errors).toEqual([]);
  expect(answer.httpStatus).toBe(200);
  return { payload: Object(answer.data?.[mutation]), ids: answer.transactionIds[mutation] ?? [] };
}

/** Runs it, and waits for the outcome of the one command that it made. */
async function runToEnd(mutation: SeedMutation, variables: object) {
  const { payload, ids } = await run(mutation, variables);
  expect(ids).toHaveLength(1);
  const ended = await site.reaches(ids[0] ?? '', 'SUCCEEDED');
  expect(ended).toMatchObject({ mutation, verified: 'TRUE' });
  return payload;
}

type Shown = {
  status: { current: string; currentState: string };
  chargingPreferences: { weekdayTargetTime: string; weekendTargetSoc: number } | null;
};

/** The account's charge point as a client reads it. */
async function show(): Promise<Shown> {
  const document = `{ devices(accountNumber: "${accountNumber}", deviceId: "${deviceId}") {
    status { current currentState }
    ... on SmartFlexChargePoint { chargingPreferences { weekdayTargetTime weekendTargetSoc } }
  } }`;
  const answer = await site.api.send<{ devices: Shown[] }>(document);
  const [shown] = answer.data?.devices ?? [];
  if (!shown) throw new Error(JSON.stringify(answer));
  return shown;
}

const states = async (word: string) =>
  await waitFor(async () => (await show()).status.currentState === word, word, 20_000);

async function connect(password: string): Promise<void> {
  await charger?.stop();
  charger = await startChargers({
    ...{ url: site.gateway.ocpp, id: identity, password, isPlugged: true, speed: site.timeScale },
  });
}

it('startSmartFlexOnboarding and cancelSmartFlexOnboarding, as published', async () => {
  const started = await run('startSmartFlexOnboarding', { input: { ...input, propertyId: 1 } });
  const { wizard } = started.payload;
  expect(wizard).toMatchObject({ completedSteps: [], resumable: { isResumable: true } });

  const cancelled = await run('cancelSmartFlexOnboarding', { input: { wizardId: wizard.id } });

  expect(cancelled.payload.wizard).toMatchObject({ id: wizard.id, currentStep: null });
});

it('deviceRegistration and ocppAuthentication, as published, let a charger sign in', async () => {
  const { payload } = await run('deviceRegistration', {
    input: {
      ...{ ...input, propertyId: 1, deviceType: 'ELECTRIC_VEHICLES', provider: 'OCPP_WALLBOX' },
      deviceDetails: { deviceVariantId: '1', auxDeviceVariantId: '1001' },
    },
  });
  [deviceId] = payload.registeredDeviceIds;
  expect((await show()).status).toEqual({
    ...{ current: 'ONBOARDING', currentState: 'AUTHENTICATION_PENDING' },
  });
  const details = JSON.stringify({ identity, password: 'the-first-password' });

  const signedUp = await run('ocppAuthentication', { input: { ...input, details } });

  expect(signedUp.payload.krakenflexDevice).toMatchObject({
    ...{ krakenflexDeviceId: deviceId, hasToken: true, status: 'PENDING_LIVE' },
    ...{ vehicleMake: 'Audi', testDispatchFailureReason: 'NONE' },
  });
  await connect('the-first-password');
  await states('AUTHENTICATION_COMPLETE');
});

it('triggerTestCharge, as published, makes it live by what the meter shows', async () => {
  const { krakenflexDevice } = await runToEnd('triggerTestCharge', { input });
  expect(krakenflexDevice).toMatchObject({ status: 'ONBOARDING_TEST_IN_PROGRESS' });
  expect((await show()).status).toMatchObject({
    ...{ current: 'LIVE', currentState: 'SETUP_COMPLETE' },
  });
});

it('setVehicleChargePreferences, as published, is kept and shown', async () => {
  const wish = {
    ...{ weekdayTargetTime: '07:00', weekdayTargetSoc: 80 },
    ...{ weekendTargetTime: '09:30', weekendTargetSoc: 90 },
  };
  const { krakenflexDevice } = await runToEnd('setVehicleChargePreferences', {
    input: { ...input, ...wish },
  });
  expect([80, 90]).toContain(krakenflexDevice.stateOfChargeLimit.upperSocLimit);
  expect((await show()).chargingPreferences).toEqual({
    ...{ weekdayTargetTime: '07:00:00', weekendTargetSoc: 90 },
  });
});

it('triggerBoostCharge and deleteBoostCharge, as published', async () => {
  await runToEnd('triggerBoostCharge', { input });
  expect((await show()).status.currentState).toBe('BOOSTING');
  await runToEnd('deleteBoostCharge', { input });
  expect((await show()).status.currentState).not.toBe('BOOSTING');
});

it('suspendControl and resumeControl, as published', async () => {
  const suspended = await runToEnd('suspendControl', { input });
  expect(suspended.krakenflexDevice).toMatchObject({ suspended: true });
  const resumed = await runToEnd('resumeControl', { input });
  expect(resumed.krakenflexDevice).toMatchObject({ suspended: false });
});

it('updateDeviceSmartControl, as published, does both by the id of the device', async () => {
  const ask = (action: string) =>
    runToEnd('updateDeviceSmartControl', { input: { deviceId, action } });
  expect(await ask('SUSPEND')).toMatchObject({
    ...{ id: deviceId, deviceType: 'ELECTRIC_VEHICLES', provider: 'OCPP_WALLBOX' },
    status: { current: 'LIVE', isSuspended: true, currentState: 'SMART_CONTROL_OFF' },
  });
  expect(await ask('UNSUSPEND')).toMatchObject({ status: { isSuspended: false } });
});

it('reauthenticateDevice, as published, replaces what it signs in with', async () => {
  const authentication = { accessToken: 'the-second-password' };
  await run('reauthenticateDevice', {
    input: { ...input, deviceType: 'ELECTRIC_VEHICLES', authentication },
  });
  await connect('the-second-password');
});

it('deleteDeviceConnectionDetails, as published, ends its link and its credentials', async () => {
  const { payload } = await run('deleteDeviceConnectionDetails', { input });
  expect(payload.krakenflexDevice).toMatchObject({ hasToken: false });
  await waitFor(
    async () => /^AUTHENTICATION_/.test((await show()).status.currentState),
    'the charger to be without credentials',
  );
});

it('deauthenticateDevice, as published, takes it out of the account', async () => {
  const { payload } = await run('deauthenticateDevice', {
    input: { ...input, deviceType: 'ELECTRIC_VEHICLES' },
  });
  expect(payload.krakenflexDevice).toEqual({
    ...{ krakenflexDeviceId: deviceId, deviceType: 'ELECTRIC_VEHICLES', provider: 'OCPP_WALLBOX' },
  });
  expect((await show()).status).toEqual({ current: 'RETIRED', currentState: 'RETIRED' });
});

it('registerDevice, as published, begins to onboard a charge point with its vehicle', async () => {
  const { payload } = await run('registerDevice', {
    input: {
      ...{ ...input, supportedProvider: 'OCPP_WALLBOX', propertyId: 1 },
      ...{ vehicle: { vehicleId: 1 }, chargePoint: { chargePointId: '1001' } },
    },
  });
  expect(payload.krakenflexDevice).toMatchObject({
    ...{ status: 'ONBOARDING', vehicleModel: 'e-tron 55', chargePointMake: 'ABB' },
  });
});

it('setBatteryChargingPreferences, as published, is done by the battery and shown', async () => {
  const battery = await addBattery(site);
  const { krakenflexDevice } = await runToEnd('setBatteryChargingPreferences', {
    input: { accountNumber: battery.account, minimumSocPercentage: 35 },
  });
  expect(krakenflexDevice).toMatchObject({ krakenflexDeviceId: battery.deviceId });
});
