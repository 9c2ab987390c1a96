import { describe, expect, it } from 'vitest';
import { ChargerBench, makeWireProfile as profile } from '../support/charger-bench.ts';
import { waitFor } from '../support/wait-for.ts';

const bench = ChargerBench.use();

describe('refusals', () => {
  it('a TxProfile without a transaction, or of another one', async () => {
    await bench.start();
    const early = { connectorId: 1, csChargingProfiles: profile(10) };
    expect(await bench.csms.call('SetChargingProfile', early)).toEqual({ status: 'Rejected' });
    expect(bench.lines({ event: 'refused' })).toMatchObject([
      { action: 'SetChargingProfile', why: 'TxProfile needs a running transaction' },
    ]);
    await bench.csms.call('RemoteStartTransaction', { idTag: 'joulegate' });
    await waitFor(() => bench.state.session?.transactionId === 101, 'a transaction');
    const foreign = { connectorId: 1, csChargingProfiles: profile(10, { transactionId: 999 }) };
    expect(await bench.csms.call('SetChargingProfile', foreign)).toEqual({ status: 'Rejected' });
    expect(await bench.csms.call('RemoteStopTransaction', { transactionId: 999 })).toEqual({
      status: 'Rejected',
    });
    expect(await bench.csms.call('RemoteStartTransaction', { idTag: 'y' })).toEqual({
      status: 'Rejected',
    });
  });

  it('what it has never heard of', async () => {
    await bench.start();
    await expect(
      bench.csms.call('ReserveNow', {
        connectorId: 1,
        expiryDate: new Date().toISOString(),
        idTag: 'x',
        reservationId: 1,
      }),
    ).rejects.toMatchObject({ rpcErrorCode: 'NotImplemented' });
    expect(await bench.csms.call('DataTransfer', { vendorId: 'nobody' })).toEqual({
      status: 'UnknownVendorId',
    });
  });

  it.each([
    ['[2,"m1","Reset"]', 'FormationViolation'],
    ['[2,"m1","Reset",{"type":"Hard","more":1}]', 'FormationViolation'],
    ['[2,"m1","Reset",{}]', 'OccurenceConstraintViolation'],
    ['[2,"m1","RemoteStopTransaction",{"transactionId":"5"}]', 'TypeConstraintViolation'],
    ['[2,"m1","Reset",{"type":"Warm"}]', 'PropertyConstraintViolation'],
  ])('%s with %s', async (text, code) => {
    await bench.start();
    bench.csms.sendRaw(text);
    const answers = () => bench.lines({ type: 'CALLERROR', id: 'm1' });
    await waitFor(() => answers().length > 0, 'a CALLERROR');
    expect(answers()).toMatchObject([{ direction: 'out', payload: { code } }]);
  });
});

describe('configuration and availability', () => {
  it('shows all keys, or those asked for', async () => {
    await bench.start();
    const { configurationKey } = (await bench.csms.call('GetConfiguration')) as {
      configurationKey: { key: string }[];
    };
    expect(configurationKey.map(({ key }) => key)).toEqual(
      expect.arrayContaining([
        'SupportedFeatureProfiles',
        'ChargingScheduleAllowedChargingRateUnit',
        'ChargeProfileMaxStackLevel',
        'MaxChargingProfilesInstalled',
        'ChargingScheduleMaxPeriods',
        'NumberOfConnectors',
        'AuthorizeRemoteTxRequests',
        'ConnectorSwitch3to1PhaseSupported',
        'MeterValueSampleInterval',
      ]),
    );
    expect(
      await bench.csms.call('GetConfiguration', { key: ['NumberOfConnectors', 'Nope'] }),
    ).toEqual({
      configurationKey: [{ key: 'NumberOfConnectors', readonly: true, value: '1' }],
      unknownKey: ['Nope'],
    });
  });

  it('goes out of operation after the session, at once without one', async () => {
    const id = await bench.startCharging();
    const out = { connectorId: 0, type: 'Inoperative' };
    expect(await bench.csms.call('ChangeAvailability', out)).toEqual({ status: 'Scheduled' });
    await bench.csms.call('RemoteStopTransaction', { transactionId: id });
    await waitFor(() => bench.csms.status === 'Unavailable', 'Unavailable');
    expect(await bench.csms.call('RemoteStartTransaction', { idTag: 'x' })).toEqual({
      status: 'Rejected',
    });
    await bench.csms.call('ChangeAvailability', { connectorId: 1, type: 'Operative' });
    await waitFor(() => bench.csms.status === 'Finishing', 'Finishing');
  });
});

describe('TriggerMessage (OCPP 1.6 5.17)', () => {
  it.each([
    ['BootNotification', 2],
    ['Heartbeat', 1],
    ['MeterValues', 1],
  ])('%s is sent, after the answer', async (requestedMessage, count) => {
    await bench.start();
    expect(await bench.csms.call('TriggerMessage', { requestedMessage })).toEqual({
      status: 'Accepted',
    });
    await waitFor(() => bench.csms.all(requestedMessage).length === count, requestedMessage);
    const [answer] = bench.lines({ type: 'CALLRESULT', action: 'TriggerMessage' });
    const sent = bench.lines({ type: 'CALL', action: requestedMessage, direction: 'out' }).at(-1);
    expect(Number(sent?.n)).toBeGreaterThan(Number(answer?.n));
  });

  it('StatusNotification of one connector', async () => {
    await bench.start();
    await waitFor(() => bench.csms.all('StatusNotification').length === 2, 'boot statuses');
    const wanted = { requestedMessage: 'StatusNotification', connectorId: 1 };
    await bench.csms.call('TriggerMessage', wanted);
    await waitFor(() => bench.csms.all('StatusNotification').length === 3, 'another status');
    expect(bench.csms.all('StatusNotification').at(-1)).toMatchObject({ connectorId: 1 });
  });

  it('MeterValues outside a transaction: no id, no power', async () => {
    await bench.start();
    await bench.csms.call('TriggerMessage', { requestedMessage: 'MeterValues' });
    await waitFor(() => bench.csms.all('MeterValues').length === 1, 'MeterValues');
    expect(bench.csms.all('MeterValues')[0]).not.toHaveProperty('transactionId');
    expect(bench.csms.metered('Power.Active.Import')).toBe(0);
    expect(bench.csms.metered('SoC')).toBe(40);
  });

  it.each([
    [{ requestedMessage: 'FirmwareStatusNotification' }, 'NotImplemented'],
    [{ requestedMessage: 'StatusNotification', connectorId: 4 }, 'Rejected'],
  ])('%j is %s', async (wanted, status) => {
    await bench.start();
    expect(await bench.csms.call('TriggerMessage', wanted)).toEqual({ status });
  });
});

describe('Reset (OCPP 1.6 5.14)', () => {
  it.each(['Soft', 'Hard'])('%s ends the session, cuts the link and boots', async (type) => {
    await bench.startCharging();
    expect(await bench.csms.call('Reset', { type })).toEqual({ status: 'Accepted' });
    await waitFor(() => bench.csms.all('BootNotification').length === 2, 'another boot');
    await waitFor(() => bench.csms.all('StopTransaction').length === 1, 'StopTransaction');
    expect(bench.csms.all('StopTransaction')[0]).toMatchObject({ reason: `${type}Reset` });
    expect(bench.csms.connections).toBe(2);
    expect(bench.state.session).toBeNull();
  });
});
