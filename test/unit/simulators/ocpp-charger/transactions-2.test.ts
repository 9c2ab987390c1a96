import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeDialect } from '../../../../simulators/ocpp-charger/dialects.ts';
import type { JsonObject } from '../../../../simulators/ocpp-charger/rpc/frame.ts';
import { StationBench, type StationWish, settled } from './station-bench.ts';

const dialect = makeDialect('2.0.1');
let bench: StationBench;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  bench.clock.stop();
  vi.useRealTimers();
});

const bring = async (wish: StationWish = {}) => {
  bench = await StationBench.start(dialect, wish);
};
const startsAt = (TxStartPoint: string, more: StationWish = {}): StationWish => ({
  character: { configuration: { 'TxCtrlr.TxStartPoint': TxStartPoint } },
  ...more,
});
const TOKEN = { idToken: 'joulegate', type: 'Central' };
const start = () =>
  bench.call('RequestStartTransaction', { idToken: TOKEN, remoteStartId: 7, evseId: 1 });

type Sample = { readonly sampledValue: readonly object[] };
type Told = JsonObject & { readonly transactionInfo: JsonObject };
const events = () => bench.all('TransactionEvent') as unknown as Told[];
const told = () =>
  events().map(
    ({ eventType, triggerReason, transactionInfo }) =>
      `${eventType} ${triggerReason} ${transactionInfo['chargingState']}`,
  );
const reasons = () => events().map(({ transactionInfo }) => transactionInfo['stoppedReason']);

describe('where a transaction begins (TxStartPoint, E01)', () => {
  it('PowerPathClosed: with the remote start of a plugged vehicle', async () => {
    await bring();
    await start();
    expect(told()).toEqual([
      'Started RemoteStart EVConnected',
      'Updated ChargingStateChanged Charging',
    ]);
    expect(events()[0]).toMatchObject({ idToken: TOKEN, evse: { id: 1, connectorId: 1 } });
    expect(events()[1]).not.toHaveProperty('idToken');
  });

  it('PowerPathClosed: with the plug, when the permission came first', async () => {
    await bring({ isPlugged: false });
    await start();
    expect(told()).toEqual([]);
    bench.station.plug();
    await settled();
    expect(told()).toEqual([
      'Started CablePluggedIn EVConnected',
      'Updated ChargingStateChanged Charging',
    ]);
    expect(events()[0]).toMatchObject({ idToken: TOKEN, transactionInfo: { remoteStartId: 7 } });
  });

  it('Authorized: with the permission, before a vehicle is there', async () => {
    await bring(startsAt('Authorized', { isPlugged: false }));
    await start();
    expect(told()).toEqual(['Started RemoteStart Idle']);
    bench.station.plug();
    await settled();
    expect(told().slice(1)).toEqual(['Updated CablePluggedIn Charging']);
  });

  it('EVConnected: with the plug; the answer to a start names the transaction', async () => {
    await bring(startsAt('EVConnected'));
    expect(told()).toEqual(['Started CablePluggedIn EVConnected']);
    const { transactionId } = events()[0]?.transactionInfo ?? {};
    expect(await start()).toEqual({ status: 'Accepted', transactionId });
    expect(told().slice(1)).toEqual([
      'Updated RemoteStart EVConnected',
      'Updated ChargingStateChanged Charging',
    ]);
    expect(events()[1]).toMatchObject({ idToken: TOKEN, transactionInfo: { remoteStartId: 7 } });
  });

  it('begins by itself with the card of its driver, once that is welcome', async () => {
    await bring({ startsByItself: true });
    expect(bench.all('Authorize')).toEqual([
      { idToken: { idToken: 'LOCAL-DRIVER', type: 'ISO14443' } },
    ]);
    expect(told()[0]).toBe('Started Authorized EVConnected');
  });

  it('does not begin with a card that is not welcome', async () => {
    const answers = { Authorize: { idTokenInfo: { status: 'Blocked' } } };
    await bring({ startsByItself: true, answers });
    expect(told()).toEqual([]);
  });
});

describe('how a transaction ends (E06, E07)', () => {
  it.each<[string, () => unknown, string, string]>([
    [
      'the vehicle leaves',
      () => bench.station.unplug(),
      'Ended EVCommunicationLost Idle',
      'EVDisconnected',
    ],
    [
      'the driver stops it',
      () => bench.station.evse.stop('Local'),
      'Ended StopAuthorized EVConnected',
      'Local',
    ],
    [
      'the red button',
      () => bench.station.evse.fault('OtherError'),
      'Ended AbnormalCondition EVConnected',
      'Other',
    ],
    [
      'a reset at once',
      () => bench.call('Reset', { type: 'Immediate' }),
      'Ended ResetCommand EVConnected',
      'ImmediateReset',
    ],
  ])('%s', async (_, act, last, reason) => {
    await bring();
    await start();
    await act();
    await settled();
    expect(told().at(-1)).toBe(last);
    expect(reasons().at(-1)).toBe(reason);
    expect(bench.station.voice.transactionId).toBeUndefined();
    expect(events().map(({ seqNo }) => seqNo)).toEqual(events().map((_event, index) => index));
  });

  it('by time, when no vehicle comes', async () => {
    await bring(startsAt('Authorized', { isPlugged: false }));
    await start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told().at(-1)).toBe('Ended EVConnectTimeout Idle');
    expect(reasons().at(-1)).toBe('Timeout');
  });

  it.each([
    ['with power', true, 'Ended Deauthorized EVConnected'],
    ['before a vehicle is there', false, 'Ended Deauthorized Idle'],
  ])('by a token that is refused %s', async (_, isPlugged, last) => {
    const answers = { TransactionEvent: { idTokenInfo: { status: 'Invalid' } } };
    await bring(startsAt('Authorized', { isPlugged, answers }));
    await start();
    expect(told().at(-1)).toBe(last);
    expect(reasons().at(-1)).toBe('DeAuthorized');
  });

  it('not with the remote stop, when TxStopPoint is the vehicle alone', async () => {
    const points = { 'TxCtrlr.TxStopPoint': 'EVConnected' };
    await bring({ character: { configuration: points } });
    await start();
    bench.station.evse.stop('Local');
    await settled();
    expect(told().at(-1)).toBe('Updated StopAuthorized EVConnected');
    bench.station.unplug();
    await settled();
    expect(told().at(-1)).toBe('Ended EVCommunicationLost Idle');
  });

  it('Reset OnIdle waits for the end, then boots with the reason', async () => {
    await bring();
    await start();
    expect(await bench.call('Reset', { type: 'OnIdle' })).toEqual({ status: 'Scheduled' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(bench.cuts).toBe(0);
    const transactionId = bench.station.voice.transactionId;
    await bench.call('RequestStopTransaction', { transactionId });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(bench.cuts).toBe(1);
    expect(bench.all('BootNotification').at(-1)).toMatchObject({ reason: 'RemoteReset' });
  });
});

describe('what a running transaction tells', () => {
  it('SuspendedEV, SuspendedEVSE and Charging, each once', async () => {
    await bring();
    await start();
    const before = told().length;
    bench.station.evse.setReady(false);
    bench.station.evse.setReady(true);
    const chargingProfile = {
      id: 1,
      stackLevel: 0,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Relative',
      chargingSchedule: [
        { id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 0 }] },
      ],
    };
    await bench.call('SetChargingProfile', { evseId: 1, chargingProfile });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told().slice(before)).toEqual([
      'Updated ChargingStateChanged SuspendedEV',
      'Updated ChargingStateChanged Charging',
      'Updated ChargingStateChanged SuspendedEVSE',
    ]);
  });

  it('numbers, at the interval that was set, in the units that it names', async () => {
    await bring();
    const place = {
      component: { name: 'SampledDataCtrlr' },
      variable: { name: 'TxUpdatedInterval' },
    };
    await bench.call('SetVariables', { setVariableData: [{ ...place, attributeValue: '10' }] });
    await start();
    await vi.advanceTimersByTimeAsync(10_100);
    expect(told().at(-1)).toBe('Updated MeterValuePeriodic Charging');
    const samples = events().flatMap((event) => event['meterValue'] as Sample[]);
    expect(samples.at(-1)?.sampledValue).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          measurand: 'Power.Active.Import',
          context: 'Sample.Periodic',
          value: 11_000,
          unitOfMeasure: { unit: 'W' },
        }),
        expect.objectContaining({ measurand: 'Current.Import', phase: 'L3' }),
      ]),
    );
  });

  it('nothing of a meter, when the vendor has none', async () => {
    await bring({ character: { sendsMeterValues: false } });
    await start();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(events().every((event) => event['meterValue'] === undefined)).toBe(true);
    expect(await bench.call('TriggerMessage', { requestedMessage: 'MeterValues' })).toEqual({
      status: 'Accepted',
    });
    expect(bench.all('MeterValues')).toEqual([]);
  });

  it('what happened offline, later and marked', async () => {
    await bring({ character: { bootsOnReconnect: false } });
    await start();
    const before = events().length;
    bench.station.onLinkDown();
    bench.station.unplug();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(events()).toHaveLength(before);
    bench.station.onLinkUp();
    await settled();
    expect(events().at(-1)).toMatchObject({ eventType: 'Ended', offline: true, seqNo: before });
  });
});
