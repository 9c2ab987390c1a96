import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../src/domain/errors.ts';
import { TestGateway } from '../support/ocpp/gateway.ts';
import type { RawCharger } from '../support/ocpp/raw-charger.ts';
import {
  connectorPayload,
  connectStation,
  eventPayload,
  stationBoot,
  stationId,
  stationSample,
} from '../support/ocpp/raw-station.ts';
import { makeSchemaCheck, type SchemaVersion } from '../support/ocpp/schemas.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ times: { storeMs: 300 } });
});
afterEach(() => gateway.stop());

const reported = (aspect: 'status' | 'session' | 'meter' | 'profile') =>
  gateway.fakes.reported('cs-1', aspect);

/** What the gateway called, in order, each with what it asked for. */
function callsOf(station: RawCharger): string[] {
  return station.calls().map(({ action, payload }) => {
    const about = payload['requestedMessage'];
    return about === undefined ? action : `${action} ${String(about)}`;
  });
}

describe('the versions that a station offers', () => {
  it.each([
    [['ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'], 'ocpp2.1'],
    [['ocpp1.6', 'ocpp2.0.1'], 'ocpp2.0.1'],
    [['ocpp1.6'], 'ocpp1.6'],
    [['soap', 'ocpp2.0.1'], 'ocpp2.0.1'],
  ])('%j: it speaks %s', async (offered, spoken) => {
    const station = await gateway.connect('cs-1', offered);
    expect(station.socket.protocol).toBe(spoken);
  });

  it('answers by the version that was agreed, whatever else was offered', async () => {
    const station = await gateway.connect('cs-1', ['ocpp1.6', 'ocpp2.0.1']);
    const ofOnePointSix = { chargePointVendor: 'Raw', chargePointModel: 'Charger' };
    expect((await station.call('BootNotification', ofOnePointSix))[0]).toBe(4);
    expect((await station.call('StartTransaction', {}))[2]).toBe('NotImplemented');
  });
});

describe.each<SchemaVersion>(['2.0.1', '2.1'])('a station of OCPP %s', (version) => {
  const check = makeSchemaCheck(version);

  it('is asked what it is and what runs on it, in the words of its schemas', async () => {
    const { station } = await connectStation(gateway, { version });
    expect(callsOf(station)).toEqual([
      'GetVariables',
      'GetVariables',
      'GetVariables',
      'GetVariables',
      'GetReport',
      'TriggerMessage StatusNotification',
      'TriggerMessage TransactionEvent',
      'TriggerMessage MeterValues',
    ]);
    // Nothing is asked before the boot is answered.
    expect(station.frames.find(({ direction }) => direction === 'in')?.text).toMatch(/^\[3,/);
    for (const { action, payload } of station.calls()) {
      expect(check(action, 'request', payload), action).toBe('');
    }
    expect(gateway.fakes.eventsOf('described')[0]?.description).toMatchObject({
      make: 'Raw',
      model: 'Station',
      serial: 'S-1',
      firmware: { main: '4.5.6' },
      charger: { maxAmps: 16, phases: 3 },
    });
    expect(reported('status')).toEqual({
      ...{ connectorId: 1, state: 'preparing', faultCode: null },
    });
  });

  it('is ready though it knows none of the variables and offers no reports', async () => {
    const { station } = await connectStation(gateway, {
      version,
      behaviours: {
        GetVariables: () => ({ error: 'NotImplemented' }),
        GetReport: () => ({ error: 'NotImplemented' }),
        TriggerMessage: () => ({ status: 'NotImplemented' }),
      },
    });
    const asked = new Set(callsOf(station));
    expect(asked).toContain('GetReport');
    expect(asked).toContain('TriggerMessage StatusNotification');
    expect(gateway.fakes.eventsOf('described')[0]?.description.charger).toEqual({
      maxAmps: 32,
      phases: 1,
    });
  });

  it('has a session from the moment in which it may charge, stored before the answer', async () => {
    const { station } = await connectStation(gateway, { version });
    const plugged = eventPayload('Started', 0, { chargingState: 'EVConnected' });
    expect(await station.ask('TransactionEvent', plugged)).toEqual({});
    expect(reported('session')).toBeUndefined();
    expect(reported('status')).toMatchObject({ state: 'preparing' });
    const idToken = { idToken: 'A-DRIVER', type: 'ISO14443' };
    const authorized = eventPayload('Updated', 1, {}, { idToken, triggerReason: 'Authorized' });
    expect(await station.ask('TransactionEvent', authorized)).toEqual({
      idTokenInfo: { status: 'Accepted' },
    });
    expect(gateway.fakes.sessions[0]).toMatchObject({ stationId, idTag: 'A-DRIVER' });
    expect(reported('session')).toMatchObject({
      ...{ running: true, stationId, startedByGateway: false },
    });
    const charging = eventPayload('Updated', 2, { chargingState: 'Charging' }, sampleOf(7_360));
    await station.ask('TransactionEvent', charging);
    expect(reported('status')).toMatchObject({ state: 'charging' });
    expect(reported('meter')).toMatchObject({ powerW: 7_360, energyWh: 1_200, sessionId: 1 });
  });

  it('ends its session with the meter of its last event', async () => {
    const { station } = await connectStation(gateway, { version });
    await station.ask('TransactionEvent', startOfDriver());
    const info = { stoppedReason: 'EVDisconnected' };
    await station.ask('TransactionEvent', eventPayload('Ended', 1, info, sampleOf(0, 5_000)));
    expect(gateway.fakes.sessions[0]).toMatchObject({
      ...{ meterStopWh: 5_000, endReason: 'EVDisconnected' },
    });
    expect(reported('session')).toMatchObject({ running: false, endReason: 'EVDisconnected' });
    expect(reported('status')).toMatchObject({ state: 'finishing' });
    await station.ask('StatusNotification', connectorPayload('Available'));
    expect(reported('status')).toMatchObject({ state: 'available' });
  });

  it('is answered as before when it tells the same again, and nothing changes', async () => {
    const { station } = await connectStation(gateway, { version });
    const start = startOfDriver();
    const first = await station.ask('TransactionEvent', start);
    const end = eventPayload('Ended', 1, {}, sampleOf(0, 5_000));
    await station.ask('TransactionEvent', end);
    const count = gateway.fakes.events.length;
    expect(await station.ask('TransactionEvent', start)).toEqual(first);
    expect(await station.ask('TransactionEvent', end)).toEqual({});
    expect(gateway.fakes.events).toHaveLength(count);
    expect(gateway.fakes.sessions).toHaveLength(1);
  });

  it('gets an answer to the end of a transaction that nobody knows', async () => {
    const { station } = await connectStation(gateway, { version });
    expect(await station.ask('TransactionEvent', eventPayload('Ended', 7))).toEqual({});
    expect(gateway.fakes.sessions).toEqual([]);
  });

  it('is told to send a start again that the store does not take', async () => {
    const { station } = await connectStation(gateway, { version });
    gateway.fakes.gate = (what) => {
      if (what === 'session start') throw new GatewayError('unavailable', 'the store is away');
    };
    const start = startOfDriver();
    expect((await station.call('TransactionEvent', start))[0]).toBe(4);
    gateway.fakes.gate = () => undefined;
    await station.ask('TransactionEvent', start);
    expect(gateway.fakes.sessions).toHaveLength(1);
  });

  it('shows no power that it measured while it was offline', async () => {
    const { station } = await connectStation(gateway, { version });
    await station.ask('TransactionEvent', startOfDriver());
    const late = { ...sampleOf(7_360), offline: true };
    await station.ask('TransactionEvent', eventPayload('Updated', 1, {}, late));
    expect(reported('meter')).toBeUndefined();
  });

  it('has no session any more when it was stopped, though its transaction goes on', async () => {
    const { station } = await connectStation(gateway, { version });
    await station.ask('TransactionEvent', startOfDriver());
    const stop = { triggerReason: 'RemoteStop' };
    await station.ask(
      'TransactionEvent',
      eventPayload('Updated', 1, { chargingState: 'EVConnected' }, stop),
    );
    expect(reported('session')).toMatchObject({ running: false });
    const state = { chargingState: 'SuspendedEVSE' };
    await station.ask('TransactionEvent', eventPayload('Updated', 2, state));
    expect(reported('session')).toMatchObject({ running: false });
    const again = { triggerReason: 'RemoteStart' };
    await station.ask(
      'TransactionEvent',
      eventPayload('Updated', 3, { remoteStartId: 5, chargingState: 'Charging' }, again),
    );
    expect(reported('session')).toMatchObject({ running: true, stationId });
  });

  it('loses a session that it denies, when nothing of it is left to be sent', async () => {
    const first = await connectStation(gateway, { version });
    await first.station.ask('TransactionEvent', startOfDriver());
    first.station.close();
    await waitFor(() => gateway.fakes.closed.length > 0, 'the end of the link');
    const { station } = await connectStation(gateway, {
      version,
      behaviours: {
        GetTransactionStatus: () => ({ ongoingIndicator: false, messagesInQueue: false }),
      },
    });
    expect(station.calls('GetTransactionStatus')[0]?.payload).toEqual({
      transactionId: stationId,
    });
    expect(reported('session')).toMatchObject({ running: false });
  });

  it.each([
    ['it still runs', { ongoingIndicator: true, messagesInQueue: false }],
    ['its end is still to come', { ongoingIndicator: false, messagesInQueue: true }],
    ['it does not say', { messagesInQueue: false }],
  ])('keeps a session from before its link when %s', async (_why, answer) => {
    const first = await connectStation(gateway, { version });
    await first.station.ask('TransactionEvent', startOfDriver());
    first.station.close();
    await waitFor(() => gateway.fakes.closed.length > 0, 'the end of the link');
    await connectStation(gateway, { version, behaviours: { GetTransactionStatus: () => answer } });
    expect(reported('session')).toMatchObject({ running: true });
  });
});

describe('a store that is away', () => {
  it('keeps a boot pending, and nothing else is taken until it is accepted', async () => {
    const station = await gateway.connect('cs-1', ['ocpp2.0.1']);
    gateway.fakes.gate = (what) => {
      if (what === 'report boot') throw new GatewayError('unavailable', 'the store is away');
    };
    expect(await station.ask('BootNotification', stationBoot)).toMatchObject({ status: 'Pending' });
    expect((await station.call('Heartbeat', {})).slice(2, 3)).toEqual(['SecurityError']);
    const start = await station.call('TransactionEvent', startOfDriver());
    expect(start.slice(2, 3)).toEqual(['SecurityError']);
    expect(station.calls()).toEqual([]);
    gateway.fakes.gate = () => undefined;
    const again = await station.ask('BootNotification', stationBoot);
    expect(again).toMatchObject({ status: 'Accepted' });
    expect(await station.ask('Heartbeat', {})).toHaveProperty('currentTime');
  });

  it('gets an answer to an end that the store does not take, which is stored later', async () => {
    const { station } = await connectStation(gateway, { version: '2.0.1' });
    await station.ask('TransactionEvent', startOfDriver());
    gateway.fakes.gate = (what) => {
      if (what === 'session stop') throw new GatewayError('unavailable', 'the store is away');
    };
    const end = eventPayload('Ended', 1, {}, sampleOf(0, 5_000));
    expect(await station.ask('TransactionEvent', end)).toEqual({});
    gateway.fakes.gate = () => undefined;
    await waitFor(() => gateway.fakes.sessions[0]?.endedAtMs, 'the end to be stored');
  });

  it.each([
    ['ChargingStateChanged', null],
    ['StopAuthorized', 'Local'],
  ])('that ends by %s without a reason was ended by %s', async (triggerReason, endReason) => {
    const { station } = await connectStation(gateway, { version: '2.0.1' });
    await station.ask('TransactionEvent', startOfDriver());
    await station.ask('TransactionEvent', eventPayload('Ended', 1, {}, { triggerReason }));
    expect(reported('session')).toMatchObject({ running: false, endReason });
  });
});

function startOfDriver() {
  const idToken = { idToken: 'A-DRIVER', type: 'ISO14443' };
  return eventPayload('Started', 0, { chargingState: 'Charging' }, { idToken });
}

function sampleOf(watts: number, wattHours = 1_200) {
  return { meterValue: stationSample(watts, wattHours) };
}
