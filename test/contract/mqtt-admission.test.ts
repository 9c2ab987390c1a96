import type { IClientOptions } from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeAdmission } from '../../src/adapters/mqtt/admission.ts';
import { GatewayError } from '../../src/domain/errors.ts';
import { makeFakeClock } from '../support/fake-clock.ts';
import { type MqttBench, namedLimits, rightSecret, startMqttBench } from '../support/mqtt-bench.ts';
import {
  bringUp,
  closeClients,
  connectDevice,
  knock,
  openRaw,
  optionsOf,
} from '../support/mqtt-client.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';
const OTHER = '001e5e0902ba5d85';

let bench: MqttBench;

beforeEach(async () => {
  bench = await startMqttBench();
});

afterEach(async () => {
  await closeClients();
  await bench.stop();
});

const will = (topic: string, more: object = {}): IClientOptions => ({
  will: { topic, payload: Buffer.from('{"s":"lost","session":1}'), qos: 1, retain: true, ...more },
});

describe('admission over MQTT', () => {
  const cases: [string, string, IClientOptions, number | 'let in'][] = [
    ['a device with its secret', EUID, {}, 'let in'],
    ['its own will on its own status', EUID, will(`gw/v1/${EUID}/status`), 'let in'],
    ['the longest keep-alive', EUID, { keepalive: 120 }, 'let in'],
    ['an upper-case client id', EUID.toUpperCase(), {}, 2],
    ['a client id with colons', '00:1e:5e:09:02:ba:5d:84', {}, 2],
    ['a client id with a slash', '001e5e0902ba5d8/', {}, 2],
    ['a client id with a plus', '001e5e0902ba5d8+', {}, 2],
    ['a client id with a hash', '001e5e0902ba5d8#', {}, 2],
    ['a client id with a dollar', '$01e5e0902ba5d84', {}, 2],
    ['a client id with a line end', `${EUID}\n`, {}, 2],
    ['a client id of Object', '__proto__', {}, 2],
    ['no client id', '', {}, 2],
    ['another user name', EUID, { username: OTHER }, 4],
    ['no user name', EUID, { username: '' }, 4],
    ['a wrong secret', EUID, { password: 'wrong' }, 4],
    ['no secret', EUID, { password: '' }, 4],
    ['a session that is to be kept', EUID, { clean: false }, 5],
    ['no keep-alive', EUID, { keepalive: 0 }, 5],
    ['a keep-alive over the ceiling', EUID, { keepalive: 121 }, 5],
    ['a will on another device', EUID, will(`gw/v1/${OTHER}/status`), 5],
    ['a will that is not retained', EUID, will(`gw/v1/${EUID}/status`, { retain: false }), 5],
    ['a will that is no status', EUID, will(`gw/v1/${EUID}/state/battery`), 5],
    [
      'a will over the size',
      EUID,
      will(`gw/v1/${EUID}/status`, { payload: Buffer.alloc(9_000) }),
      5,
    ],
    ['MQTT 5', EUID, { protocolVersion: 5 }, 1],
    ['MQTT 3.1', EUID, { protocolVersion: 3, protocolId: 'MQIsdp' }, 1],
  ];

  test.each(cases)('answers %s (%s) rightly', async (_what, euid, options, expected) => {
    expect(await knock(bench.port, optionsOf(euid, options))).toBe(expected);
    expect(bench.counted('credentials_refused')).toBe(expected === 'let in' ? 0 : 1);
  });

  const told = () =>
    bench.log.lines.filter(({ message }) => message === 'MQTT device refused').map((l) => l.fields);

  test.each<[IClientOptions, object]>([
    [{ password: 'wrong' }, { reason: 'secret', identity: EUID }],
    [{ keepalive: 121 }, { reason: 'keep_alive', keepAliveS: 121, keepAliveMaxS: 120 }],
    [{ keepalive: 0 }, { reason: 'keep_alive', keepAliveS: 0, identity: EUID }],
    [{ clientId: 'a/b' }, { reason: 'client_id', identity: null }],
    [{ protocolVersion: 5 }, { reason: 'version', identity: EUID }],
  ])('tells an operator who was refused and why: %j', async (options, fields) => {
    await knock(bench.port, optionsOf(EUID, options));
    expect(told()).toEqual([expect.objectContaining({ ...fields, source: '127.0.0.1' })]);
    expect(JSON.stringify(told())).not.toContain('wrong');
  });

  test('answers a throttled identity with "unavailable"', async () => {
    bench.door = async () => ({ kind: 'throttled' });
    expect(await knock(bench.port, optionsOf(EUID))).toBe(3);
    expect(bench.counted('credentials_refused', 'throttled')).toBe(1);
  });

  test('answers with "unavailable" while the store is away', async () => {
    bench.door = async () => {
      throw new GatewayError('unavailable', 'no store');
    };
    expect(await knock(bench.port, optionsOf(EUID))).toBe(3);
  });

  test('asks the door for MQTT classes, with the peer as the source', async () => {
    const asked: unknown[] = [];
    bench.door = async ({ secret: _secret, ...attempt }) => {
      asked.push(attempt);
      return { kind: 'refused' };
    };
    await knock(bench.port, optionsOf(EUID));
    const classes = ['battery', 'heat_pump_unit', 'heat_pump_controller'];
    expect(asked).toEqual([{ identity: EUID, source: '127.0.0.1', classes }]);
  });

  test('never writes a secret to the log', async () => {
    await knock(bench.port, optionsOf(EUID, { password: 'hush-hush' }));
    await bringUp(bench.port, EUID);
    expect(JSON.stringify(bench.log.lines)).not.toMatch(/hush-hush|a-right-secret/);
  });

  test.each([
    ['203.0.113.9', 5],
    ['::ffff:203.0.113.9', 5],
    ['unknown', 5],
    ['127.0.0.2', 'let in'],
    ['::ffff:127.0.0.1', 'let in'],
  ])('answers the right secret of a peer at %s: %s', async (source, expected) => {
    const admit = makeAdmission({
      ...{ door: { admit: (attempt) => bench.door(attempt) }, peers: { read: () => null } },
      ...{ certificateDoor: { admitCertificate: bench.certificateDoor }, desk: bench.desk },
      ...{ clock: makeFakeClock(), log: bench.log },
      ...{ metrics: { count: () => {}, observeSeconds: () => {} } },
      // Wherever the listener binds.
      settings: { host: '::', port: 0, tls: null, publicHost: null, limits: namedLimits },
    });
    const decision = await admit({
      ...{ clientId: EUID, username: EUID, password: Buffer.from(rightSecret), source },
      ...{ clean: true, keepAliveS: 60, will: null, channel: { listener: 'plain' } },
    });
    expect(decision.kind === 'refused' ? decision.code : 'let in').toBe(expected);
  });

  test('closes connections over the cap', async () => {
    const small = await startMqttBench({ limits: { connections: 1 } });
    await connectDevice(small.port, EUID);
    const extra = await openRaw(small.port);
    await waitFor(() => extra.destroyed, 'the extra socket to be closed');
    expect(small.counted('credentials_refused', 'listener_full')).toBe(1);
    await small.stop();
  });
});

describe('a client id that is taken over', () => {
  test('closes the older link and keeps the newer one', async () => {
    const older = await bringUp(bench.port, EUID, 1);
    const newer = await bringUp(bench.port, EUID, 2);
    await waitFor(older.isClosed, 'the older link to close');
    const device = `d${EUID}`;
    await waitFor(() => bench.sessions.length >= 3, 'the older epoch to end');
    expect(bench.sessions.toSorted()).toEqual(
      [`connect ${device} 1`, `connect ${device} 2`, `disconnect ${device} 1`].toSorted(),
    );
    expect(newer.isClosed()).toBe(false);
    expect([...bench.connections.all()].map(({ epoch }) => epoch)).toEqual([2]);
  });

  test('is not given to another user', async () => {
    const owner = await bringUp(bench.port, EUID);
    expect(await knock(bench.port, optionsOf(OTHER, { clientId: EUID }))).toBe(4);
    expect(owner.isClosed()).toBe(false);
    await owner.publish('event/still_here', {});
  });

  test('stays with the last of many that come at once', async () => {
    const devices = await Promise.all(
      Array.from({ length: 8 }, () => connectDevice(bench.port, EUID).catch(() => null)),
    );
    await waitFor(
      () => devices.filter((device) => device && !device.isClosed()).length === 1,
      'one link to be left',
    );
  });
});
