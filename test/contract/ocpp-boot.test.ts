import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../src/domain/errors.ts';
import type { DeviceState } from '../../src/domain/ports/devices.ts';
import { makeCharger } from '../support/ocpp/fake-ports.ts';
import {
  bootPayload,
  makeOrder,
  plainBehaviours,
  sendOrder,
  startPayload,
  TestGateway,
} from '../support/ocpp/gateway.ts';
import type { Json } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ times: { storeMs: 100 } });
});
afterEach(() => gateway.stop());

/** Keeps the store from taking one kind of thing until the returned function is called. */
function close(what: string): () => void {
  let isAway = true;
  gateway.fakes.gate = (asked) => {
    if (isAway && asked === what) throw new GatewayError('unavailable', 'away');
  };
  return () => {
    isAway = false;
  };
}

/** The boot ids that were stored, in order. */
function bootIds(): string[] {
  const reported = gateway.fakes.eventsOf('reported');
  return reported.filter(({ aspect }) => aspect === 'boot').map(({ bootId }) => bootId);
}

const booted = { status: 'Accepted', interval: 60 };

describe('a boot', () => {
  it('that cannot be stored is pending, and nothing is asked of the charger', async () => {
    const open = close('report boot');
    const charger = await gateway.connect('cp-1');
    Object.assign(charger.behaviours, plainBehaviours(charger, 'Preparing'));
    const answer = await charger.ask('BootNotification', bootPayload);
    expect(answer).toMatchObject({ status: 'Pending', interval: 10 });
    expect(await charger.ask('Heartbeat', {})).toHaveProperty('currentTime');
    expect(charger.calls()).toEqual([]);
    expect(gateway.fakes.readyConnection('cp-1')).toBeUndefined();

    open();
    expect(await charger.ask('BootNotification', bootPayload)).toMatchObject(booted);
    await waitFor(() => gateway.fakes.readyConnection('cp-1'), 'the charger to be ready');
  });

  it('of a charger that was retired since is rejected, and its link ends', async () => {
    const charger = await gateway.connect('cp-1');
    const device = { ...makeCharger('cp-1'), retiredAtMs: 1 };
    gateway.fakes.known.set(device.id, { device } as DeviceState);
    const answer = await charger.ask('BootNotification', bootPayload);
    expect(answer).toMatchObject({ status: 'Rejected', interval: 3_600 });
    await waitFor(() => charger.closeCode !== null, 'the end of the link');
    expect(charger.calls()).toEqual([]);
  });

  it('is a new one each time, which proves a restart', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1', {
      Reset: () => ({ status: 'Accepted' }),
    });
    expect(await sendOrder(connection, makeOrder('reboot'))).toEqual({ kind: 'accepted' });
    expect(charger.calls('Reset')[0]?.payload).toEqual({ type: 'Soft' });
    await charger.ask('BootNotification', bootPayload);
    expect(new Set(bootIds()).size).toBe(2);
  });

  it('that was asked for is no restart', async () => {
    await (await gateway.connectReady('cp-1')).charger.ask('Heartbeat', {});
    expect(bootIds()).toHaveLength(1);
    const charger = await gateway.connect('cp-1');
    charger.behaviours['TriggerMessage'] = ({ requestedMessage }: Json) => {
      if (requestedMessage !== 'BootNotification') return { status: 'Rejected' };
      queueMicrotask(() => void charger.call('BootNotification', bootPayload));
      return { status: 'Accepted' };
    };
    await charger.ask('Heartbeat', {});
    await waitFor(() => gateway.fakes.readyConnection('cp-1'), 'the charger to be ready');
    expect(charger.frames.some(({ text }) => text.includes('"BootNotification"'))).toBe(true);
    expect(bootIds()).toHaveLength(1);
  });
});

describe('the sample interval of a charger', () => {
  const keys = [
    { key: 'MeterValueSampleInterval', readonly: false, value: '10' },
    { key: 'NumberOfConnectors', readonly: true, value: '1' },
  ];

  it('that a cut search left behind is put back at the next connect', async () => {
    gateway.fakes.traits.intervals.set('device-cp-1', 60);
    const { charger } = await gateway.connectReady('cp-1', {
      GetConfiguration: () => ({ configurationKey: keys, unknownKey: [] }),
      ChangeConfiguration: () => ({ status: 'Accepted' }),
    });
    expect(charger.calls('ChangeConfiguration').map(({ payload }) => payload)).toEqual([
      { key: 'MeterValueSampleInterval', value: '60' },
    ]);
    expect(gateway.fakes.traits.intervals.size).toBe(0);
  });

  it('is kept before ours is set', async () => {
    const own = [{ ...keys[0], value: '300' }, keys[1]];
    const { charger, connection } = await gateway.connectReady('cp-1', {
      GetConfiguration: () => ({ configurationKey: own, unknownKey: [] }),
      ChangeConfiguration: () => 'silent',
      RemoteStartTransaction: () => ({ status: 'Accepted' }),
    });
    await sendOrder(connection, makeOrder('boost'));
    await waitFor(() => charger.calls('ChangeConfiguration')[0], 'a shorter interval');
    expect(gateway.fakes.traits.intervals.get('device-cp-1')).toBe(300);
  });
});

describe('a session', () => {
  it('whose end was answered is stored after its link has ended, before the next one', async () => {
    const { charger } = await gateway.connectReady('cp-1');
    const { transactionId } = await charger.ask('StartTransaction', startPayload());
    const open = close('session stop');
    const timestamp = new Date().toISOString();
    const stop = { transactionId, meterStop: 2_000, timestamp, reason: 'Local' };
    expect(await charger.ask('StopTransaction', stop)).toHaveProperty('idTagInfo');
    charger.close();
    await waitFor(() => gateway.fakes.closed.length > 0, 'the end of the link');
    expect(gateway.fakes.sessions[0]?.endedAtMs).toBeNull();

    open();
    await gateway.connectReady('cp-1');
    expect(gateway.fakes.sessions).toMatchObject([{ meterStopWh: 2_000, endReason: 'Local' }]);
    expect(gateway.fakes.reported('cp-1', 'session')).toMatchObject({ running: false });
    expect(gateway.fakes.eventsOf('session-ended')).toHaveLength(1);
  });

  it('whose end is stored late leaves the newer one as it is', async () => {
    const { charger } = await gateway.connectReady('cp-1');
    const { transactionId } = await charger.ask('StartTransaction', startPayload('a-driver'));
    const open = close('session stop');
    const timestamp = new Date().toISOString();
    await charger.ask('StopTransaction', { transactionId, meterStop: 2_000, timestamp });
    const next = await charger.ask('StartTransaction', startPayload('a-driver', 2_000));
    open();
    await waitFor(() => gateway.fakes.sessions[0]?.endedAtMs, 'the end to be stored');
    // The keeper would tell the rest of the end right behind it.
    await charger.ask('Heartbeat', {});
    expect(gateway.fakes.reported('cp-1', 'session')).toMatchObject({
      ...{ running: true, sessionId: next['transactionId'] },
    });
    expect(gateway.fakes.eventsOf('session-ended')).toEqual([]);
  });

  it('with a time and a register that cannot be is stored with ours', async () => {
    const { charger } = await gateway.connectReady('cp-1');
    const start = { ...startPayload('a-driver', -7), timestamp: '1970-01-01T00:00:30.000Z' };
    const { transactionId } = await charger.ask('StartTransaction', start);
    expect(await charger.ask('StartTransaction', start)).toMatchObject({ transactionId });
    const [session] = gateway.fakes.sessions;
    expect(gateway.fakes.sessions).toHaveLength(1);
    expect(session).toMatchObject({ meterStartWh: 0 });
    expect(Date.now() - (session?.startedAtMs ?? 0)).toBeLessThan(60_000);
  });

  it('that a limit of 0 ends teaches that of its model: the next one is stopped', async () => {
    const behaviours = {
      ClearChargingProfile: () => ({ status: 'Accepted' }),
      RemoteStopTransaction: () => ({ status: 'Accepted' }),
      SetChargingProfile: () => ({ status: 'Accepted' }),
    };
    const { charger, connection } = await gateway.connectReady('cp-1', behaviours);
    const { transactionId } = await charger.ask('StartTransaction', startPayload());
    await sendOrder(connection, makeOrder('cancel_boost'));
    expect(charger.calls('SetChargingProfile')).toHaveLength(1);
    const timestamp = new Date().toISOString();
    const stop = { transactionId, meterStop: 2_000, timestamp, reason: 'Other' };
    await charger.ask('StopTransaction', stop);

    const next = await gateway.connectReady('cp-2', behaviours);
    await next.charger.ask('StartTransaction', startPayload());
    await sendOrder(next.connection, makeOrder('cancel_boost'));
    expect(next.charger.calls('SetChargingProfile')).toHaveLength(0);
    expect(next.charger.calls('RemoteStopTransaction')).toHaveLength(1);
  });
});
