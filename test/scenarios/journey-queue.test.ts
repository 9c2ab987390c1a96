import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Site, startSite } from '../support/site.ts';
import { addBattery, addHeatPump } from '../support/site-devices.ts';
import { accept, rename, send, setReserve, setWater } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());

const cancelDocument = `mutation($id: ID!) {
  cancelDeviceTransaction(id: $id) { transaction { id status } }
}`;

async function isOffline(deviceAccount: string): Promise<void> {
  await waitFor(async () => {
    const document = `{ devices(accountNumber: "${deviceAccount}") { status { currentState } } }`;
    const answer = await site.api.send<{ devices: { status: { currentState: string } }[] }>(
      document,
    );
    return answer.data?.devices[0]?.status.currentState === 'LOST_CONNECTION';
  }, 'the device to be seen as gone');
}

test('commands for an offline device are PARKED, and run in order when it is back', async () => {
  const pump = await addHeatPump(site);
  await pump.goAway();
  await isOffline(pump.account);

  const ids = [
    await accept(site, rename(pump, 'SENSOR01', 'One')),
    await accept(site, rename(pump, 'SENSOR02', 'Two')),
    await accept(site, setWater(pump, 47)),
  ];
  for (const id of ids) expect(await site.read(id)).toMatchObject({ status: 'PARKED', attempt: 0 });
  expect(pump.executed()).toEqual([]);
  await pump.comeBack();

  for (const id of ids) await site.reaches(id, 'SUCCEEDED');
  expect(pump.executed()).toEqual(ids);
});

test('a queued command can be cancelled and is never sent; a sent one is too late', async () => {
  const battery = await addBattery(site);
  await battery.goAway();
  await isOffline(battery.account);
  const id = await accept(site, setReserve(battery, 40));

  const cancelled = await site.api.send(cancelDocument, { id });
  const repeated = await site.api.send(cancelDocument, { id });
  await battery.comeBack();
  const next = await accept(site, setReserve(battery, 45));
  await site.reaches(next, 'SUCCEEDED');
  const late = await site.api.send(cancelDocument, { id: next });

  const shown = { cancelDeviceTransaction: { transaction: { id, status: 'CANCELLED' } } };
  expect(cancelled.data).toEqual(shown);
  expect(repeated.data).toEqual(shown);
  expect(battery.executed()).toEqual([next]);
  expect(late.errors[0]?.extensions).toMatchObject({
    errorCode: 'too_late',
    errorType: 'VALIDATION',
  });
  expect(await site.read(next)).toMatchObject({ status: 'SUCCEEDED' });
});

test('a newer wish replaces a queued one, which ends SUPERSEDED and names it', async () => {
  const pump = await addHeatPump(site);
  await pump.goAway();
  await isOffline(pump.account);

  const old = await accept(site, setWater(pump, 44));
  const other = await accept(site, rename(pump, 'SENSOR01', 'Hall'));
  const newer = await accept(site, setWater(pump, 46));
  await pump.comeBack();

  await site.reaches(newer, 'SUCCEEDED');
  expect(await site.read(old)).toMatchObject({
    status: 'SUPERSEDED',
    supersededBy: newer,
    attempt: 0,
  });
  await site.reaches(other, 'SUCCEEDED');
  expect(pump.executed()).toEqual([other, newer]);
});

test('the same idempotency key and input give the same transaction, executed once', async () => {
  const pump = await addHeatPump(site);
  const headers = { 'idempotency-key': randomUUID(), 'client-reference': 'order-66' };

  const first = await accept(site, setWater(pump, 53), headers);
  await site.reaches(first, 'SUCCEEDED');
  const again = await accept(site, setWater(pump, 53), headers);
  const conflict = await send(site, setWater(pump, 54), headers);
  const fresh = await accept(site, setWater(pump, 54), { 'idempotency-key': randomUUID() });
  await site.reaches(fresh, 'SUCCEEDED');

  expect(again).toBe(first);
  expect(await site.read(first)).toMatchObject({ clientReference: 'order-66' });
  expect(conflict).toMatchObject({ httpStatus: 200, transactionIds: {} });
  expect(conflict.errors[0]?.extensions).toMatchObject({
    errorCode: 'idempotency_conflict',
    errorType: 'VALIDATION',
  });
  expect(pump.executed()).toEqual([first, fresh]);
});

test('ten repeats at once with one idempotency key make one transaction', async () => {
  const pump = await addHeatPump(site);
  const headers = { 'idempotency-key': randomUUID() };

  const ids = await Promise.all(
    Array.from({ length: 10 }, () => accept(site, setWater(pump, 49), headers)),
  );

  expect(new Set(ids).size).toBe(1);
  const [id = ''] = ids;
  await site.reaches(id, 'SUCCEEDED');
  expect(pump.executed()).toEqual([id]);
});

test('one idempotency key over aliases makes one transaction for each alias', async () => {
  const pump = await addHeatPump(site);
  const headers = { 'idempotency-key': randomUUID() };
  const document = `mutation($account: String!, $euid: ID!) {
    one: updateWaterSetpoint(accountNumber: $account, euid: $euid, setpoint: 50) { transactionId }
    two: updateSensorDisplayName(
      accountNumber: $account, euid: $euid, sensorCode: "SENSOR01", displayName: "Two"
    ) { transactionId }
  }`;
  const variables = { account: pump.account, euid: pump.identity };

  const first = await site.api.send(document, variables, headers);
  const again = await site.api.send(document, variables, headers);

  expect(first.transactionIds).toEqual(again.transactionIds);
  const ids = Object.values(first.transactionIds).flat();
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) await site.reaches(id, 'SUCCEEDED');
  expect(pump.executed()).toEqual(ids);
});
