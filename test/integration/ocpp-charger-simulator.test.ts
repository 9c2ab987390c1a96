import { describe, expect, it } from 'vitest';
import {
  ChargerBench,
  CHARGER_ID as ID,
  makeWireProfile as profile,
} from '../support/charger-bench.ts';
import { waitFor } from '../support/wait-for.ts';

const bench = ChargerBench.use();

describe('coming up', () => {
  it('boots with its credentials, then tells both connectors', async () => {
    await bench.start({ password: 's3cret:with:colons' });
    expect(bench.csms.passwords.get(ID)).toBe('s3cret:with:colons');
    await waitFor(() => bench.csms.all('StatusNotification').length === 2, 'two statuses');
    expect(bench.csms.received.map(({ method }) => method)).toEqual([
      'BootNotification',
      'StatusNotification',
      'StatusNotification',
    ]);
    expect(bench.csms.all('StatusNotification')).toMatchObject([
      { connectorId: 0, status: 'Available', errorCode: 'NoError' },
      { connectorId: 1, status: 'Preparing', errorCode: 'NoError' },
    ]);
  });

  it('asks again while it is Pending, and says nothing else', async () => {
    let asked = 0;
    bench.csms.answer('BootNotification', () => {
      asked += 1;
      const status = asked < 3 ? 'Pending' : 'Accepted';
      return { status, currentTime: new Date().toISOString(), interval: 2 };
    });
    await bench.start();
    expect(bench.csms.received.slice(0, 3).map(({ method }) => method)).toEqual(
      Array(3).fill('BootNotification'),
    );
  });

  it('is mute while it is Rejected', async () => {
    let asked = 0;
    bench.csms.answer('BootNotification', () => {
      asked += 1;
      const status = asked < 2 ? 'Rejected' : 'Accepted';
      return { status, currentTime: new Date().toISOString(), interval: 10 };
    });
    const starting = bench.start();
    await waitFor(() => asked === 1, 'the first boot');
    bench.csms.sendRaw('[2,"m1","ClearCache",{}]');
    await starting;
    expect(bench.lines({ id: 'm1', direction: 'in' })).toHaveLength(1);
    expect(bench.lines({ id: 'm1', direction: 'out' })).toEqual([]);
  });

  it('sends heartbeats at the interval it was given', async () => {
    bench.csms.answer('BootNotification', () => ({
      status: 'Accepted',
      currentTime: new Date().toISOString(),
      interval: 2,
    }));
    await bench.start();
    await waitFor(() => bench.csms.all('Heartbeat').length >= 3, 'three heartbeats');
  });

  it('numbers many and gives each its own password', async () => {
    await bench.start({ count: 5, password: (identity) => `of ${identity}` });
    expect([...bench.csms.passwords]).toHaveLength(5);
    expect(bench.csms.passwords.get('CP-SIM-0005')).toBe('of CP-SIM-0005');
  });

  it.each([
    [{ protocol: '1.5' }, /there are 1\.6/],
    [{ url: 'http://127.0.0.1:1/ocpp' }, /must begin with ws/],
    [{ character: 'nobody' }, /no character nobody/],
    [{ url: 'ws://127.0.0.1:1/ocpp?a=1' }, /no \? or #/],
    [{ id: 'bad/identity' }, /letters, digits/],
  ])('refuses %j', async (options, message) => {
    await expect(bench.start(options)).rejects.toThrow(message);
  });

  it('says why it could not connect', async () => {
    bench.csms.isLocked = true;
    await expect(bench.start({ connectTimeoutMs: 400 })).rejects.toThrow(/401/);
  });

  it('gives up on a central system that is not there', async () => {
    const refused = bench.start({ url: 'ws://127.0.0.1:1/ocpp', connectTimeoutMs: 200 });
    await expect(refused).rejects.toThrow(/not connected within 200 ms/);
  });
});

describe('a charge', () => {
  it('starts, follows a TxProfile, is freed again and stops, all by remote', async () => {
    await bench.startCharging();
    expect(bench.csms.all('StartTransaction')).toHaveLength(1);
    expect(bench.csms.status).toBe('Charging');
    const full = bench.csms.metered('Power.Active.Import');

    const installing = { connectorId: 1, csChargingProfiles: profile(10, { transactionId: 101 }) };
    expect(await bench.csms.call('SetChargingProfile', installing)).toEqual({ status: 'Accepted' });
    await waitFor(() => bench.csms.metered('Power.Active.Import') === 2_300, '10 A');
    expect(bench.csms.metered('Current.Import')).toBe(10);
    expect(bench.state.session).toMatchObject({ transactionId: 101, powerW: 2_300, limitA: 10 });
    const asked = { connectorId: 1, duration: 60, chargingRateUnit: 'A' };
    expect(await bench.csms.call('GetCompositeSchedule', asked)).toMatchObject({
      status: 'Accepted',
      chargingSchedule: { chargingSchedulePeriod: [{ startPeriod: 0, limit: 10 }] },
    });

    expect(await bench.csms.call('ClearChargingProfile', { id: 7 })).toEqual({
      status: 'Accepted',
    });
    expect(await bench.csms.call('ClearChargingProfile', { id: 7 })).toEqual({ status: 'Unknown' });
    await waitFor(() => bench.csms.metered('Power.Active.Import') === full, 'full power again');

    expect(await bench.csms.call('RemoteStopTransaction', { transactionId: 101 })).toEqual({
      status: 'Accepted',
    });
    await waitFor(() => bench.csms.all('StopTransaction').length > 0, 'StopTransaction');
    expect(bench.csms.all('StopTransaction')).toMatchObject([
      { transactionId: 101, reason: 'Remote', idTag: 'joulegate' },
    ]);
    await waitFor(() => bench.csms.status === 'Finishing', 'Finishing');
  });

  it('ends a profile with its schedule, and drops a TxProfile with its transaction', async () => {
    const id = await bench.startCharging();
    const chargingSchedule = {
      duration: 20,
      startSchedule: new Date().toISOString(),
      chargingRateUnit: 'A',
      chargingSchedulePeriod: [{ startPeriod: 0, limit: 0 }],
    };
    const pause = profile(0, { transactionId: id, chargingSchedule });
    await bench.csms.call('SetChargingProfile', { connectorId: 1, csChargingProfiles: pause });
    await waitFor(() => bench.csms.status === 'SuspendedEVSE', 'SuspendedEVSE');
    await waitFor(() => bench.csms.status === 'Charging', 'Charging again');
    expect(bench.state.profiles).toHaveLength(1);
    await bench.csms.call('RemoteStopTransaction', { transactionId: id });
    await waitFor(() => bench.state.profiles.length === 0, 'no profile');
  });

  it('takes a profile inside RemoteStartTransaction', async () => {
    await bench.start();
    const chargingProfile = profile(8);
    await bench.csms.call('RemoteStartTransaction', {
      connectorId: 1,
      idTag: 'x',
      chargingProfile,
    });
    await waitFor(() => bench.state.session?.powerW === 1_840, '8 A');
  });

  it('waits for a vehicle, and not for ever', async () => {
    await bench.start({ isPlugged: false });
    await bench.csms.call('ChangeConfiguration', { key: 'ConnectionTimeOut', value: '5' });
    await bench.csms.call('RemoteStartTransaction', { idTag: 'joulegate' });
    await waitFor(() => bench.csms.status === 'Preparing', 'Preparing');
    await waitFor(() => bench.csms.status === 'Available', 'Available');
    expect(bench.csms.all('StartTransaction')).toEqual([]);
  });

  it('asks first when AuthorizeRemoteTxRequests is true', async () => {
    await bench.start();
    await bench.csms.call('ChangeConfiguration', {
      key: 'AuthorizeRemoteTxRequests',
      value: 'true',
    });
    bench.csms.answer('Authorize', () => ({ idTagInfo: { status: 'Blocked' } }));
    await bench.csms.call('RemoteStartTransaction', { idTag: 'joulegate' });
    await waitFor(() => bench.csms.all('Authorize').length === 1, 'Authorize');
    await bench.csms.call('TriggerMessage', { requestedMessage: 'Heartbeat' });
    await waitFor(() => bench.csms.all('Heartbeat').length === 1, 'Heartbeat');
    expect(bench.csms.all('StartTransaction')).toEqual([]);
  });

  it('starts by itself when told to, and stops when the tag is not welcome', async () => {
    bench.csms.answer('StartTransaction', () => ({
      idTagInfo: { status: 'Blocked' },
      transactionId: 5,
    }));
    await bench.start({ startsByItself: true });
    await waitFor(() => bench.csms.all('StopTransaction').length === 1, 'StopTransaction');
    expect(bench.csms.all('StartTransaction')).toMatchObject([{ idTag: 'LOCAL-DRIVER' }]);
    expect(bench.csms.all('StopTransaction')).toMatchObject([
      { transactionId: 5, reason: 'DeAuthorized' },
    ]);
  });
});
