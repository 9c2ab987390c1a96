import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceState } from '../../src/domain/ports/devices.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import { makeCharger } from '../support/ocpp/fake-ports.ts';
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

function cancelOf(planRests: boolean) {
  return makeOrder('cancel_boost', { command: { kind: 'cancel_boost', params: { planRests } } });
}

/** A start of ours so long after now, ms. */
function startPayloadAt(inMs: number) {
  return { ...startPayload(), timestamp: new Date(Date.now() + inMs).toISOString() };
}

describe('a session that a cancelled boost begins after all', () => {
  it('is neither authorised nor left running', async () => {
    const { charger } = await connectCancelled();
    const { transactionId, idTagInfo } = await charger.ask('StartTransaction', startPayload());
    expect(idTagInfo).toEqual({ status: 'Blocked' });
    await waitFor(() => charger.calls('RemoteStopTransaction').length === 1, 'the stop');
    expect(charger.calls('RemoteStopTransaction')[0]?.payload).toEqual({ transactionId });
  });

  it('is stopped on the next link, too', async () => {
    const { charger } = await connectCancelled();
    charger.close();
    const next = await gateway.connectReady('cp-1', behaviours);
    const { idTagInfo } = await next.charger.ask('StartTransaction', startPayload());
    expect(idTagInfo).toEqual({ status: 'Blocked' });
    await waitFor(() => next.charger.calls('RemoteStopTransaction').length === 1, 'the stop');
  });

  it.each([
    ['a boost is open again', { boost: { transactionId: 'again', atMs: 1 } }, null, 'Accepted'],
    ['a plan has asked for a start since', {}, Number.MAX_SAFE_INTEGER, 'Accepted'],
    ['a plan had asked for one before', {}, 1, 'Blocked'],
  ])('is judged by what is wanted then: %s', async (_what, wishes, plannedAtMs, status) => {
    const { charger } = await connectCancelled();
    const { known, transactions } = gateway.fakes;
    const settings = { planCommandId: plannedAtMs === null ? null : 'plan' };
    const state = { device: makeCharger('cp-1'), description: null, wishes, settings };
    known.set('device-cp-1', state as unknown as DeviceState);
    const command = { kind: 'set_charging_schedule', params: { begins: true } };
    const planned = { command, sentAtMs: plannedAtMs } as unknown as Transaction;
    if (plannedAtMs !== null) transactions.set('plan', planned);
    charger.close();
    const next = await gateway.connectReady('cp-1', behaviours);
    const { idTagInfo } = await next.charger.ask('StartTransaction', startPayload());
    expect(idTagInfo).toEqual({ status });
  });

  it('is wanted when the time for it is long over', async () => {
    const { charger } = await connectCancelled();
    // Half an hour, in the time of these tests.
    const { idTagInfo } = await charger.ask('StartTransaction', startPayloadAt(20_000));
    expect(idTagInfo).toEqual({ status: 'Accepted' });
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

describe('a session that a cancel lets go on', () => {
  it('is begun again by its charger after a loss of power', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      ...behaviours,
      SetChargingProfile: () => ({ status: 'Accepted' }),
      RemoteStartTransaction: () => {
        setImmediate(() => void charger.call('StartTransaction', startPayload()));
        return { status: 'Accepted' };
      },
    });
    await sendOrder(connection, makeOrder('boost'));
    await sendOrder(connection, cancelOf(false));
    const timestamp = new Date().toISOString();
    const stop = { transactionId: 1, meterStop: 2_000, timestamp, reason: 'PowerLoss' };
    await charger.ask('StopTransaction', stop);
    const { idTagInfo } = await charger.ask('StartTransaction', startPayloadAt(5_000));
    expect(idTagInfo).toEqual({ status: 'Accepted' });
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
