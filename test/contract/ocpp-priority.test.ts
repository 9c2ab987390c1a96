import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestGateway } from '../support/ocpp/gateway.ts';
import { connectStation, eventPayload, stationId } from '../support/ocpp/raw-station.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

describe('NotifyPriorityCharging (OCPP 2.1 K22)', () => {
  const idToken = { idToken: 'A-DRIVER', type: 'ISO14443' };

  async function connectCharging() {
    const { station } = await connectStation(gateway, { version: '2.1' });
    const start = eventPayload('Started', 0, { chargingState: 'Charging' }, { idToken });
    await station.ask('TransactionEvent', start);
    return station;
  }

  const session = () => gateway.fakes.reported('cs-1', 'session');

  it('is remembered with its session until it is taken back', async () => {
    const station = await connectCharging();
    const told = { transactionId: stationId, activated: true };
    expect(await station.ask('NotifyPriorityCharging', told)).toEqual({});
    expect(session()).toMatchObject({ running: true, stationId, hasPriority: true });
    await station.ask('NotifyPriorityCharging', { ...told, activated: false });
    expect(session()).toMatchObject({ running: true, stationId, hasPriority: false });
  });

  it('counts for the session though it was asked for before anybody was authorised', async () => {
    const { station } = await connectStation(gateway, { version: '2.1' });
    const plugged = { triggerReason: 'CablePluggedIn' };
    const told = { transactionId: stationId, activated: true };
    const charging = { chargingState: 'Charging' };
    const start = eventPayload('Started', 0, { chargingState: 'EVConnected' }, plugged);
    await station.ask('TransactionEvent', start);
    await station.ask('NotifyPriorityCharging', told);
    const begun = eventPayload('Updated', 1, charging, { idToken, triggerReason: 'Authorized' });
    await station.ask('TransactionEvent', begun);
    expect(session()).toMatchObject({ running: true, stationId, hasPriority: true });
  });

  it('of another transaction is noted, and nothing follows', async () => {
    const station = await connectCharging();
    const told = { transactionId: 'unknown', activated: true };
    expect(await station.ask('NotifyPriorityCharging', told)).toEqual({});
    expect(session()).not.toHaveProperty('hasPriority');
    expect(gateway.fakes.eventsOf('alert')).toHaveLength(1);
  });
});
