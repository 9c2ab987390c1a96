import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  makeOrder,
  sendOrder,
  startPayload,
  statusPayload,
  TestGateway,
} from '../support/ocpp/gateway.ts';
import type { RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

const obedient: RawCharger['behaviours'] = {
  SetChargingProfile: () => ({ status: 'Accepted' }),
  ClearChargingProfile: () => ({ status: 'Accepted' }),
};

/** A charger that holds our guard and a boost in the session of a driver. */
async function connectHolding(behaviours: RawCharger['behaviours'] = {}) {
  const linked = await gateway.connectReady('cp-1', { ...obedient, ...behaviours });
  await linked.charger.ask('StartTransaction', startPayload('a-driver'));
  await sendOrder(linked.connection, makeOrder('resume'));
  await sendOrder(linked.connection, makeOrder('boost'));
  const held = linked.charger.calls('SetChargingProfile');
  expect(held.length).toBeGreaterThanOrEqual(2);
  return linked;
}

describe('a charger whose device is retired', () => {
  it('is left without any profile of ours, and only then sent away', async () => {
    const { charger, connection } = await connectHolding();
    connection.dismiss?.('it was de-authenticated');
    expect(connection.isReady()).toBe(false);
    await waitFor(() => !charger.isOpen, 'the end of the link');
    const cleared = charger.calls('ClearChargingProfile').map(({ payload }) => payload);
    expect(cleared).toEqual([{ id: 7_013 }, { id: 7_011 }]);
  });

  it('is sent away at once where nothing of ours is on it', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', obedient);
    connection.dismiss?.('it was de-authenticated');
    await waitFor(() => !charger.isOpen, 'the end of the link');
    expect(charger.calls('ClearChargingProfile')).toEqual([]);
  });

  it('has nothing stored and takes no command, while it does not answer either', async () => {
    const { charger, connection } = await connectHolding({
      ClearChargingProfile: () => new Promise(() => undefined),
    });
    connection.dismiss?.('it was de-authenticated');
    await waitFor(() => charger.calls('ClearChargingProfile').length === 1, 'the clearing');
    const before = gateway.fakes.events.length;
    await expect(charger.ask('StatusNotification', statusPayload('Faulted'))).rejects.toThrow();
    expect(await sendOrder(connection, makeOrder('boost'))).toMatchObject({ kind: 'unreachable' });
    expect(gateway.fakes.events).toHaveLength(before);
    await waitFor(() => !charger.isOpen, 'the end of the link');
  });
});
