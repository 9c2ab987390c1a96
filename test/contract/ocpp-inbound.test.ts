import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../src/domain/errors.ts';
import {
  bootPayload,
  powerPayload,
  startPayload,
  statusPayload,
  TestGateway,
} from '../support/ocpp/gateway.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start({ times: { storeMs: 300 } });
});
afterEach(() => gateway.stop());

describe('answers', () => {
  it('accepts a boot with the time and a heartbeat each minute', async () => {
    const charger = await gateway.connect('cp-1');
    const answer = await charger.ask('BootNotification', bootPayload);
    expect(answer).toMatchObject({ status: 'Accepted', interval: 60 });
    expect(Math.abs(Date.parse(String(answer['currentTime'])) - Date.now())).toBeLessThan(2_000);
  });

  it.each([
    ['Heartbeat', {}, 'currentTime'],
    ['Authorize', { idTag: 'joulegate' }, 'idTagInfo'],
    ['Authorize', { idTag: 'a-driver' }, 'idTagInfo'],
    ['DataTransfer', { vendorId: 'V' }, 'status'],
  ])('answers %s %o', async (action, payload, field) => {
    const charger = await gateway.connect('cp-1');
    expect(await charger.ask(action, payload)).toHaveProperty(field);
  });

  it.each([
    ['FirmwareStatusNotification', { status: 'Installed' }],
    ['DiagnosticsStatusNotification', { status: 'Uploaded' }],
    ['SecurityEventNotification', { type: 'T', timestamp: '2026-11-23T10:00:00Z' }],
  ])('acknowledges %s', async (action, payload) => {
    const charger = await gateway.connect('cp-1');
    expect(await charger.ask(action, payload)).toEqual({});
  });

  it('answers NotImplemented to what it does not know', async () => {
    const charger = await gateway.connect('cp-1');
    expect((await charger.call('Dance', {})).slice(0, 3)).toEqual([
      4,
      expect.any(String),
      'NotImplemented',
    ]);
  });

  it('answers StopTransaction of a session that nobody knows', async () => {
    const charger = await gateway.connect('cp-1');
    const stop = { transactionId: -1, meterStop: 1, timestamp: new Date().toISOString() };
    expect(await charger.ask('StopTransaction', stop)).toEqual({
      idTagInfo: { status: 'Accepted' },
    });
  });

  it.each([
    ['ends the one session that runs', {}, false],
    ['ends it when it names its tag', { idTag: 'JouleGate' }, false],
    ['does not end a session of another tag', { idTag: 'CARD-1' }, true],
  ])('a StopTransaction without a number %s', async (_what, more, running) => {
    const charger = await gateway.connect('cp-1');
    await charger.ask('StartTransaction', startPayload());
    const stop = { transactionId: -1, meterStop: 2_000, timestamp: new Date().toISOString() };
    await charger.ask('StopTransaction', { ...stop, ...more });
    expect(gateway.fakes.reported('cp-1', 'session')).toMatchObject({ running });
  });

  it('answers two CALLs at once, in the order in which they came', async () => {
    const charger = await gateway.connect('cp-1');
    const order: string[] = [];
    await Promise.all([
      charger.call('BootNotification', bootPayload).then(() => order.push('boot')),
      charger.call('StatusNotification', statusPayload('Preparing')).then(() => order.push('one')),
      charger.call('Heartbeat', {}).then(() => order.push('heartbeat')),
    ]);
    expect(order).toEqual(['boot', 'one', 'heartbeat']);
  });

  it('answers a numeric message id in the form in which it came', async () => {
    const charger = await gateway.connect('cp-1');
    charger.send([2, 17, 'Heartbeat', {}]);
    charger.send([2, 18, 'NoSuchAction', {}]);
    charger.send([2, '19', 'Heartbeat', {}]);
    await waitFor(() => charger.frames.some(({ text }) => text.startsWith('[3,"19"')), 'answers');
    const answers = charger.frames.filter(
      ({ direction, text }) => direction === 'in' && text[1] !== '2',
    );
    expect(answers.map(({ text }) => text.slice(0, 6)).toSorted()).toEqual([
      '[3,"19',
      '[3,17,',
      '[4,18,',
    ]);
    expect(gateway.fakes.count('frames_invalid')).toBe(0);
  });

  it('closes a link that sends nothing but garbage', async () => {
    const charger = await gateway.connect('cp-1');
    for (let sent = 0; sent < 12; sent += 1) charger.send('garbage');
    await waitFor(() => charger.closeCode === 1002, 'the link to be closed');
  });
});

describe('store first, answer after', () => {
  it('gives out the number of a session only when it is stored', async () => {
    const charger = await gateway.connect('cp-1');
    let release: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isAsked = false;
    gateway.fakes.gate = (what) => {
      isAsked ||= what === 'session start';
      return what === 'session start' ? stored : undefined;
    };
    let answer: unknown;
    void charger.ask('StartTransaction', startPayload()).then((payload) => {
      answer = payload;
    });
    await waitFor(() => isAsked, 'the store to be asked');
    await charger.socket.ping();
    expect(answer).toBeUndefined();
    release();
    await waitFor(() => answer, 'the answer');
    expect(answer).toEqual({ transactionId: 1, idTagInfo: { status: 'Accepted' } });
  });

  it('gives a repeated StartTransaction the same number', async () => {
    const charger = await gateway.connect('cp-1');
    const start = startPayload();
    const first = await charger.ask('StartTransaction', start);
    expect(await charger.ask('StartTransaction', start)).toEqual(first);
  });

  it('waits for a store that comes back', async () => {
    const charger = await gateway.connect('cp-1');
    let refusals = 2;
    gateway.fakes.gate = (what) => {
      if (what !== 'session start' || refusals === 0) return;
      refusals -= 1;
      throw new GatewayError('unavailable', 'the store is away');
    };
    expect(await charger.ask('StartTransaction', startPayload())).toHaveProperty('transactionId');
    expect(gateway.fakes.count('store_retries')).toBe(2);
  });

  it('answers InternalError when the store stays away, StopTransaction as ever', async () => {
    const charger = await gateway.connect('cp-1');
    const { transactionId } = await charger.ask('StartTransaction', startPayload());
    gateway.fakes.gate = () => {
      throw new GatewayError('unavailable', 'the store is away');
    };
    const answer = await charger.call('StatusNotification', statusPayload('Charging'));
    expect(answer.slice(0, 1).concat(answer[2])).toEqual([4, 'InternalError']);
    const stop = { transactionId, meterStop: 1, timestamp: new Date().toISOString() };
    expect(await charger.ask('StopTransaction', stop)).toHaveProperty('idTagInfo');
  });
});

describe('reported aspects', () => {
  it('reports status, session and meter, and the end of the session', async () => {
    const charger = await gateway.connect('cp-1');
    await charger.ask('StatusNotification', statusPayload('Charging'));
    const { transactionId } = await charger.ask('StartTransaction', startPayload());
    await charger.ask('MeterValues', powerPayload(7_400, Number(transactionId)));
    const { fakes } = gateway;
    expect(fakes.reported('cp-1', 'status')).toEqual({
      connectorId: 1,
      state: 'charging',
      faultCode: null,
    });
    expect(fakes.reported('cp-1', 'session')).toMatchObject({
      running: true,
      sessionId: transactionId,
      startedByGateway: true,
    });
    expect(fakes.reported('cp-1', 'meter')).toMatchObject({
      powerW: 7_400,
      sessionId: transactionId,
    });
    const stop = { transactionId, meterStop: 9_000, timestamp: new Date().toISOString() };
    await charger.ask('StopTransaction', { ...stop, reason: 'EVDisconnected' });
    expect(fakes.reported('cp-1', 'session')).toMatchObject({
      running: false,
      meterStopWh: 9_000,
      endReason: 'EVDisconnected',
    });
    expect(fakes.eventsOf('session-ended')).toHaveLength(1);
  });

  it('does not bring an ended session back by a late sample of it', async () => {
    const charger = await gateway.connect('cp-1');
    const { transactionId } = await charger.ask('StartTransaction', startPayload());
    const stop = { transactionId, meterStop: 9_000, timestamp: new Date().toISOString() };
    await charger.ask('StopTransaction', stop);
    // What it does not say is not known.
    expect(gateway.fakes.reported('cp-1', 'session')).toMatchObject({ endReason: null });
    await charger.ask('MeterValues', powerPayload(0, Number(transactionId)));
    expect(gateway.fakes.reported('cp-1', 'session')).toMatchObject({ running: false });
  });

  it('adopts a session that runs though nobody knows it', async () => {
    const charger = await gateway.connect('cp-1');
    await charger.ask('MeterValues', powerPayload(3_600, 77));
    expect(gateway.fakes.reported('cp-1', 'session')).toMatchObject({
      running: true,
      sessionId: 77,
      startedByGateway: false,
    });
  });

  it('shows the connector with the vehicle, not the charge point or an idle one', async () => {
    const charger = await gateway.connect('cp-1');
    await charger.ask('StatusNotification', statusPayload('Available', 1));
    await charger.ask('StatusNotification', statusPayload('Preparing', 2));
    await charger.ask('StatusNotification', statusPayload('Available', 1));
    await charger.ask('StatusNotification', statusPayload('Faulted', 0));
    const { fakes } = gateway;
    expect(fakes.reported('cp-1', 'status')).toMatchObject({ connectorId: 2, state: 'preparing' });
    await charger.ask('StatusNotification', statusPayload('Available', 2));
    expect(fakes.reported('cp-1', 'status')).toMatchObject({ connectorId: 1, state: 'available' });
  });

  it('counts revisions anew with each boot', async () => {
    const charger = await gateway.connect('cp-1');
    await charger.ask('StatusNotification', statusPayload('Preparing'));
    await charger.ask('BootNotification', bootPayload);
    await charger.ask('StatusNotification', statusPayload('Preparing'));
    const boots = gateway.fakes.eventsOf('reported').map(({ bootId }) => bootId);
    expect(new Set(boots).size).toBe(2);
  });
});
