import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeReport } from '../support/builders.ts';
import {
  makeOrder,
  powerPayload,
  sendOrder,
  startPayload,
  TestGateway,
} from '../support/ocpp/gateway.ts';
import type { RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

/** A charger on which the gateway's own boost has begun a session. */
async function connectBoosted(behaviours: RawCharger['behaviours'] = {}) {
  const linked = await gateway.connectReady('cp-1', { ...cancelBehaviours, ...behaviours });
  await linked.charger.ask('StartTransaction', startPayload());
  return linked;
}

const cancelBehaviours: RawCharger['behaviours'] = {
  ClearChargingProfile: () => ({ status: 'Accepted' }),
  SetChargingProfile: () => ({ status: 'Accepted' }),
  RemoteStopTransaction: () => ({ status: 'Accepted' }),
  GetCompositeSchedule: () => ({
    status: 'Accepted',
    connectorId: 1,
    chargingSchedule: {
      chargingRateUnit: 'A',
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 6 }],
    },
  }),
};

describe('boost', () => {
  it('lifts the limit of a running session and nothing else (row A)', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', cancelBehaviours);
    const { transactionId } = await charger.ask('StartTransaction', startPayload('a-driver'));
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
    expect(charger.calls('RemoteStartTransaction')).toHaveLength(0);
    expect(charger.calls('SetChargingProfile')[0]?.payload).toMatchObject({
      connectorId: 1,
      csChargingProfiles: {
        chargingProfileId: 7_013,
        transactionId,
        stackLevel: 8,
        chargingProfilePurpose: 'TxProfile',
        chargingSchedule: {
          chargingRateUnit: 'A',
          chargingSchedulePeriod: [{ startPeriod: 0, limit: 32 }],
        },
      },
    });
    expect(gateway.fakes.reported('cp-1', 'profile')).toEqual({
      ...{ boostInstalled: true, planId: null, guardInstalled: false },
      limitAmps: 32,
      readBack: false,
    });
  });

  it('starts a session, and lifts a limit that holds for it (row B)', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      ...cancelBehaviours,
      RemoteStartTransaction: () => {
        setImmediate(() => void charger.call('StartTransaction', startPayload()));
        return { status: 'Accepted' };
      },
    });
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
    const made = charger
      .calls()
      .slice(-3)
      .map(({ action }) => action);
    expect(made).toEqual(['RemoteStartTransaction', 'GetCompositeSchedule', 'SetChargingProfile']);
  });

  it('goes on as soon as the charger knows the number of the session', async () => {
    await gateway.stop();
    gateway = await TestGateway.start({ scale: 4 });
    const { charger, connection } = await gateway.connectReady('cp-1', {
      ...cancelBehaviours,
      RemoteStartTransaction: () => {
        setImmediate(() => void charger.call('StartTransaction', startPayload(), 'start'));
        return { status: 'Accepted' };
      },
    });
    const beganAtMs = Date.now();
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
    expect(Date.now() - beganAtMs).toBeLessThan(3_000);
    const told = charger.frames.findIndex(({ text }) => text.startsWith('[3,"start"'));
    const asked = charger.frames.findIndex(({ text }) => text.includes('"GetCompositeSchedule"'));
    expect(told).toBeGreaterThan(-1);
    expect(told).toBeLessThan(asked);
  });

  it('records each step with the hash of its frame, epoch and attempt', async () => {
    const { charger, connection } = await connectBoosted();
    await sendOrder(
      connection,
      makeOrder('boost', { attempt: 2, issuedAtMs: Date.now() + 60_000 }),
    );
    const [call] = charger.calls('SetChargingProfile');
    expect(gateway.fakes.eventsOf('step')).toEqual([
      {
        type: 'step',
        transactionId: 'tx-boost',
        attempt: 2,
        epoch: connection.epoch,
        detail: 'SetChargingProfile sent',
        frameHash: createHash('sha256').update(String(call?.text)).digest('hex'),
      },
    ]);
  });

  it('puts an unavailable connector back into service first (row D)', async () => {
    const { charger, connection } = await gateway.connectReady(
      'cp-1',
      {
        ChangeAvailability: () => {
          setImmediate(() => void charger.call('StatusNotification', preparing));
          return { status: 'Accepted' };
        },
        RemoteStartTransaction: () => ({ status: 'Accepted' }),
      },
      'Unavailable',
    );
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
    const [change] = charger.calls('ChangeAvailability');
    expect(change?.payload).toEqual({ connectorId: 1, type: 'Operative' });
  });

  it.each([
    [
      { status: 'Rejected' },
      { kind: 'rejected', code: 'rejected', detail: 'RemoteStartTransaction: Rejected' },
    ],
    [
      { error: 'NotSupported' },
      { kind: 'unsupported', detail: 'RemoteStartTransaction: NotSupported' },
    ],
    [
      { error: 'InternalError' },
      { kind: 'rejected', code: 'call_error', detail: 'RemoteStartTransaction: InternalError' },
    ],
  ])('hands a refused start back with the call and its answer: %o', async (answer, reply) => {
    const { connection } = await gateway.connectReady('cp-1', {
      RemoteStartTransaction: () => answer,
    });
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual(reply);
  });

  it('rejects when the profile is refused in every way in a running session', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      SetChargingProfile: () => ({ status: 'Rejected' }),
    });
    await charger.ask('StartTransaction', startPayload('a-driver'));
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({
      kind: 'unsupported',
      detail: expect.stringContaining('SetChargingProfile: Rejected (tried: A, plain, session; W,'),
    });
    const steps = gateway.fakes.eventsOf('step').map(({ detail }) => detail);
    expect(steps.slice(0, 4)).toEqual([
      'SetChargingProfile sent',
      'SetChargingProfile (again) sent',
      'SetChargingProfile (W, plain, session) sent',
      'SetChargingProfile (A, level 0, session) sent',
    ]);
  });

  it('serves an Authorize that the charger awaits before it answers the start', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      RemoteStartTransaction: async () => {
        await charger.ask('Authorize', { idTag: 'joulegate' });
        return { status: 'Accepted' };
      },
    });
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
  });

  it('waits for the start that a delivering connector has not sent yet', async () => {
    const { charger, connection } = await gateway.connectReady(
      'cp-1',
      { SetChargingProfile: () => ({ status: 'Accepted' }) },
      'Charging',
    );
    const result = sendOrder(connection, makeOrder('boost'));
    await charger.ask('StartTransaction', startPayload('a-driver'));
    expect(await result).toEqual({ kind: 'accepted' });
    expect(charger.calls('RemoteStartTransaction')).toHaveLength(0);
  });

  it('makes only the missing steps when it is tried again', async () => {
    const { charger, connection } = await connectBoosted({
      GetCompositeSchedule: () => ({ status: 'Rejected' }),
    });
    const again = makeOrder('boost', { attempt: 2 });
    expect(await sendOrder(connection, again)).toEqual({ kind: 'accepted' });
    expect(charger.calls('RemoteStartTransaction')).toHaveLength(0);
    expect(charger.calls('SetChargingProfile')).toHaveLength(0);
  });

  it('sends nothing past its deadline', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1');
    const late = makeOrder('boost', { attempt: 2, expiresAtMs: Date.now() - 1 });
    expect(await sendOrder(connection, late)).toMatchObject({ kind: 'unreachable' });
    expect(charger.calls('RemoteStartTransaction')).toHaveLength(0);
  });

  it('asks for samples after the last answer, until they show the effect', async () => {
    const { charger, connection } = await connectBoosted({
      GetCompositeSchedule: () => ({ status: 'Rejected' }),
    });
    const trigger = charger.behaviours['TriggerMessage'];
    charger.behaviours['TriggerMessage'] = (payload, id) => {
      if (payload['requestedMessage'] !== 'MeterValues') return trigger?.(payload, id) ?? 'silent';
      setImmediate(() => void charger.call('MeterValues', powerPayload(7_000, 1)));
      return { status: 'Accepted' };
    };
    await sendOrder(connection, makeOrder('boost'));
    await waitFor(() => gateway.fakes.reported('cp-1', 'meter'), 'a sample');
    expect(gateway.fakes.reported('cp-1', 'meter')).toMatchObject({ powerW: 7_000, sessionId: 1 });
  });
});

describe('cancel boost', () => {
  it('finds nothing to undo without a boost, and the read-back proves it', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      ...cancelBehaviours,
      ClearChargingProfile: () => ({ status: 'Unknown' }),
    });
    expect(await sendOrder(connection, makeOrder('cancel_boost'))).toEqual({ kind: 'accepted' });
    expect(charger.calls('ClearChargingProfile')[0]?.payload).toEqual({ id: 7_013 });
    expect(charger.calls('SetChargingProfile')).toHaveLength(0);
    expect(gateway.fakes.reported('cp-1', 'profile')).toEqual({
      ...{ boostInstalled: false, planId: null, guardInstalled: false },
      limitAmps: 6,
      readBack: true,
      calledOffUntilMs: expect.any(Number),
    });
  });

  it('says of a guard that an earlier link gave that nothing shows it', async () => {
    const profile = makeReport({ boostInstalled: false, guardInstalled: true });
    gateway.fakes.reports.set('device-cp-1', { profile });
    const { connection } = await gateway.connectReady('cp-1', cancelBehaviours);
    await sendOrder(connection, makeOrder('cancel_boost'));
    expect(gateway.fakes.reported('cp-1', 'profile')).toMatchObject({ guardInstalled: null });
  });

  it('pauses a session that the boost began', async () => {
    const { charger, connection } = await connectBoosted();
    expect(await sendOrder(connection, makeOrder('cancel_boost'))).toEqual({ kind: 'accepted' });
    expect(charger.calls('SetChargingProfile')[0]?.payload).toMatchObject({
      csChargingProfiles: {
        chargingProfileId: 7_012,
        stackLevel: 4,
        chargingSchedule: { chargingSchedulePeriod: [{ startPeriod: 0, limit: 0 }] },
      },
    });
    expect(charger.calls('RemoteStopTransaction')).toHaveLength(0);
  });

  it('stops the session as the last rung', async () => {
    const { charger, connection } = await connectBoosted({
      SetChargingProfile: () => ({ status: 'Rejected' }),
    });
    expect(await sendOrder(connection, makeOrder('cancel_boost'))).toEqual({ kind: 'accepted' });
    expect(charger.calls('RemoteStopTransaction')[0]?.payload).toEqual({ transactionId: 1 });
  });

  it('leaves the session of a driver alone', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', cancelBehaviours);
    await charger.ask('StartTransaction', startPayload('a-driver'));
    await sendOrder(connection, makeOrder('cancel_boost'));
    expect(charger.calls('SetChargingProfile')).toHaveLength(0);
    expect(charger.calls('RemoteStopTransaction')).toHaveLength(0);
  });

  it('takes the charger at its word where it reads no schedule back', async () => {
    const { connection } = await gateway.connectReady('cp-1', {
      ClearChargingProfile: () => ({ status: 'Unknown' }),
    });
    expect(await sendOrder(connection, makeOrder('cancel_boost'))).toEqual({ kind: 'accepted' });
    expect(gateway.fakes.reported('cp-1', 'profile')).toMatchObject({ readBack: true });
  });

  it('reads the schedule back again after the last answer', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', cancelBehaviours);
    await sendOrder(connection, makeOrder('cancel_boost'));
    await waitFor(() => charger.calls('GetCompositeSchedule').length >= 2, 'a second read-back');
  });
});

const preparing = { connectorId: 1, errorCode: 'NoError', status: 'Preparing' };
