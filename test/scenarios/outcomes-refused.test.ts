import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GraphqlAnswer } from '../support/graphql-client.ts';
import { seedDocuments } from '../support/seed-documents.ts';
import { type Site, startSite } from '../support/site.ts';
import { addCharger, addHeatPump, isHeard } from '../support/site-devices.ts';
import { accept, boost, rename, send, setWater, setZone } from '../support/site-mutations.ts';

/** A charger that is away for 1.5 s counts as disconnected then. */
const timeScale = 40;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale });
});
afterAll(() => site?.stop());

/** The refusal in the API's words, and the stored transaction that it names. */
async function expectRefused(answer: GraphqlAnswer, words: object, reason: string): Promise<void> {
  expect(answer).toMatchObject({ httpStatus: 200, transactionIds: {} });
  const [error] = answer.errors;
  expect(error?.extensions).toMatchObject(words);
  const id = String(error?.extensions?.['transactionId']);
  const stored = await site.read(id);
  expect(stored).toMatchObject({ status: 'REFUSED', seq: 0, attempt: 0, reason: { code: reason } });
}

const refusedBoost = (reason: string) => ({
  errorCode: 'KT-CT-4357',
  errorType: 'APPLICATION',
  boostChargeRefusalReasons: [reason],
});

describe.concurrent('a boost is refused, and the refusal is stored', () => {
  test('of a charger that has never connected: BC_DEVICE_NOT_YET_LIVE', async () => {
    const charger = await addCharger(site, { isStarted: false });

    const answer = await send(site, boost(charger));

    await expectRefused(answer, refusedBoost('BC_DEVICE_NOT_YET_LIVE'), 'device_not_live');
  });

  test('without a vehicle: BC_DEVICE_DISCONNECTED, in both spellings', async () => {
    const charger = await addCharger(site, { isPlugged: false });
    const words = refusedBoost('BC_DEVICE_DISCONNECTED');
    const older = { input: { accountNumber: charger.account } };

    const inNewer = await send(site, boost(charger));
    const inOlder = await site.api.send(seedDocuments.triggerBoostCharge, older);

    await expectRefused(inNewer, words, 'device_disconnected');
    await expectRefused(inOlder, words, 'device_disconnected');
    expect(charger.lines({ action: 'RemoteStartTransaction' })).toEqual([]);
  });

  test('of a charger that is gone for longer than it may: BC_DEVICE_DISCONNECTED', async () => {
    const charger = await addCharger(site);
    await charger.goAway();
    const queued = await accept(site, boost(charger));
    await site.reaches(queued, 'EXPIRED');

    const answer = await send(site, boost(charger));

    const words = refusedBoost('BC_DEVICE_DISCONNECTED');
    await expectRefused(answer, words, 'device_disconnected');
  });

  test('while one is in progress: BC_BOOST_CHARGE_IN_PROGRESS', async () => {
    const charger = await addCharger(site);
    await site.reaches(await accept(site, boost(charger)), 'SUCCEEDED');

    const answer = await send(site, boost(charger));

    const words = refusedBoost('BC_BOOST_CHARGE_IN_PROGRESS');
    await expectRefused(answer, words, 'boost_in_progress');
  });

  test('of a charger that reports a fault: a boost cannot currently be performed', async () => {
    const charger = await addCharger(site);
    await charger.device().act('local-override', { emergencyStop: true });
    await isHeard(charger, 'StatusNotification', ({ status }) => status === 'Faulted');

    const answer = await send(site, boost(charger));

    await expectRefused(answer, { errorCode: 'KT-CT-4356' }, 'device_faulted');
  });

  test('of an account without a charger: no device, and nothing is stored', async () => {
    const pump = await addHeatPump(site);

    const answer = await site.api.send(seedDocuments.triggerBoostCharge, {
      input: { accountNumber: pump.account },
    });

    expect(answer.errors[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4301',
      errorType: 'NOT_FOUND',
    });
    expect(answer.errors[0]?.extensions).not.toHaveProperty('transactionId');
  });
});

describe.concurrent('the mailbox of a device', () => {
  test('takes fifty commands, refuses and stores one more, and lets one supersede', async () => {
    const pump = await addHeatPump(site, { sensors: 60 });
    await pump.goAway();
    const first = await accept(site, setWater(pump, 50));
    for (let number = 1; number <= 49; number += 1) {
      await accept(site, rename(pump, `SENSOR${String(number).padStart(2, '0')}`, `R${number}`));
    }

    const full = await send(site, rename(pump, 'SENSOR50', 'One too many'));
    const fullZone = await send(site, setZone(pump, { zone: 'ZONE_1', mode: 'AUTO' }));
    const newer = await accept(site, setWater(pump, 51));

    await expectRefused(full, { errorCode: 'device_queue_full' }, 'device_queue_full');
    await expectRefused(fullZone, { errorCode: 'KT-CT-4306' }, 'device_queue_full');
    expect(await site.read(first)).toMatchObject({ status: 'SUPERSEDED', supersededBy: newer });
    await pump.comeBack();
    await site.reaches(newer, 'SUCCEEDED');
    expect(pump.executed()).toHaveLength(50);
  });
});
