import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '../../src/domain/device.ts';
import {
  makeOrder,
  powerPayload,
  sendOrder,
  startPayload,
  statusPayload,
  TestGateway,
} from '../support/ocpp/gateway.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

/** A session that the store believes to run: the charger lost its end with its power. */
function storeRunningSession(idTag = 'joulegate'): void {
  gateway.fakes.sessions.push({
    ...{ sessionId: 1, deviceId: 'device-cp-1' as DeviceId, connectorId: 1, idTag },
    ...{ startedAtMs: Date.now() - 3_600_000, meterStartWh: 0, stationId: null },
    ...{ endedAtMs: null, meterStopWh: null, endReason: null },
  });
}

describe('a session whose end was lost', () => {
  it('is over when nothing is plugged in, and the next boost starts a new one', async () => {
    storeRunningSession();
    const { charger, connection } = await gateway.connectReady(
      'cp-1',
      {
        RemoteStartTransaction: () => {
          setImmediate(() => void charger.call('StartTransaction', startPayload()));
          return { status: 'Accepted' };
        },
        SetChargingProfile: ({ csChargingProfiles }) => {
          const { transactionId } = csChargingProfiles as { transactionId: number };
          return { status: transactionId === 1 ? 'Rejected' : 'Accepted' };
        },
      },
      'Available',
    );
    expect(gateway.fakes.reported('cp-1', 'session')).toMatchObject({ running: false });
    expect(gateway.fakes.eventsOf('session-ended')).toHaveLength(1);
    await charger.ask('StatusNotification', statusPayload('Preparing'));
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
    expect(charger.calls('RemoteStartTransaction')).toHaveLength(1);
  });

  it('still takes its end when that comes after the unplugged connector', async () => {
    const { charger } = await gateway.connectReady('cp-1');
    const { transactionId } = await charger.ask('StartTransaction', startPayload());
    await charger.ask('StatusNotification', statusPayload('Available'));
    expect(gateway.fakes.eventsOf('session-ended')).toHaveLength(1);
    const timestamp = new Date().toISOString();
    await charger.ask('StopTransaction', { transactionId, meterStop: 4_000, timestamp });
    expect(gateway.fakes.reported('cp-1', 'session')).toMatchObject({
      ...{ running: false, meterStopWh: 4_000 },
    });
    // A boost that was taken in between is about the next session.
    expect(gateway.fakes.eventsOf('session-ended')).toHaveLength(1);
  });

  it('runs on, still as our own, when the charger goes on metering it', async () => {
    const { charger } = await gateway.connectReady('cp-1');
    const { transactionId } = await charger.ask('StartTransaction', startPayload());
    await charger.ask('StatusNotification', statusPayload('Available'));
    await charger.ask('MeterValues', powerPayload(7_000, transactionId as number));
    expect(gateway.fakes.reported('cp-1', 'session')).toMatchObject({
      ...{ running: true, sessionId: transactionId, startedByGateway: true, endedAtMs: null },
    });
  });
});

describe('a late sample of a session that has ended', () => {
  it('shows nothing of the session that runs now', async () => {
    const { charger } = await gateway.connectReady('cp-1');
    const first = await charger.ask('StartTransaction', startPayload('a-driver'));
    const timestamp = new Date().toISOString();
    const transactionId = first['transactionId'] as number;
    await charger.ask('StopTransaction', { transactionId, meterStop: 4_000, timestamp });
    await charger.ask('StartTransaction', startPayload('joulegate', 4_000));
    await charger.ask('MeterValues', powerPayload(7_000, transactionId));
    expect(gateway.fakes.reported('cp-1', 'meter')).toBeUndefined();
  });
});
