import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOrder, sendOrder, startPayload, TestGateway } from '../support/ocpp/gateway.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

describe('boost', () => {
  it('starts a session with our own tag on a plugged connector (row B)', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      RemoteStartTransaction: () => {
        queueMicrotask(() => void charger.call('StartTransaction', startPayload()));
        return { status: 'Accepted' };
      },
    });
    const result = await sendOrder(connection, makeOrder('boost'));
    expect(result).toEqual({ kind: 'accepted' });
    expect(charger.calls('RemoteStartTransaction')[0]?.payload).toEqual({
      connectorId: 1,
      idTag: 'joulegate',
    });
  });
});
