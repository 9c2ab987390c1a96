import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendResult } from '../../src/domain/reply.ts';
import {
  makeOrder,
  powerPayload,
  sendOrder,
  startPayload,
  statusPayload,
  TestGateway,
} from '../support/ocpp/gateway.ts';
import type { Json, RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ scale: 100 });
});
afterEach(() => gateway.stop());

type Written = {
  readonly chargingProfileId: number;
  readonly chargingSchedule: {
    readonly duration?: number;
    readonly chargingSchedulePeriod: readonly { readonly startPeriod: number; limit: number }[];
  };
};

/** What the charger was told to allow last, and what it makes of it. */
type Meter = { limitAmps: number; toWatts(limitAmps: number): number };

/** A charger that begins when it is asked to, and meters what its limit makes of its vehicle. */
async function connectMetered(meter: Meter, behaviours: RawCharger['behaviours'] = {}) {
  let sessionId: number | undefined;
  const ready = await gateway.connectReady('cp-1', {
    RemoteStartTransaction: ({ chargingProfile }) => {
      if (chargingProfile) return { status: 'Rejected' };
      queueMicrotask(async () => {
        const answer = await charger.ask('StartTransaction', startPayload());
        sessionId = answer['transactionId'] as number;
      });
      return { status: 'Accepted' };
    },
    SetChargingProfile: ({ csChargingProfiles }) => {
      const { chargingSchedule } = csChargingProfiles as Written;
      meter.limitAmps = chargingSchedule.chargingSchedulePeriod[0]?.limit ?? meter.limitAmps;
      return { status: 'Accepted' };
    },
    ClearChargingProfile: () => ({ status: 'Accepted' }),
    RemoteStopTransaction: ({ transactionId }) => {
      queueMicrotask(() => {
        sessionId = undefined;
        const timestamp = new Date().toISOString();
        void charger.ask('StopTransaction', { transactionId, meterStop: 1_500, timestamp });
      });
      return { status: 'Accepted' };
    },
    ...behaviours,
  });
  const { charger } = ready;
  const trigger = charger.behaviours['TriggerMessage'];
  charger.behaviours['TriggerMessage'] = async (payload, messageId) => {
    if (payload['requestedMessage'] !== 'MeterValues') {
      return (await trigger?.(payload, messageId)) ?? { status: 'Rejected' };
    }
    const watts = sessionId === undefined ? 0 : meter.toWatts(meter.limitAmps);
    queueMicrotask(() => {
      if (charger.isOpen) void charger.call('MeterValues', powerPayload(watts, sessionId));
    });
    return { status: 'Accepted' };
  };
  return ready;
}

function written(charger: RawCharger): readonly Written[] {
  return charger
    .calls('SetChargingProfile')
    .map(({ payload }) => payload['csChargingProfiles'] as Written);
}

/** The verdict that was stored. */
function verdict(): Promise<Json> {
  return waitFor(() => gateway.fakes.reported('cp-1', 'test'), 'a verdict');
}

async function unplug(charger: RawCharger): Promise<void> {
  const timestamp = new Date().toISOString();
  const [session] = gateway.fakes.sessions;
  await charger.ask('StopTransaction', {
    ...{ transactionId: session?.sessionId, meterStop: 1_500 },
    ...{ timestamp, reason: 'EVDisconnected' },
  });
  await charger.ask('StatusNotification', statusPayload('Available'));
}

const obedient = (): Meter => ({ limitAmps: 32, toWatts: (amps) => amps * 230 });
const accepted: SendResult = { kind: 'accepted' };

describe('a test charge', () => {
  it('rises, falls when it is told to, and ends the session that it began', async () => {
    const { charger, connection } = await connectMetered(obedient());
    expect(await sendOrder(connection, makeOrder('test_charge'))).toEqual(accepted);

    expect(await verdict()).toEqual({
      ...{ transactionId: 'tx-test_charge', verdict: 'controllable' },
      ...{ detail: expect.any(String), baselineW: 0, peakW: 7_360, loweredW: 1_380 },
    });
    const [test, lowered, ...more] = written(charger);
    expect(test).toMatchObject({
      chargingProfileId: 7_014,
      chargingSchedule: {
        duration: 180,
        chargingSchedulePeriod: [
          { startPeriod: 0, limit: 32 },
          { startPeriod: 90, limit: 6 },
        ],
      },
    });
    expect(lowered?.chargingProfileId).toBe(7_014);
    // It ends by itself, whatever becomes of us: 90 s after now, and it began five minutes ago.
    expect(lowered?.chargingSchedule).toMatchObject({
      ...{ duration: 390, chargingSchedulePeriod: [{ startPeriod: 0, limit: 6 }] },
    });
    // A limit of 0 would hold the session for ever where nobody plans for it.
    expect(more).toEqual([]);
    expect(charger.calls('RemoteStopTransaction')).toHaveLength(1);
    expect(charger.calls('ClearChargingProfile').at(-1)?.payload).toEqual({ id: 7_014 });
  });

  it('tells each of its steps to the timeline, those of the watch too', async () => {
    const { connection } = await connectMetered(obedient());
    await sendOrder(connection, makeOrder('test_charge'));
    await verdict();
    const steps = gateway.fakes.eventsOf('step').map(({ detail }) => detail);
    expect(steps).toEqual([
      'TriggerMessage sent',
      'RemoteStartTransaction sent',
      'RemoteStartTransaction sent',
      'SetChargingProfile sent',
      'SetChargingProfile (6 A) sent',
      'RemoteStopTransaction sent',
      'ClearChargingProfile sent',
    ]);
  });

  it('asks a model only once whether it takes a limit with its start', async () => {
    const { charger, connection } = await connectMetered(obedient());
    await sendOrder(connection, makeOrder('test_charge'));
    expect(charger.calls('RemoteStartTransaction').map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ chargingProfile: expect.anything() }),
      { connectorId: 1, idTag: 'joulegate' },
    ]);
    const [traits] = gateway.fakes.traits.learnt.values();
    expect(traits).toMatchObject({ takesProfileInStart: false });
  });

  it.each<[string, Meter, string]>([
    ['goes on as before', { limitAmps: 32, toWatts: () => 7_360 }, 'starts_only'],
    ['never began', { limitAmps: 32, toWatts: () => 0 }, 'no_effect'],
  ])('says what came of it: %s', async (_what, meter, word) => {
    const { connection } = await connectMetered(meter);
    expect(await sendOrder(connection, makeOrder('test_charge'))).toEqual(accepted);
    expect(await verdict()).toMatchObject({ verdict: word });
    expect(gateway.fakes.reported('cp-1', 'session')).toMatchObject({ running: false });
  });

  it('ends at once as no_vehicle when its vehicle leaves', async () => {
    const { charger, connection } = await connectMetered(obedient());
    await sendOrder(connection, makeOrder('test_charge'));
    await unplug(charger);
    expect(await verdict()).toMatchObject({ verdict: 'no_vehicle' });
  });

  it('of a charger that refuses the start is REJECTED with the call', async () => {
    const { connection } = await gateway.connectReady('cp-1', {
      RemoteStartTransaction: () => ({ status: 'Rejected' }),
    });
    expect(await sendOrder(connection, makeOrder('test_charge'))).toEqual({
      ...{ kind: 'rejected', code: 'rejected', detail: 'RemoteStartTransaction: Rejected' },
    });
  });

  it('leaves the session of a driver alone at its end', async () => {
    const { charger, connection } = await connectMetered(obedient());
    await charger.ask('StartTransaction', startPayload('a-driver'));
    await sendOrder(connection, makeOrder('test_charge'));
    await waitFor(() => written(charger)[0], 'the limit of the test');
    expect(charger.calls('RemoteStartTransaction')).toEqual([]);
    expect(written(charger).every(({ chargingProfileId }) => chargingProfileId === 7_014)).toBe(
      true,
    );
  });

  it.each(['suspend', 'cancel_boost'] as const)('is ended by %s, with all of it', async (kind) => {
    const { charger, connection } = await connectMetered(obedient());
    await sendOrder(connection, makeOrder('test_charge'));
    const before = written(charger).length;
    expect(await sendOrder(connection, makeOrder(kind))).toEqual(accepted);
    expect(charger.calls('RemoteStopTransaction')).toHaveLength(1);
    const cleared = charger.calls('ClearChargingProfile').map(({ payload }) => payload['id']);
    expect(cleared).toContain(7_014);
    expect(gateway.fakes.eventsOf('reply')).toMatchObject([
      { transactionId: 'tx-test_charge', reply: { kind: 'failed', code: 'interrupted' } },
    ]);
    expect(gateway.fakes.reported('cp-1', 'session')).toMatchObject({ running: false });
    expect(written(charger)).toHaveLength(before);
    expect(gateway.fakes.reported('cp-1', 'test')).toBeUndefined();
  });

  it('leaves the session of a driver alone when a suspension ends it', async () => {
    const { charger, connection } = await connectMetered(obedient());
    await charger.ask('StartTransaction', startPayload('a-driver'));
    await sendOrder(connection, makeOrder('test_charge'));
    expect(await sendOrder(connection, makeOrder('suspend'))).toEqual(accepted);
    expect(charger.calls('RemoteStopTransaction')).toEqual([]);
    expect(charger.calls('ClearChargingProfile').at(-1)?.payload).toEqual({ id: 7_014 });
  });

  it('concludes nothing once a boost has taken over, which keeps its session', async () => {
    const { charger, connection } = await connectMetered(obedient());
    await sendOrder(connection, makeOrder('test_charge'));
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual(accepted);
    await sendOrder(connection, makeOrder('suspend'));
    expect(charger.calls('RemoteStopTransaction')).toEqual([]);
    expect(gateway.fakes.reported('cp-1', 'test')).toBeUndefined();
  });

  it('concludes nothing when the link is lost; the next attempt finds the session', async () => {
    const { charger, connection } = await connectMetered(obedient());
    await sendOrder(connection, makeOrder('test_charge'));
    charger.close();
    await waitFor(() => gateway.fakes.closed.length > 0, 'the end of the link');
    expect(gateway.fakes.reported('cp-1', 'test')).toBeUndefined();

    const next = await gateway.connectReady('cp-1', {
      SetChargingProfile: () => ({ status: 'Accepted' }),
    });
    const again = makeOrder('test_charge', { attempt: 2 });
    expect(await sendOrder(next.connection, again)).toEqual(accepted);
    expect(next.charger.calls('RemoteStartTransaction')).toEqual([]);
  });
});
