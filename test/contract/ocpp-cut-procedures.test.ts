import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId } from '../../src/domain/device.ts';
import { makeOrder, sendOrder, startPayload, TestGateway } from '../support/ocpp/gateway.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ scale: 4 });
});
afterEach(() => gateway.stop());

describe('a link that ends while a boost waits for its session', () => {
  it('leaves it unanswered, so that the next link lifts the limit too', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      RemoteStartTransaction: () => ({ status: 'Accepted' }),
    });
    const result = sendOrder(connection, makeOrder('boost'));
    await waitFor(() => charger.calls('RemoteStartTransaction').length === 1, 'the start');
    await waitFor(() => gateway.fakes.eventsOf('step').length === 1, 'the step');
    charger.socket.terminate();
    expect(await result).toMatchObject({ kind: 'no-reply' });
  });

  it('says the same when the gateway stops', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      RemoteStartTransaction: () => ({ status: 'Accepted' }),
    });
    const stopping = new AbortController();
    const result = connection.prepare(makeOrder('boost')).send(stopping.signal);
    await waitFor(() => charger.calls('RemoteStartTransaction').length === 1, 'the start');
    await waitFor(() => gateway.fakes.eventsOf('step').length === 1, 'the step');
    stopping.abort();
    expect(await result).toMatchObject({ kind: 'no-reply' });
  });
});

describe('a start that an earlier attempt has brought on its way', () => {
  it('is no refusal when the charger refuses a second one', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      RemoteStartTransaction: () => {
        setTimeout(() => void charger.call('StartTransaction', startPayload()), 100);
        return { status: 'Rejected' };
      },
      GetCompositeSchedule: () => ({ status: 'Rejected' }),
    });
    const again = makeOrder('boost', { attempt: 2 });
    expect(await sendOrder(connection, again)).toEqual({ kind: 'accepted' });
  });
});

describe('a session that begins on the older link while a newer one opens', () => {
  it('is known to the newer one', async () => {
    const { fakes } = gateway;
    fakes.gate = (what) => {
      if (what !== 'open') return;
      fakes.sessions.push({
        ...{ sessionId: 1, deviceId: 'device-cp-1' as DeviceId, connectorId: 1, idTag: 'driver' },
        ...{ startedAtMs: Date.now(), meterStartWh: 0, stationId: null },
        ...{ endedAtMs: null, meterStopWh: null, endReason: null },
      });
    };
    const { charger, connection } = await gateway.connectReady('cp-1', {
      SetChargingProfile: () => ({ status: 'Accepted' }),
    });
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
    expect(charger.calls('RemoteStartTransaction')).toHaveLength(0);
    expect(charger.calls('SetChargingProfile')).toHaveLength(1);
  });
});
