import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeOrder, sendOrder, startPayload, TestGateway } from '../support/ocpp/gateway.ts';
import type { RawCharger } from '../support/ocpp/raw-charger.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ scale: 1 });
});
afterEach(() => gateway.stop());

/** A sample that was taken so many seconds ago. */
function meter(charger: RawCharger, watts: number, agoS: number) {
  const value = { value: String(watts), measurand: 'Power.Active.Import', unit: 'W' };
  const timestamp = new Date(Date.now() - agoS * 1_000).toISOString();
  const meterValue = [{ timestamp, sampledValue: [value] }];
  return charger.ask('MeterValues', { connectorId: 1, meterValue });
}

/** In a session whose start waited in the charger too: nothing has told of its clock yet. */
async function connectWithBacklog() {
  const linked = await gateway.connectReady('cp-1', {
    SetChargingProfile: () => ({ status: 'Accepted' }),
  });
  const timestamp = new Date(Date.now() - 3_700_000).toISOString();
  await linked.charger.ask('StartTransaction', { ...startPayload('a-driver'), timestamp });
  return linked;
}

it('a backlog that is the first to come on a link shows nothing of a boost before it', async () => {
  const { charger, connection } = await connectWithBacklog();
  await sendOrder(connection, makeOrder('boost'));
  for (const agoS of [3_600, 3_540, 3_000]) await meter(charger, 7_000, agoS);
  expect(gateway.fakes.reported('cp-1', 'meter')).toBeUndefined();
  await meter(charger, 6_900, 0);
  expect(gateway.fakes.reported('cp-1', 'meter')).toMatchObject({ powerW: 6_900 });
});

it('a backlog that comes while a boost is still being sent shows nothing of it', async () => {
  const { charger, connection } = await connectWithBacklog();
  charger.behaviours['SetChargingProfile'] = async () => {
    for (const agoS of [3_600, 3_540]) await meter(charger, 7_000, agoS);
    return { status: 'Accepted' };
  };
  expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
  expect(gateway.fakes.reported('cp-1', 'meter')).toBeUndefined();
});

it('a sample that waited in the charger shows nothing of a boost that came later', async () => {
  const { charger, connection } = await gateway.connectReady('cp-1', {
    SetChargingProfile: () => ({ status: 'Accepted' }),
  });
  await charger.ask('StartTransaction', startPayload('a-driver'));
  await meter(charger, 0, 0);
  await sendOrder(connection, makeOrder('boost'));
  for (const agoS of [600, 540, 60]) {
    await meter(charger, 7_000, agoS);
    expect(gateway.fakes.reported('cp-1', 'meter')).toMatchObject({ powerW: 0 });
  }
  await meter(charger, 6_900, 0);
  expect(gateway.fakes.reported('cp-1', 'meter')).toMatchObject({ powerW: 6_900 });
});
