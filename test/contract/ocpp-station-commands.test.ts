import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOrder, sendOrder, TestGateway } from '../support/ocpp/gateway.ts';
import type { Json, RawCharger } from '../support/ocpp/raw-charger.ts';
import {
  connectStation,
  eventPayload,
  stationId,
  stationSample,
} from '../support/ocpp/raw-station.ts';
import { makeSchemaCheck, type SchemaVersion } from '../support/ocpp/schemas.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

const behaviours: RawCharger['behaviours'] = {
  SetChargingProfile: () => ({ status: 'Accepted' }),
  ClearChargingProfile: () => ({ status: 'Accepted' }),
  RequestStopTransaction: () => ({ status: 'Accepted' }),
  SetVariables: (payload) => {
    const [{ component, variable }] = payload['setVariableData'] as [Json];
    return { setVariableResult: [{ attributeStatus: 'Accepted', component, variable }] };
  },
  GetCompositeSchedule: () => ({
    status: 'Accepted',
    schedule: {
      ...{ evseId: 1, duration: 60, scheduleStart: new Date().toISOString() },
      ...{ chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 6 }] },
    },
  }),
};

const idToken = { idToken: 'A-DRIVER', type: 'ISO14443' };
const sample = { meterValue: stationSample(0, 1_000) };

describe.each<SchemaVersion>(['2.0.1', '2.1'])('commands to a station of OCPP %s', (version) => {
  const check = makeSchemaCheck(version);

  /** A station on which a driver's own session runs. */
  async function connectCharging(more: RawCharger['behaviours'] = {}) {
    const linked = await connectStation(gateway, {
      version,
      behaviours: { ...behaviours, ...more },
    });
    const start = eventPayload('Started', 0, { chargingState: 'SuspendedEVSE' }, { idToken });
    await linked.station.ask('TransactionEvent', { ...start, ...sample });
    return linked;
  }

  function expectValid(station: RawCharger): void {
    for (const { action, payload } of station.calls()) {
      expect(check(action, 'request', payload), action).toBe('');
    }
  }

  it('lift the limit of a running session by a profile of its transaction (row A)', async () => {
    const { station, connection } = await connectCharging();

    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });

    expect(station.calls('RequestStartTransaction')).toEqual([]);
    expect(station.calls('SetChargingProfile')[0]?.payload).toMatchObject({
      evseId: 1,
      chargingProfile: {
        ...{ id: 7_013, stackLevel: 9, chargingProfilePurpose: 'TxProfile' },
        transactionId: stationId,
        chargingSchedule: [{ chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] }],
      },
    });
    expectValid(station);
  });

  it('start a session, which names the start by its number (row B)', async () => {
    const { station, connection } = await connectStation(gateway, {
      version,
      behaviours: {
        ...behaviours,
        RequestStartTransaction: ({ remoteStartId }) => {
          const info = { remoteStartId, chargingState: 'Charging' };
          const start = eventPayload('Started', 0, info, { triggerReason: 'RemoteStart' });
          setImmediate(() => void station.call('TransactionEvent', start));
          return { status: 'Accepted' };
        },
      },
    });

    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });

    expect(station.calls('RequestStartTransaction')[0]?.payload).toMatchObject({
      ...{ evseId: 1, idToken: { idToken: 'joulegate', type: 'Central' } },
    });
    expect(gateway.fakes.reported('cs-1', 'session')).toMatchObject({
      ...{ running: true, startedByGateway: true, stationId },
    });
    expectValid(station);
  });

  it('use a transaction that began at the plug, and wait for it to be its session', async () => {
    const { station, connection } = await connectStation(gateway, {
      version,
      behaviours: {
        ...behaviours,
        RequestStartTransaction: ({ remoteStartId }) => {
          const info = { remoteStartId, chargingState: 'Charging' };
          const update = eventPayload('Updated', 1, info, { triggerReason: 'RemoteStart' });
          setImmediate(() => void station.call('TransactionEvent', update));
          return { status: 'Accepted', transactionId: stationId };
        },
      },
    });
    const plugged = eventPayload('Started', 0, { chargingState: 'EVConnected' });
    await station.ask('TransactionEvent', plugged);

    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });

    expect(gateway.fakes.sessions).toHaveLength(1);
    expect(gateway.fakes.sessions[0]).toMatchObject({ stationId, idTag: 'joulegate' });
  });

  it('take their own profile away by its id, and read back what holds then', async () => {
    const { station, connection } = await connectCharging();
    await sendOrder(connection, makeOrder('boost'));

    const cancel = makeOrder('cancel_boost');
    expect(await sendOrder(connection, cancel)).toEqual({ kind: 'accepted' });

    expect(station.calls('ClearChargingProfile')[0]?.payload).toEqual({
      chargingProfileId: 7_013,
    });
    expect(gateway.fakes.reported('cs-1', 'profile')).toMatchObject({
      ...{ boostInstalled: false, readBack: true, limitAmps: 6 },
    });
    expect(station.calls('RequestStopTransaction')).toEqual([]);
    expectValid(station);
  });

  it('refuse a start that comes after its cancel, and stop what it began', async () => {
    const { station, connection } = await connectStation(gateway, {
      version,
      behaviours: { ...behaviours, RequestStartTransaction: () => ({ status: 'Accepted' }) },
    });
    await sendOrder(connection, makeOrder('boost'));
    await sendOrder(connection, makeOrder('cancel_boost'));
    const [asked] = station.calls('RequestStartTransaction');

    const info = { remoteStartId: asked?.payload['remoteStartId'], chargingState: 'Charging' };
    const own = { idToken: { idToken: 'joulegate', type: 'Central' } };
    const answer = await station.ask('TransactionEvent', eventPayload('Started', 0, info, own));

    expect(answer).toEqual({ idTokenInfo: { status: 'Blocked' } });
    const stop = await waitFor(() => station.calls('RequestStopTransaction')[0], 'the stop');
    expect(stop.payload).toEqual({ transactionId: stationId });
  });

  it('ask for samples more often while they look for evidence, and ask for some', async () => {
    const { station, connection } = await connectCharging();
    await sendOrder(connection, makeOrder('boost'));
    const set = await waitFor(() => station.calls('SetVariables')[0], 'a shorter interval');
    expect(set.payload).toMatchObject({
      setVariableData: [{ variable: { name: 'TxUpdatedInterval' }, attributeValue: '10' }],
    });
    expectValid(station);
  });

  it('end as rejected, with the call and its answer', async () => {
    const { connection } = await connectStation(gateway, {
      version,
      behaviours: { ...behaviours, RequestStartTransaction: () => ({ status: 'Rejected' }) },
    });
    expect(await sendOrder(connection, makeOrder('boost'))).toMatchObject({
      ...{ kind: 'rejected', detail: expect.stringContaining('RequestStartTransaction: Rejected') },
    });
  });
});
