import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceState } from '../../src/domain/ports/devices.ts';
import type { Transaction } from '../../src/domain/transaction.ts';
import { makeTransaction } from '../support/builders.ts';
import { makeCharger } from '../support/ocpp/fake-ports.ts';
import { startPayload, TestGateway } from '../support/ocpp/gateway.ts';
import type { Json } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ scale: 100 });
});
afterEach(() => gateway.stop());

/** The verdict that was stored. */
function verdict(): Promise<Json> {
  return waitFor(() => gateway.fakes.reported('cp-1', 'test'), 'a verdict');
}

describe('a test charge that an earlier link left behind', () => {
  const open: Transaction = makeTransaction({
    ...{ status: 'ACKNOWLEDGED', epoch: 1, attempt: 1, createdAtMs: Date.now() },
    command: { kind: 'test_charge', params: {} },
  });

  /** The test began a session on a first link, which was lost; then the charger is back. */
  async function returnWith(stored: Transaction) {
    const { charger } = await gateway.connectReady('cp-1');
    const { transactionId } = await charger.ask('StartTransaction', startPayload());
    gateway.fakes.transactions.set(stored.id, stored);
    const wishes = { test: { transactionId: stored.id, atMs: 1 } };
    const state: Partial<DeviceState> = {
      device: makeCharger('cp-1'),
      description: null,
      wishes,
    };
    gateway.fakes.known.set('device-cp-1', state as DeviceState);
    charger.close();
    await waitFor(() => gateway.fakes.closed.length > 0, 'the end of the link');
    const next = await gateway.connectReady('cp-1', {
      RemoteStopTransaction: () => ({ status: 'Accepted' }),
      ClearChargingProfile: () => ({ status: 'Unknown' }),
    });
    return { ...next, transactionId };
  }

  it('ends with its session and its limit, before anything else is sent', async () => {
    const { charger, transactionId } = await returnWith(open);
    expect(await verdict()).toMatchObject({
      ...{ transactionId: open.id, verdict: 'interrupted', peakW: null },
    });
    const [stop] = charger.calls('RemoteStopTransaction');
    expect(stop?.payload).toEqual({ transactionId });
    expect(charger.calls('ClearChargingProfile').at(-1)?.payload).toEqual({ id: 7_014 });
  });

  it('leaves the session of a driver from before it alone', async () => {
    const later = { ...open, createdAtMs: Date.now() + 3_600_000 };
    const { charger } = await returnWith(later);
    expect(await verdict()).toMatchObject({ verdict: 'interrupted' });
    expect(charger.calls('RemoteStopTransaction')).toEqual([]);
  });

  it('is left to its lane while it is only sent, and ended once that gave it up', async () => {
    const sent = { ...open, status: 'SENT' } as const;
    const { charger } = await returnWith(sent);
    expect(charger.calls('ClearChargingProfile')).toEqual([]);
    expect(gateway.fakes.reported('cp-1', 'test')).toBeUndefined();
    gateway.fakes.transactions.set(open.id, { ...sent, status: 'UNCONFIRMED' });
    expect(await verdict()).toMatchObject({ verdict: 'interrupted' });
  });

  it('is not ended by the link that repeats it', async () => {
    const { charger } = await returnWith({ ...open, epoch: 2 });
    expect(charger.calls('ClearChargingProfile')).toEqual([]);
    expect(gateway.fakes.reported('cp-1', 'test')).toBeUndefined();
  });
});
