import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOrder, sendOrder, startPayload, TestGateway } from '../support/ocpp/gateway.ts';
import type { RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

const behaviours: RawCharger['behaviours'] = {
  RemoteStartTransaction: () => ({ status: 'Accepted' }),
  ClearChargingProfile: () => ({ status: 'Unknown' }),
  GetCompositeSchedule: () => ({ status: 'Rejected' }),
  RemoteStopTransaction: () => ({ status: 'Accepted' }),
};

/** A charger that has taken a boost, began nothing so far, and was then told to cancel it. */
async function connectCancelled() {
  const linked = await gateway.connectReady('cp-1', behaviours);
  expect(await sendOrder(linked.connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
  const cancelled = await sendOrder(linked.connection, makeOrder('cancel_boost'));
  expect(cancelled).toEqual({ kind: 'accepted' });
  return linked;
}

describe('a session that a cancelled boost begins after all', () => {
  it('is neither authorised nor left running', async () => {
    const { charger } = await connectCancelled();
    const { transactionId, idTagInfo } = await charger.ask('StartTransaction', startPayload());
    expect(idTagInfo).toEqual({ status: 'Blocked' });
    await waitFor(() => charger.calls('RemoteStopTransaction').length === 1, 'the stop');
    expect(charger.calls('RemoteStopTransaction')[0]?.payload).toEqual({ transactionId });
  });

  it('is not mistaken for the session of a driver', async () => {
    const { charger } = await connectCancelled();
    const { idTagInfo } = await charger.ask('StartTransaction', startPayload('a-driver'));
    expect(idTagInfo).toEqual({ status: 'Accepted' });
    expect(charger.calls('RemoteStopTransaction')).toHaveLength(0);
  });

  it('is not mistaken for the session of the next boost', async () => {
    const { charger, connection } = await connectCancelled();
    const result = sendOrder(connection, makeOrder('boost'));
    await waitFor(() => charger.calls('RemoteStartTransaction').length === 2, 'the start');
    const { idTagInfo } = await charger.ask('StartTransaction', startPayload());
    expect(idTagInfo).toEqual({ status: 'Accepted' });
    expect(await result).toEqual({ kind: 'accepted' });
    expect(charger.calls('RemoteStopTransaction')).toHaveLength(0);
  });
});

describe('a cancel whose effect is looked for', () => {
  it('is metered once more before a suspension undoes it', async () => {
    const { charger, connection } = await connectCancelled();
    const before = charger.calls().length;
    expect(await sendOrder(connection, makeOrder('suspend'))).toEqual({ kind: 'accepted' });
    const actions = charger.calls().map(({ action }) => action);
    const cleared = actions.indexOf('ClearChargingProfile', before);
    expect(actions.slice(before, cleared)).toContain('TriggerMessage');
  });
});
