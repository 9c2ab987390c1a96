import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OcppTimes } from '../../src/adapters/ocpp/settings.ts';
import { GatewayError } from '../../src/domain/errors.ts';
import {
  bootPayload,
  plainBehaviours,
  statusPayload,
  TestGateway,
} from '../support/ocpp/gateway.ts';
import { RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

describe('the upgrade guard', () => {
  const right = { user: 'cp-1' };
  it.each([
    ['a bad percent-escape', '/ocpp/%E0%A4%A', right, 400],
    ['an identity with a forbidden character', '/ocpp/cp%201', { user: 'cp 1' }, 404],
    ['an identity that is a path step', '/ocpp/%2e%2e', { user: '..' }, 404],
    ['an identity that is too long', `/ocpp/${'x'.repeat(49)}`, right, 404],
    ['an empty identity', '/ocpp/', right, 404],
    ['a trailing slash', '/ocpp/cp-1/', right, 404],
    ['another path', '/other/cp-1', right, 404],
    ['no subprotocol', '/ocpp/cp-1', { ...right, protocols: [] }, 400],
    ['a subprotocol that is not spoken', '/ocpp/cp-1', { ...right, protocols: ['ocpp9'] }, 400],
    ['another user name', '/ocpp/cp-1', { user: 'cp-2' }, 401],
    ['a wrong password', '/ocpp/cp-1', { ...right, password: 'wrong' }, 401],
    ['no credentials', '/ocpp/cp-1', {}, 401],
    ['an identity that is not registered', '/ocpp/cp-9', { user: 'cp-9' }, 401],
  ])('refuses %s', async (_what, path, options, status) => {
    gateway.fakes.admitted.add('cp-1');
    await expect(RawCharger.connect(gateway.url(path), options)).rejects.toThrow(`HTTP ${status}`);
    expect(gateway.fakes.table.count).toBe(0);
  });

  it.each([
    ['/ocpp/cp-1', { user: 'cp-1', password: 'wrong' }, ['cp-1', 401, 'secret']],
    ['/ocpp/cp-1', {}, ['cp-1', 401, 'no_credentials']],
    ['/ocpp/cp-1', { ...right, protocols: ['ocpp9'] }, ['cp-1', 400, 'subprotocol']],
    ['/ocpp/cp%201', right, [null, 404, 'identity']],
    ['/other/cp-1', right, [null, 404, 'path']],
  ])('tells an operator once who was refused and why: %s %j', async (path, options, told) => {
    await expect(RawCharger.connect(gateway.url(path), options)).rejects.toThrow();
    const lines = gateway.fakes.logLines.filter((line) => line.message.includes('refused'));
    const [identity, status, reason] = told;
    expect(lines).toHaveLength(1);
    expect(lines[0]?.fields).toMatchObject({ identity, status, reason, source: '127.0.0.1' });
    expect(JSON.stringify(lines)).not.toContain('wrong');
    expect(gateway.fakes.count('credentials_refused')).toBe(1);
  });

  it('lets nobody in without a password, whatever the door says', async () => {
    gateway.fakes.admitsAnybody = true;
    const url = gateway.url('/ocpp/cp-1');
    await expect(RawCharger.connect(url, {})).rejects.toThrow('HTTP 401');
    await expect(RawCharger.connect(url, { user: 'cp-2' })).rejects.toThrow('HTTP 401');
  });

  it('takes an escaped identity, and a password with colons', async () => {
    const charger = await gateway.connect('cp:1.a_b');
    const escaped = await RawCharger.connect(gateway.url('/ocpp/cp%3A1.a_b'), { user: 'cp:1.a_b' });
    expect(charger.socket.protocol).toBe('ocpp1.6');
    escaped.close();
  });

  it('answers 429 over the limit of wrong credentials and 503 without a store', async () => {
    gateway.fakes.isThrottled = true;
    const url = gateway.url('/ocpp/cp-1');
    await expect(RawCharger.connect(url, right)).rejects.toThrow('HTTP 429');
    const told = gateway.fakes.logLines.map(({ fields }) => fields);
    expect(told).toContainEqual(expect.objectContaining({ identity: 'cp-1', reason: 'throttled' }));
    gateway.fakes.gate = () => {
      throw new GatewayError('unavailable', 'the store is away');
    };
    await expect(RawCharger.connect(url, right)).rejects.toThrow('HTTP 503');
  });

  it('answers a plain request shortly', async () => {
    expect(await statusOf(gateway.port, '/ocpp/cp-1')).toBe(426);
    expect(await statusOf(gateway.port, '/')).toBe(404);
  });

  it.each(['boot', 'configuration', 'storing'])(
    'logs no error when a charger leaves during its %s',
    async (when) => {
      const charger = await gateway.connect('cp-1');
      const leave = () => charger.socket.terminate();
      const answer = plainBehaviours(charger, 'Available');
      const whenAsked = when === 'configuration' ? { GetConfiguration: () => leave() } : {};
      Object.assign(charger.behaviours, answer, whenAsked);
      gateway.fakes.gate = async (what) => {
        if (when !== 'storing' || what !== 'described') return;
        leave();
        await waitFor(() => gateway.fakes.closed.length === 1, 'the link to be released');
        throw new GatewayError('unavailable', 'the store is away');
      };
      const asked = charger.ask('BootNotification', bootPayload).catch(() => undefined);
      if (when === 'boot') leave();
      else await asked;
      await waitFor(() => gateway.fakes.closed.length === 1, 'the link to be released');
      await new Promise((resolve) => setImmediate(resolve));
      const loud = gateway.fakes.logLines.filter(
        ({ level, fields }) => level === 'error' || level === 'warn' || 'err' in fields,
      );
      expect(loud).toEqual([]);
    },
  );

  it('closes a link over an oversize frame, and nobody else is touched', async () => {
    const other = await gateway.connect('cp-2');
    const charger = await gateway.connect('cp-1');
    charger.send(`[2,"1","DataTransfer",{"vendorId":"${'x'.repeat(70_000)}"}]`);
    await waitFor(() => charger.closeCode === 1009, 'the link to be closed');
    expect(await other.ask('Heartbeat', {})).toHaveProperty('currentTime');
  });
});

describe('links', () => {
  it('lets the newest socket win, and a late close of the older one touches nothing', async () => {
    const { charger: older, connection: first } = await gateway.connectReady('cp-1');
    const { charger: newer, connection: second } = await gateway.connectReady('cp-1');
    expect(second.epoch).toBeGreaterThan(first.epoch);
    await waitFor(() => older.closeCode !== null, 'the older socket to be closed');
    await waitFor(() => gateway.fakes.closed.includes(first), 'the older one to be released');
    first.close('once more');
    expect(gateway.fakes.readyConnection('cp-1')).toBe(second);
    expect(first.isReady()).toBe(false);
    expect(await newer.ask('Heartbeat', {})).toHaveProperty('currentTime');
  });

  it('stores nothing more of a link that was replaced, though its handler still runs', async () => {
    const { charger: older } = await gateway.connectReady('cp-1');
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isHolding = true;
    gateway.fakes.gate = async (what) => {
      if (what === 'report status' && isHolding) {
        isHolding = false;
        await held;
        throw new GatewayError('unavailable', 'the store was away');
      }
    };
    void older.call('StatusNotification', statusPayload('Available'));
    await waitFor(() => !isHolding, 'the older handler to wait for the store');
    await gateway.connectReady('cp-1');
    release();
    const { charger: newest } = await gateway.connectReady('cp-1');
    await newest.ask('Heartbeat', {});
    const states = gateway.fakes.eventsOf('reported').map(({ value }) => value);
    expect(states).not.toContainEqual(expect.objectContaining({ state: 'available' }));
  });

  it('closes the socket when the store does not take the link', async () => {
    gateway.fakes.gate = (what) => {
      if (what === 'open') throw new GatewayError('unavailable', 'the store is away');
    };
    const charger = await gateway.connect('cp-1');
    await waitFor(() => charger.closeCode === 1013, 'the link to be closed');
  });

  it('releases the connection when the charger goes away', async () => {
    const { charger, connection } = await gateway.connectReady('cp-1');
    charger.close();
    await waitFor(() => gateway.fakes.closed.includes(connection), 'the connection to be let go');
    expect(gateway.fakes.table.count).toBe(0);
  });

  it('becomes ready with a charger that refuses everything, and with a mute one', async () => {
    const refusing = await gateway.connect('cp-1');
    await refusing.ask('Heartbeat', {});
    await waitFor(() => gateway.fakes.readyConnection('cp-1'), 'the refusing charger to be ready');
    const mute = await gateway.connect('cp-2');
    mute.behaviours['TriggerMessage'] = () => 'silent';
    mute.behaviours['GetConfiguration'] = () => 'silent';
    await waitFor(() => gateway.fakes.readyConnection('cp-2'), 'the mute charger to be ready');
  });

  it('describes the charger by its boot and its configuration', async () => {
    await gateway.connectReady('cp-1');
    const [described] = gateway.fakes.eventsOf('described');
    expect(described?.description).toMatchObject({
      class: 'charger',
      make: 'Raw',
      model: 'Charger',
      serial: 'R-1',
      firmware: { main: '1.2.3' },
      kinds: [
        ...['boost', 'cancel_boost', 'test_charge', 'suspend', 'resume'],
        ...['set_charging_schedule', 'reboot'],
      ],
      charger: { maxAmps: 32, phases: 3 },
    });
  });

  it('learns again when the charger boots on a living link', async () => {
    const { charger } = await gateway.connectReady('cp-1');
    const before = charger.calls('GetConfiguration').length;
    await charger.ask('BootNotification', { ...bootPayload, firmwareVersion: '2.0.0' });
    await waitFor(() => charger.calls('GetConfiguration').length > before, 'it to be asked again');
    await waitFor(() => gateway.fakes.readyConnection('cp-1'), 'it to be ready again');
    const described = gateway.fakes.eventsOf('described').at(-1);
    expect(described?.description.firmware).toEqual({ main: '2.0.0' });
  });

  it('stops within its bound though a charger never answers the close', async () => {
    const charger = await gateway.connect('cp-1');
    charger.socket.pause();
    const beganAtMs = Date.now();
    await gateway.stopAdapter();
    expect(Date.now() - beganAtMs).toBeLessThan(2_000);
  });
});

describe('liveness', () => {
  it('closes a link that stays silent after a probe, though it answers no ping', async () => {
    const times = { idleMs: 40, probeMs: 40, deadMs: 5_000 };
    await restart(times);
    const charger = await gateway.connect('cp-1');
    charger.socket.pong = () => undefined;
    charger.behaviours['TriggerMessage'] = () => 'silent';
    charger.behaviours['GetConfiguration'] = () => 'silent';
    await waitFor(() => gateway.fakes.closed.length > 0, 'the silent link to be closed');
  });

  it('keeps a charger that never pongs but answers a CALL', async () => {
    const times = { idleMs: 40, probeMs: 200, deadMs: 60_000 };
    await restart(times);
    const charger = await gateway.connect('cp-1');
    charger.socket.pong = () => undefined;
    Object.assign(charger.behaviours, plainBehaviours(charger, 'Preparing'));
    const isProbe = () =>
      charger.calls('TriggerMessage').filter((c) => c.payload['requestedMessage'] === 'Heartbeat');
    await waitFor(() => isProbe().length >= 2, 'two probes to be answered');
    expect(charger.isOpen).toBe(true);
  });
});

async function restart(times: Partial<OcppTimes>): Promise<void> {
  await gateway.stop();
  gateway = await TestGateway.start({ times });
}

function statusOf(port: number, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });
}
