import { describe, expect, it, vi } from 'vitest';
import { main } from '../../simulators/ocpp-charger/main.ts';
import { CHARGER_ID, ChargerBench } from '../support/charger-bench.ts';
import { waitFor } from '../support/wait-for.ts';

const bench = ChargerBench.use();

const METERED = 'Energy.Active.Import.Register';

describe('offline', () => {
  it('goes on charging, and delivers StopTransaction after the reconnect', async () => {
    const transactionId = await bench.startCharging();
    await bench.csms.close();
    await waitFor(() => !bench.state.isConnected, 'the lost link');
    await bench.act('local-override');
    await bench.replaceCentralSystem();
    await waitFor(() => bench.csms.all('StopTransaction').length === 1, 'StopTransaction');
    expect(bench.csms.all('StopTransaction')[0]).toMatchObject({ transactionId, reason: 'Local' });
    expect(bench.csms.received[0]?.method).toBe('BootNotification');
    await waitFor(() => bench.state.queuedTransactionMessages === 0, 'an empty queue');
  });

  it('delivers a whole transaction in order, with the id that it got late', async () => {
    await bench.start({ isPlugged: false, startsByItself: true });
    await bench.csms.call('ChangeConfiguration', { key: 'MeterValueSampleInterval', value: '1' });
    await bench.csms.close();
    await waitFor(() => !bench.state.isConnected, 'the lost link');
    await bench.act('plug', { socPercent: 79 });
    await waitFor(() => bench.state.queuedTransactionMessages >= 3, 'queued messages');
    await bench.act('unplug');
    await bench.replaceCentralSystem();
    await waitFor(() => bench.csms.all('StopTransaction').length === 1, 'StopTransaction');
    const related = bench.csms.received
      .map(({ method }) => method)
      .filter((method) => /Transaction|MeterValues/.test(method));
    expect(related.at(0)).toBe('StartTransaction');
    expect(related.at(-1)).toBe('StopTransaction');
    expect(bench.csms.all('MeterValues')[0]).toMatchObject({ transactionId: 101 });
    expect(bench.csms.all('StopTransaction')[0]).toMatchObject({
      transactionId: 101,
      reason: 'EVDisconnected',
    });
    expect(bench.csms.metered(METERED)).toBeGreaterThan(1_204_300);
  });

  it('repeats StartTransaction unchanged until it is answered', async () => {
    let asked = 0;
    bench.csms.answer('StartTransaction', () => {
      asked += 1;
      if (asked === 1) return new Promise(() => {});
      if (asked === 2) throw new Error('the database is away');
      return { idTagInfo: { status: 'Accepted' }, transactionId: 9 };
    });
    await bench.start({ callTimeoutMs: 100 });
    const often = { key: 'TransactionMessageRetryInterval', value: '1' };
    await bench.csms.call('ChangeConfiguration', often);
    await bench.csms.call('RemoteStartTransaction', { idTag: 'joulegate' });
    await waitFor(() => bench.state.session?.transactionId === 9, 'an id');
    const [first, ...others] = bench.csms.all('StartTransaction');
    expect(others).toEqual([first, first]);
  });

  it('keeps its session when the link drops, and starts no second one', async () => {
    const transactionId = await bench.startCharging();
    await bench.replaceCentralSystem();
    await waitFor(() => bench.csms.status === 'Charging', 'Charging told again');
    expect(bench.state.session?.transactionId).toBe(transactionId);
    expect(bench.csms.all('StartTransaction')).toEqual([]);
  });
});

describe('directions', () => {
  it('answers a CALL while its own is unanswered', async () => {
    bench.csms.answer('Authorize', async () => {
      await bench.csms.call('GetConfiguration', { key: ['NumberOfConnectors'] });
      return { idTagInfo: { status: 'Accepted' } };
    });
    await bench.start({ startsByItself: true });
    await waitFor(() => bench.csms.status === 'Charging', 'Charging');
  });

  it('has one CALL out at a time', async () => {
    let open = 0;
    let mostOpen = 0;
    for (const method of ['StatusNotification', 'MeterValues', 'Heartbeat']) {
      bench.csms.answer(method, async () => {
        open += 1;
        mostOpen = Math.max(mostOpen, open);
        await new Promise((resolve) => setImmediate(resolve));
        open -= 1;
        return method === 'Heartbeat' ? { currentTime: new Date().toISOString() } : {};
      });
    }
    await bench.startCharging();
    expect(mostOpen).toBe(1);
  });
});

describe('in the hands of people', () => {
  const post = (verb: string, body: object = {}) =>
    fetch(`${bench.chargers?.control.url}/devices/${CHARGER_ID}/${verb}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });

  it('plugs, unplugs, starts and stops through the control API', async () => {
    await bench.start({ isPlugged: false });
    expect((await post('unplug')).status).toBe(409);
    expect((await post('plug', { socPercent: 'full' })).status).toBe(400);
    expect((await post('plug', { socPercent: 55 })).status).toBe(200);
    expect(bench.state.vehicle).toMatchObject({ isPlugged: true, socPercent: 55 });
    await post('local-override');
    await waitFor(() => bench.csms.status === 'Charging', 'Charging');
    await post('ready', { ready: false });
    await waitFor(() => bench.csms.status === 'SuspendedEV', 'SuspendedEV');
    await post('unplug');
    await waitFor(() => bench.csms.status === 'Available', 'Available');
    expect(bench.csms.all('StopTransaction')).toMatchObject([{ reason: 'EVDisconnected' }]);
  });

  it('latches a fault at the red button until it is released', async () => {
    await bench.startCharging();
    await post('local-override', { emergencyStop: true });
    await waitFor(() => bench.csms.status === 'Faulted', 'Faulted');
    expect(await bench.csms.call('RemoteStartTransaction', { idTag: 'x' })).toEqual({
      status: 'Rejected',
    });
    await post('local-override', { emergencyStop: false });
    await waitFor(() => bench.csms.status === 'Finishing', 'Finishing');
  });

  it('boots again when someone pulls the breaker', async () => {
    await bench.start();
    expect((await post('reboot')).status).toBe(200);
    await waitFor(() => bench.csms.all('BootNotification').length === 2, 'another boot');
  });
});

describe('command line', () => {
  it.each([
    ['a finished --for', () => ['--url', bench.csms.url, '--for', '0.2', '--json'], 0],
    ['another protocol', () => ['--protocol', '1.5'], 2],
    ['an unknown character', () => ['--url', bench.csms.url, '--character', 'nobody'], 2],
    ['nobody there', () => ['--url', 'ws://127.0.0.1:1/ocpp', '--connect-timeout', '0.2'], 3],
  ])('%s', async (_, argv, exitCode) => {
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      expect(await main(argv())).toBe(exitCode);
      expect(stderr.mock.calls.length > 0).toBe(exitCode !== 0);
    } finally {
      stdout.mockRestore();
      stderr.mockRestore();
    }
  });
});
