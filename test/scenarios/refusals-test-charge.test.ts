import { afterAll, beforeAll, describe, test } from 'vitest';
import { expectRefused, placeHome } from '../support/refused.ts';
import { seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import { addCharger, isHeard, type SiteDevice } from '../support/site-devices.ts';
import { accept, control, send, testCharge } from '../support/site-mutations.ts';

/** A charger that is away for 1.5 s counts as disconnected then. */
const timeScale = 40;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale });
});
afterAll(() => site?.stop());

const home = { latitude: 51.5, longitude: -0.12 };

/** The answer to a test charge of a device that is really in the state that is named. */
async function expectReason(charger: SiteDevice, word: string, reason: string): Promise<void> {
  const answer = await send(site, testCharge(charger));
  const words = { errorCode: 'KT-CT-4355', testChargeRefusalReasons: [word] };
  await expectRefused(site, answer, { words, reason });
}

describe.concurrent('a test charge is refused, and the refusal is stored', () => {
  test('of a charger that is live: TC_DEVICE_LIVE', async () => {
    const charger = await addCharger(site);

    await expectReason(charger, 'TC_DEVICE_LIVE', 'device_live');
  });

  test('while one runs: TC_DEVICE_ONBOARDING_IN_PROGRESS', async () => {
    const charger = await addCharger(site, { isOnboarded: true });
    await accept(site, testCharge(charger));

    await expectReason(charger, 'TC_DEVICE_ONBOARDING_IN_PROGRESS', 'test_in_progress');
  });

  test('where the only charger was retired: TC_DEVICE_RETIRED', async () => {
    const charger = await addCharger(site, { isOnboarded: true });
    const input = { accountNumber: charger.account };
    await site.api.send(seedDocuments.deauthenticateDevice, { input });

    await expectReason(charger, 'TC_DEVICE_RETIRED', 'device_retired');
  });

  test('while smart control is suspended: TC_DEVICE_SUSPENDED', async () => {
    const charger = await addCharger(site, { isOnboarded: true });
    await accept(site, control(charger, 'SUSPEND'));

    await expectReason(charger, 'TC_DEVICE_SUSPENDED', 'device_suspended');
  });

  test('without a vehicle: TC_DEVICE_DISCONNECTED', async () => {
    const charger = await addCharger(site, { isOnboarded: true, isPlugged: false });

    await expectReason(charger, 'TC_DEVICE_DISCONNECTED', 'device_disconnected');
  });

  test('of a charger that is gone for longer than it may: TC_DEVICE_DISCONNECTED', async () => {
    const charger = await addCharger(site, { isOnboarded: true });
    await charger.goAway();
    const queued = await accept(site, testCharge(charger));
    await site.reaches(queued, 'EXPIRED');

    await expectReason(charger, 'TC_DEVICE_DISCONNECTED', 'device_disconnected');
  });

  test('while the vehicle charges already: TC_DEVICE_ALREADY_CHARGING', async () => {
    const charger = await addCharger(site, { isOnboarded: true });
    await charger.device().act('local-override', {});
    await isHeard(charger, 'MeterValues', drawsPower);

    await expectReason(charger, 'TC_DEVICE_ALREADY_CHARGING', 'already_charging');
  });
});

describe.concurrent('a test charge of a vehicle is refused by its place', () => {
  test('that its owner has not given: TC_DEVICE_NO_LOCATION_CONFIGURED', async () => {
    const vehicle = await addCharger(site, { isOnboarded: true, vehicleAt: home });

    await expectReason(vehicle, 'TC_DEVICE_NO_LOCATION_CONFIGURED', 'no_location_configured');
  });

  test('that it has never told: TC_DEVICE_LOCATION_MISSING', async () => {
    const vehicle = await addCharger(site, { isOnboarded: true, vehicleAt: null });
    await placeHome(site, vehicle.account, home);

    await expectReason(vehicle, 'TC_DEVICE_LOCATION_MISSING', 'location_missing');
  });

  test('that it cannot tell: TC_DEVICE_LOCATION_UNABLE_TO_IDENTIFY', async () => {
    const nowhere = { latitude: null, longitude: null };
    const vehicle = await addCharger(site, { isOnboarded: true, vehicleAt: nowhere });
    await placeHome(site, vehicle.account, home);
    await isHeard(vehicle, 'DataTransfer');

    await expectReason(
      vehicle,
      'TC_DEVICE_LOCATION_UNABLE_TO_IDENTIFY',
      'location_unable_to_identify',
    );
  });

  test('that is not its home: TC_DEVICE_AWAY_FROM_HOME, and not once it is back', async () => {
    const abroad = { latitude: 48.85, longitude: 2.35 };
    const vehicle = await addCharger(site, { isOnboarded: true, vehicleAt: abroad });
    await placeHome(site, vehicle.account, home);
    await isHeard(vehicle, 'DataTransfer');

    await expectReason(vehicle, 'TC_DEVICE_AWAY_FROM_HOME', 'away_from_home');

    await vehicle.device().act('location', home);
    await isHeard(vehicle, 'DataTransfer', ({ data }) => String(data).includes('51.5'));
    await accept(site, testCharge(vehicle));
  });
});

/** A meter sample above what divides charging from not charging. */
function drawsPower(payload: Readonly<Record<string, unknown>>): boolean {
  type Sample = { measurand?: string; value: string };
  const { meterValue } = payload as { meterValue: { sampledValue: Sample[] }[] };
  return meterValue.some(({ sampledValue }) =>
    sampledValue.some(
      ({ measurand, value }) => measurand === 'Power.Active.Import' && Number(value) > 1_000,
    ),
  );
}
