import { describe, expect, it } from 'vitest';
import { listCharacters } from '../../simulators/ocpp-charger/character.ts';
import { ChargerBench } from '../support/charger-bench.ts';
import {
  eventsOf,
  makeWireProfile2,
  meteredIn,
  START,
  startCharging2,
  type TransactionEvent,
  toldOf,
  variable,
} from '../support/charger-bench-2.ts';
import { waitFor } from '../support/wait-for.ts';

/** Numbers are what ocpp-rpc answers with an error; of two sockets it may ask the wrong one. */
const elsewhere = ['numeric-ids', 'two-sockets'];
const characters = (await listCharacters()).filter((name) => !elsewhere.includes(name));

/** The central system of the bench checks every frame of both sides against the schemas. */
describe.each(['2.0.1', '2.1'] as const)('a charger of OCPP %s, frame by frame', (protocol) => {
  const bench = ChargerBench.use({ protocol: `ocpp${protocol}` });
  const ended = () => eventsOf(bench).find(({ eventType }) => eventType === 'Ended');
  const isNumbered = (events: readonly TransactionEvent[]) =>
    expect(events.map(({ seqNo }) => seqNo)).toEqual(events.map((_, index) => index));

  it('boots, tells its status, and charges from a remote start to a remote stop', async () => {
    const transactionId = await startCharging2(bench, { protocol });
    expect(bench.csms.all('BootNotification')).toMatchObject([
      { reason: 'PowerUp', chargingStation: { vendorName: 'Joulegate', model: 'Sim One' } },
    ]);
    expect(bench.csms.all('StatusNotification')).toMatchObject([
      { evseId: 1, connectorId: 1, connectorStatus: 'Occupied' },
    ]);
    expect(eventsOf(bench)[0]).toMatchObject({
      eventType: 'Started',
      triggerReason: 'RemoteStart',
      evse: { id: 1, connectorId: 1 },
      idToken: START.idToken,
      transactionInfo: { chargingState: 'EVConnected', remoteStartId: START.remoteStartId },
    });
    expect(bench.state.session).toMatchObject({ transactionId });
    const stopped = await bench.csms.call('RequestStopTransaction', { transactionId });
    expect(stopped).toEqual({ status: 'Accepted' });
    const end = await waitFor(ended, 'Ended');
    expect(toldOf([end])).toEqual(['Ended RemoteStop EVConnected']);
    expect(end.transactionInfo).toMatchObject({ transactionId, stoppedReason: 'Remote' });
    isNumbered(eventsOf(bench));
  });

  it('obeys a profile and forgets it when it is cleared', async () => {
    const transactionId = await startCharging2(bench, { protocol });
    const chargingProfile = makeWireProfile2(8, { transactionId });
    await bench.csms.call('SetChargingProfile', { evseId: 1, chargingProfile });
    const amps = () => meteredIn(eventsOf(bench), 'Current.Import');
    await waitFor(() => amps() === 8, '8 A');
    expect(toldOf(eventsOf(bench))).toContain('Updated ChargingRateChanged Charging');
    const criterion = { chargingProfilePurpose: 'TxProfile' };
    await bench.csms.call('GetChargingProfiles', { requestId: 3, chargingProfile: criterion });
    await waitFor(() => bench.csms.all('ReportChargingProfiles').length === 1, 'the report');
    expect(bench.csms.all('ReportChargingProfiles')).toEqual([
      {
        requestId: 3,
        evseId: 1,
        chargingLimitSource: 'CSO',
        chargingProfile: [chargingProfile],
        tbc: false,
      },
    ]);
    expect(await bench.csms.call('ClearChargingProfile', { chargingProfileId: 7 })).toEqual({
      status: 'Accepted',
    });
    await waitFor(() => amps() > 8, 'more than 8 A');
  });

  it('keeps what happens offline and delivers it in order, marked as offline', async () => {
    await startCharging2(bench, { protocol });
    await bench.replaceCentralSystem(async () => {
      await waitFor(() => !bench.state.isConnected, 'the link to be down');
      await bench.act('unplug');
    });
    await waitFor(() => ended() !== undefined, 'Ended');
    const events = eventsOf(bench);
    expect(toldOf([ended() as TransactionEvent])).toEqual(['Ended EVCommunicationLost Idle']);
    expect(ended()).toMatchObject({ offline: true });
    const first = events[0]?.seqNo ?? 0;
    expect(events.map(({ seqNo }) => seqNo)).toEqual(events.map((_, index) => first + index));
    await waitFor(() => bench.state.queuedTransactionMessages === 0, 'an empty queue');
  });

  it('reports its variables in parts', async () => {
    await bench.start({ protocol });
    await bench.csms.call('GetBaseReport', { requestId: 5, reportBase: 'FullInventory' });
    const parts = await waitFor(() => {
      const all = bench.csms.all('NotifyReport');
      return all.at(-1)?.['tbc'] === false ? all : null;
    }, 'the last part');
    expect(parts.map(({ seqNo }) => seqNo)).toEqual(parts.map((_, index) => index));
    const names = parts.flatMap(({ reportData }) => reportData as { component: object }[]);
    const smart = { component: { name: 'SmartChargingCtrlr' } };
    expect(names).toEqual(expect.arrayContaining([expect.objectContaining(smart)]));
  });

  it('answers everything that it is asked in the shape that the schemas want', async () => {
    const transactionId = await startCharging2(bench, { protocol });
    const { csms } = bench;
    const getVariableData = [
      variable('SmartChargingCtrlr', 'RateUnit'),
      variable('SmartChargingCtrlr', 'Nothing'),
      variable('NobodyCtrlr', 'Nothing'),
      variable('SecurityCtrlr', 'BasicAuthPassword'),
    ];
    await csms.call('GetVariables', { getVariableData });
    await csms.call('GetTransactionStatus', { transactionId });
    await csms.call('GetCompositeSchedule', { evseId: 1, duration: 3_600 });
    await csms.call('GetCompositeSchedule', { evseId: 9, duration: 3_600 });
    await csms.call('ChangeAvailability', { operationalStatus: 'Inoperative' });
    await csms.call('UnlockConnector', { evseId: 1, connectorId: 1 });
    await csms.call('DataTransfer', { vendorId: 'nobody' });
    await csms.call('ClearCache', {});
    await csms.call('GetReport', { requestId: 6 });
    for (const requestedMessage of ['Heartbeat', 'MeterValues', 'TransactionEvent']) {
      await csms.call('TriggerMessage', { requestedMessage });
    }
    await waitFor(() => csms.all('MeterValues').length === 1, 'MeterValues');
    const isAsked = ({ triggerReason }: TransactionEvent) => triggerReason === 'Trigger';
    await waitFor(() => eventsOf(bench).some(isAsked), 'the event');
    await csms.call('Reset', { type: 'OnIdle' });
    await csms.call('RequestStopTransaction', { transactionId });
    await waitFor(() => csms.all('BootNotification').length === 2, 'the next boot', 10_000);
    expect(csms.all('BootNotification').at(-1)).toMatchObject({ reason: 'RemoteReset' });
  });
});

describe('the vendors of OCPP 2.0.1', () => {
  const protocol = '2.0.1';
  const bench = ChargerBench.use({ protocol: `ocpp${protocol}` });

  it.each(characters)('says nothing wrong as %s', async (character) => {
    await bench.start({ protocol, character });
    await bench.csms.call('RequestStartTransaction', START);
    const chargingProfile = makeWireProfile2(8, { chargingProfilePurpose: 'TxDefaultProfile' });
    // A vendor may refuse or never have heard of it, as long as it says so in the right words.
    const answer = await bench.csms
      .call('SetChargingProfile', { evseId: 1, chargingProfile })
      .catch((error: { rpcErrorCode: string }) => ({ status: error.rpcErrorCode }));
    expect(['Accepted', 'Rejected', 'NotImplemented']).toContain(answer['status']);
  });
});
