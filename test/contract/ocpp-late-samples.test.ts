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
