import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPayload, statusPayload, TestGateway } from '../support/ocpp/gateway.ts';
import type { RawCharger } from '../support/ocpp/raw-charger.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

const session = () => gateway.fakes.reported('cp-1', 'session');

/** A session from one reading of the meter to another, after which the vehicle stays. */
async function charge(charger: RawCharger, startWh: number, stopWh: number): Promise<void> {
  const { transactionId } = await charger.ask('StartTransaction', startPayload('a', startWh));
  const timestamp = new Date().toISOString();
  const stop = { transactionId, meterStop: stopWh, timestamp, reason: 'Remote' };
  await charger.ask('StopTransaction', stop);
  await charger.ask('StatusNotification', statusPayload('Preparing'));
}

describe('the visit of a vehicle', () => {
  it('goes from session to session until the vehicle is unplugged', async () => {
    const { charger } = await gateway.connectReady('cp-1');
    await charge(charger, 1_000, 4_000);
    expect(session()).not.toHaveProperty('visitStartWh');
    await charge(charger, 4_000, 6_000);
    await charge(charger, 6_000, 6_500);
    expect(session()).toMatchObject({ visitStartWh: 1_000, meterStopWh: 6_500 });
    expect(session()).not.toHaveProperty('vehicleLeft');

    await charger.ask('StatusNotification', statusPayload('Available'));
    expect(session()).toMatchObject({ running: false, vehicleLeft: true });
    await charger.ask('StatusNotification', statusPayload('Preparing'));
    await charger.ask('StartTransaction', startPayload('a', 6_500));
    expect(session()).toMatchObject({ running: true, meterStartWh: 6_500 });
    expect(session()).not.toHaveProperty('visitStartWh');
    expect(session()).not.toHaveProperty('vehicleLeft');
  });

  it('goes on on the next link, and ends on it', async () => {
    const first = await gateway.connectReady('cp-1');
    await charge(first.charger, 1_000, 4_000);
    const second = await gateway.connectReady('cp-1');
    await charge(second.charger, 4_000, 6_000);
    expect(session()).toMatchObject({ visitStartWh: 1_000 });
    const third = await gateway.connectReady('cp-1');
    await third.charger.ask('StatusNotification', statusPayload('Available'));
    expect(session()).toMatchObject({ visitStartWh: 1_000, vehicleLeft: true });
  });

  it('is not made of a register that begins anew with each session', async () => {
    const { charger } = await gateway.connectReady('cp-1');
    await charge(charger, 0, 3_000);
    await charge(charger, 0, 2_000);
    expect(session()).not.toHaveProperty('visitStartWh');
  });
});
