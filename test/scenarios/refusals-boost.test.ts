import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectRefused, placeHome } from '../support/refused.ts';
import { seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import { addCharger, addHeatPump, isHeard, type SiteDevice } from '../support/site-devices.ts';
import { accept, boost, control, send } from '../support/site-mutations.ts';

/** A charger that is away for 1.5 s counts as disconnected then. */
const timeScale = 40;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale });
});
afterAll(() => site?.stop());

/** The answers to a boost of a device that is really in the state that is named. */
async function expectReason(charger: SiteDevice, word: string, reason: string): Promise<void> {
  const words = {
    ...{ errorCode: 'KT-CT-4357', errorType: 'APPLICATION' },
    boostChargeRefusalReasons: [word],
  };
  const older = { input: { accountNumber: charger.account } };
  const inNewer = await send(site, boost(charger));
  const inOlder = await site.api.send(seedDocuments.triggerBoostCharge, older);
  await expectRefused(site, inNewer, { words, reason });
  await expectRefused(site, inOlder, { words, reason });
}

describe.concurrent('a boost is refused in both spellings, and the refusal is stored', () => {
  test('of a charger that has never connected: BC_DEVICE_NOT_YET_LIVE', async () => {
    const charger = await addCharger(site, { isStarted: false });

    await expectReason(charger, 'BC_DEVICE_NOT_YET_LIVE', 'device_not_live');
  });

  test('of a charger that has not passed its test: BC_DEVICE_NOT_YET_LIVE', async () => {
    const charger = await addCharger(site, { isOnboarded: true });

    await expectReason(charger, 'BC_DEVICE_NOT_YET_LIVE', 'device_not_live');
  });

  test('of a charger that was retired: BC_DEVICE_RETIRED', async () => {
    const charger = await addCharger(site);
    const input = { accountNumber: charger.account };
    await site.api.send(seedDocuments.deauthenticateDevice, { input });

    await expectReason(charger, 'BC_DEVICE_RETIRED', 'device_retired');
  });

  test('while smart control is suspended: BC_DEVICE_SUSPENDED, and not once resumed', async () => {
    const charger = await addCharger(site);
    await site.reaches(await accept(site, control(charger, 'SUSPEND')), 'SUCCEEDED');

    await expectReason(charger, 'BC_DEVICE_SUSPENDED', 'device_suspended');

    await accept(site, control(charger, 'UNSUSPEND'));
    await accept(site, boost(charger));
  });

  test('without a vehicle: BC_DEVICE_DISCONNECTED', async () => {
    const charger = await addCharger(site, { isPlugged: false });

    await expectReason(charger, 'BC_DEVICE_DISCONNECTED', 'device_disconnected');

    expect(charger.lines({ action: 'RemoteStartTransaction' })).toEqual([]);
  });

  test('of a charger that is gone for longer than it may: BC_DEVICE_DISCONNECTED', async () => {
    const charger = await addCharger(site);
    await charger.goAway();
    const queued = await accept(site, boost(charger));
    await site.reaches(queued, 'EXPIRED');

    await expectReason(charger, 'BC_DEVICE_DISCONNECTED', 'device_disconnected');
  });

  test('while one is in progress: BC_BOOST_CHARGE_IN_PROGRESS', async () => {
    const charger = await addCharger(site);
    await site.reaches(await accept(site, boost(charger)), 'SUCCEEDED');

    await expectReason(charger, 'BC_BOOST_CHARGE_IN_PROGRESS', 'boost_in_progress');
  });

  test('of a vehicle that is elsewhere: BC_DEVICE_NOT_AT_HOME', async () => {
    const vehicle = await addCharger(site, { vehicleAt: { latitude: 48.85, longitude: 2.35 } });
    await placeHome(site, vehicle.account, { latitude: 51.5, longitude: -0.12 });
    await isHeard(vehicle, 'DataTransfer');

    await expectReason(vehicle, 'BC_DEVICE_NOT_AT_HOME', 'away_from_home');
  });

  test('of a full vehicle that takes nothing any more: BC_DEVICE_FULLY_CHARGED', async () => {
    const charger = await addCharger(site, { socPercent: 100 });
    await charger.device().act('local-override', {});
    await isHeard(charger, 'StatusNotification', ({ status }) => status === 'SuspendedEV');
    await isHeard(charger, 'MeterValues', tellsFull);

    await expectReason(charger, 'BC_DEVICE_FULLY_CHARGED', 'fully_charged');
  });
});

describe.concurrent('a boost', () => {
  test('of a charger that reports a fault cannot currently be performed', async () => {
    const charger = await addCharger(site);
    await charger.device().act('local-override', { emergencyStop: true });
    await isHeard(charger, 'StatusNotification', ({ status }) => status === 'Faulted');

    const answer = await send(site, boost(charger));

    const words = { errorCode: 'KT-CT-4356' };
    await expectRefused(site, answer, { words, reason: 'device_faulted' });
  });

  test('of an account without a charger finds no device, and stores nothing', async () => {
    const pump = await addHeatPump(site);

    const answer = await site.api.send(seedDocuments.triggerBoostCharge, {
      input: { accountNumber: pump.account },
    });

    expect(answer.errors[0]?.extensions).toMatchObject({
      ...{ errorCode: 'KT-CT-4301', errorType: 'NOT_FOUND' },
    });
    expect(answer.errors[0]?.extensions).not.toHaveProperty('transactionId');
  });
});

/** A sample of the vehicle's state of charge at 100 %. */
function tellsFull(payload: Readonly<Record<string, unknown>>): boolean {
  type Sample = { measurand?: string; value: string };
  const { meterValue } = payload as { meterValue: { sampledValue: Sample[] }[] };
  const samples = meterValue.flatMap(({ sampledValue }) => sampledValue);
  return samples.some(({ measurand, value }) => measurand === 'SoC' && Number(value) >= 100);
}
