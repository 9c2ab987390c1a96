import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setChargingSchedule } from '../../src/domain/commands/charging-schedule.ts';
import {
  makeOrder,
  sendOrder,
  startPayload,
  statusPayload,
  TestGateway,
} from '../support/ocpp/gateway.ts';
import type { Json, RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

const accepted = { kind: 'accepted' } as const;
type Behaviour = RawCharger['behaviours'][string];
const accept: Behaviour = () => ({ status: 'Accepted' });
const never: Behaviour = () => new Promise<never>(() => undefined);
const profile = () => gateway.fakes.reported('cp-1', 'profile');

/** A plan that rests now, in whichever attempt. */
function rest(attempt = 1) {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const periods = [{ startAt: at(-1), limitAmps: 0 }];
  const flags = { isBoosting: false, begins: false };
  const params = { planId: 'p', periods, endAt: at(60), ...flags };
  const command = { kind: 'set_charging_schedule', params } as const;
  return makeOrder('set_charging_schedule', { attempt, command });
}

function cancel(attempt = 1) {
  const command = { kind: 'cancel_boost', params: { planRests: true } } as const;
  return makeOrder('cancel_boost', { attempt, command });
}

/** A connector whose session only ends when it is taken out of service. */
function makeConnector() {
  let charger: RawCharger | null = null;
  const connector = {
    isIn: true,
    /** How it is put back. */
    onPutBack: accept,
    async connect(status = 'Charging') {
      charger = null;
      const linked = await gateway.connectReady('cp-1', behaviours, status);
      ({ charger } = linked);
      return linked;
    },
    async connectDriven() {
      const linked = await connector.connect();
      await linked.charger.ask('StartTransaction', startPayload('a-driver'));
      return linked;
    },
  };
  const refuse = () => ({ error: 'NotImplemented' });
  const end = async () => {
    const stop = { transactionId: 1, meterStop: 2_000, timestamp: new Date().toISOString() };
    await charger?.call('StopTransaction', { ...stop, reason: 'Other' });
    await charger?.call('StatusNotification', statusPayload('Unavailable'));
  };
  const behaviours: RawCharger['behaviours'] = {
    SetChargingProfile: refuse,
    ClearChargingProfile: refuse,
    GetCompositeSchedule: refuse,
    RemoteStopTransaction: () => ({ status: 'Rejected' }),
    ChangeAvailability: (payload, ...rest) => {
      if (payload['type'] === 'Inoperative') {
        connector.isIn = false;
        setImmediate(() => void end());
        return { status: 'Accepted' };
      }
      const answer = connector.onPutBack(payload, ...rest);
      connector.isIn = 'status' in (answer as Json) && (answer as Json)['status'] === 'Accepted';
      const preparing = statusPayload('Preparing');
      if (connector.isIn) setImmediate(() => void charger?.call('StatusNotification', preparing));
      return answer;
    },
  };
  return connector;
}

describe('a connector that was taken out of service, and whose way back is not answered', () => {
  let connector: ReturnType<typeof makeConnector>;
  beforeEach(() => {
    connector = makeConnector();
    connector.onPutBack = never;
  });

  it('is put back by the next attempt, which finds its session ended', async () => {
    const { connection } = await connector.connectDriven();
    expect(await sendOrder(connection, rest())).toMatchObject({ kind: 'no-reply' });
    expect(profile()).toMatchObject({ outOfServiceId: 1 });
    connector.onPutBack = accept;
    expect(await sendOrder(connection, rest(2))).toEqual(accepted);
    expect(connector.isIn).toBe(true);
    expect(profile()).toMatchObject({ planId: 'p', control: 'on_off' });
    expect(profile()).not.toHaveProperty('outOfServiceId');
  });

  it('is put back by the next attempt of the end of a boost', async () => {
    const { connection } = await connector.connectDriven();
    expect(await sendOrder(connection, cancel())).toMatchObject({ kind: 'no-reply' });
    connector.onPutBack = accept;
    expect(await sendOrder(connection, cancel(2))).toEqual(accepted);
    expect(connector.isIn).toBe(true);
  });

  it('is put back on a new link without any command', async () => {
    const first = await connector.connectDriven();
    await sendOrder(first.connection, rest());
    first.charger.close();
    await waitFor(() => gateway.fakes.closed.length > 0, 'the end of the first link');
    connector.onPutBack = accept;
    await connector.connect('Unavailable');
    await waitFor(() => profile()?.['outOfServiceId'] === undefined, 'the connector to be back');
    expect(connector.isIn).toBe(true);
  });

  it('is put back though no attempt follows', async () => {
    const { charger, connection } = await connector.connectDriven();
    let asked = 0;
    connector.onPutBack = () =>
      ++asked > 1 ? { status: 'Accepted' } : new Promise(() => undefined);
    await sendOrder(connection, rest());
    await waitFor(() => profile()?.['outOfServiceId'] === undefined, 'the connector to be back');
    expect(connector.isIn).toBe(true);
    expect(charger.calls('ChangeAvailability')).toHaveLength(3);
  });

  it('is put back before its charger leaves the account', async () => {
    const { connection } = await connector.connectDriven();
    await sendOrder(connection, rest());
    connector.onPutBack = accept;
    connection.dismiss?.('retired');
    await waitFor(() => connector.isIn, 'the connector to be back');
  });
});

describe('a connector that cannot be put back', () => {
  it('is told, in every attempt and whatever else was reached', async () => {
    const connector = makeConnector();
    connector.onPutBack = () => ({ status: 'Rejected' });
    const { connection } = await connector.connectDriven();
    const refused = { kind: 'rejected', detail: 'ChangeAvailability: Rejected' };
    const sentAtMs = Date.now();
    expect(await sendOrder(connection, rest())).toMatchObject(refused);
    expect(await sendOrder(connection, rest(2))).toMatchObject(refused);
    expect(await sendOrder(connection, makeOrder('boost'))).toMatchObject(refused);
    const { command } = rest();
    const reports = gateway.fakes.reports.get('device-cp-1') ?? {};
    const input = { reports, sentAtMs, marks: {}, transactionId: 't' };
    if (command.kind !== 'set_charging_schedule') throw new Error('another command');
    expect(setChargingSchedule.judge(command.params, input)).toMatchObject({
      kind: 'contrary',
      detail: 'the connector that was taken out of service is not back',
    });
  });

  it('is out of service no longer once its status says so, whoever put it back', async () => {
    const connector = makeConnector();
    connector.onPutBack = never;
    const { charger, connection } = await connector.connectDriven();
    expect(await sendOrder(connection, rest())).toMatchObject({ kind: 'no-reply' });
    expect(profile()).toMatchObject({ outOfServiceId: 1 });
    await charger.ask('StatusNotification', statusPayload('Preparing'));
    await waitFor(() => profile()?.['outOfServiceId'] === undefined, 'the connector to be back');
    expect(await sendOrder(connection, rest(2))).toEqual(accepted);
  });

  it('is taken for in service where its charger does not know the call', async () => {
    const connector = makeConnector();
    connector.onPutBack = () => ({ error: 'NotSupported' });
    const { connection } = await connector.connectDriven();
    expect(await sendOrder(connection, rest())).toEqual(accepted);
    expect(profile()).not.toHaveProperty('outOfServiceId');
  });

  it('is stored as out of service before it is taken out of it', async () => {
    const connector = makeConnector();
    const { charger, connection } = await connector.connectDriven();
    gateway.fakes.gate = (what) => {
      if (what === 'report profile') throw new Error('the store is away');
    };
    await sendOrder(connection, rest());
    expect(charger.calls('ChangeAvailability')).toEqual([]);
  });

  it('is not taken for out of service where the charger refuses to take it out', async () => {
    const { charger, connection } = await makeConnector().connectDriven();
    charger.behaviours['ChangeAvailability'] = () => ({ status: 'Rejected' });
    await sendOrder(connection, rest());
    expect(charger.calls('ChangeAvailability')).toHaveLength(1);
    expect(profile()).not.toHaveProperty('outOfServiceId');
  });
});
