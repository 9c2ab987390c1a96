import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MqttBench, startMqttBench, toTransactionId } from '../support/mqtt-bench.ts';
import {
  bringUp,
  closeClients,
  connectDevice,
  openRaw,
  type TestDevice,
} from '../support/mqtt-client.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';
const OTHER = '001e5e0902ba5d85';
const AT = '2026-11-23T12:00:00.000Z';

let bench: MqttBench;

beforeEach(async () => {
  bench = await startMqttBench();
});

afterEach(async () => {
  await closeClients();
  await bench.stop();
});

describe('subscribing', () => {
  const own = `gw/v1/${EUID}`;
  test.each([
    [`${own}/cmd/+/req`, 1, 'granted'],
    [`${own}/cmd/+/req`, 0, 'granted'],
    [`${own}/cert/csr/accepted`, 1, 'granted'],
    [`${own}/cert/csr/rejected`, 1, 'granted'],
    [`${own}/cmd/+/req`, 2, 'denied'],
    ['#', 1, 'denied'],
    ['+', 1, 'denied'],
    ['+/+/+/+/+/+', 1, 'denied'],
    ['$SYS/#', 1, 'denied'],
    ['gw/#', 1, 'denied'],
    ['gw/taken', 1, 'denied'],
    [`${own}/#`, 1, 'denied'],
    [`${own}/cmd/#`, 1, 'denied'],
    [`${own}/cmd/+/+`, 1, 'denied'],
    [`${own}/cmd/${toTransactionId(1)}/req`, 1, 'denied'],
    [`${own}/cert/csr/+`, 1, 'denied'],
    [`${own}/status`, 1, 'denied'],
    [`gw/v1/${OTHER}/cmd/+/req`, 1, 'denied'],
    ['gw/v1/+/cmd/+/req', 1, 'denied'],
    [`$share/x/${own}/cmd/+/req`, 1, 'denied'],
  ] as const)('to %s with QoS %i is %s', async (filter, qos, expected) => {
    const device = await connectDevice(bench.port, EUID);
    const answer = await device.subscribe(filter, qos).then(
      () => 'granted',
      () => 'denied',
    );
    expect(answer).toBe(expected);
    expect(bench.counted('frames_denied', 'subscribe')).toBe(expected === 'denied' ? 1 : 0);
    expect(device.isClosed()).toBe(false);
  });

  test('ends the link when a device gives up its commands', async () => {
    const device = await bringUp(bench.port, EUID);
    device.client.unsubscribe(`gw/v1/${EUID}/cmd/+/req`);
    await waitFor(device.isClosed, 'the link to close');
    await waitFor(() => bench.connections.count === 0, 'the connection to be let go of');
  });
});

describe('what is denied', () => {
  const told = () => bench.log.lines.filter(({ message }) => message.includes('denied'));

  test('is told once for each reason of a link, with who and what', async () => {
    const device = await bringUp(bench.port, EUID);
    for (let count = 0; count < 3; count += 1) {
      await device.publish(`gw/v1/${OTHER}/state/battery`, {});
      await device.publish('state/battery', {}, { qos: 0, retain: true });
      await device.subscribe('#', 1).catch(() => undefined);
    }
    await waitFor(() => bench.counted('frames_denied') === 9, 'the denials to be counted');
    expect(told().map(({ level, fields }) => ({ level, ...fields }))).toEqual([
      expect.objectContaining({ level: 'warn', identity: EUID, reason: 'foreign_topic' }),
      expect.objectContaining({ level: 'warn', identity: EUID, reason: 'wrong_qos' }),
      expect.objectContaining({ level: 'warn', identity: EUID, filter: '#' }),
    ]);
  });

  test('shows no more of a topic than a log line can bear', async () => {
    const device = await bringUp(bench.port, EUID);
    await device.publish(`gw/v1/${'x'.repeat(5_000)}`, {});
    await waitFor(() => told().length === 1, 'the denial to be told');
    expect(JSON.stringify(told()).length).toBeLessThan(500);
  });
});

describe('publishing', () => {
  const answer = `cmd/${toTransactionId(7)}/res`;
  const state = { at: AT, rev: 1, reserve: { minSocPercent: 10 } };

  test.each([
    ['foreign_topic', `gw/v1/${OTHER}/state/battery`, {}],
    ['foreign_topic', `gw/v1/${OTHER}/status`, {}],
    ['foreign_topic', `gw/v1/${EUID.toUpperCase()}/state/battery`, {}],
    ['foreign_topic', `cmd/${toTransactionId(7)}/req`, {}],
    ['foreign_topic', 'cmd/not-an-id/res', {}],
    ['foreign_topic', 'state/Battery', {}],
    ['foreign_topic', 'state/battery/deeper', {}],
    ['foreign_topic', 'state/', {}],
    ['foreign_topic', 'status/', {}],
    ['foreign_topic', 'gw/v1/prov/abc/csr/req', {}],
    ['foreign_topic', 'gw/taken', {}],
    ['foreign_topic', '$SYS/any/new/clients', {}],
    ['foreign_topic', '$SYS/any/heartbeat', {}],
    ['wrong_qos', 'state/battery', { qos: 0, retain: true }],
    ['wrong_qos', 'state/battery', { qos: 2, retain: true }],
    ['wrong_qos', 'telemetry/battery', { qos: 1 }],
    ['wrong_qos', answer, { qos: 0 }],
    ['wrong_retain', 'state/battery', { retain: false }],
    ['wrong_retain', answer, { retain: true }],
    ['wrong_retain', 'telemetry/battery', { retain: true }],
    ['wrong_retain', 'event/fault', { retain: true }],
  ] as const)(
    'is denied as %s on %s with %j: acknowledged, dropped, counted',
    async (reason, path, how) => {
      const device = await bringUp(bench.port, EUID);
      await device.publish(path, state, how);
      await waitFor(() => bench.counted('frames_denied', reason) === 1, 'the denial to be counted');
      await device.publish('event/after', { at: AT });
      expect(device.isClosed()).toBe(false);
      expect(bench.recorded.map(({ event }) => event.type)).toEqual(['alert']);
    },
  );

  test.each([
    ['state/battery', 32_768],
    ['describe', 32_768],
    [answer, 8_192],
    ['event/fault', 8_192],
    ['status', 8_192],
  ])('on %s is denied over %i bytes', async (path, bytesMax) => {
    const device = await bringUp(bench.port, EUID);
    await device.publish(path, 'x'.repeat(bytesMax + 1));
    expect(bench.counted('frames_denied', 'too_large')).toBe(1);
    expect(device.isClosed()).toBe(false);
  });

  test('reaches no other device, and nothing of it is retained', async () => {
    const listener = await bringUp(bench.port, OTHER);
    const device = await bringUp(bench.port, EUID);
    await device.publish('state/battery', state);
    await device.publish(`gw/v1/${OTHER}/cmd/${toTransactionId(9)}/req`, { v: 1 });
    await listener.publish('event/after', { at: AT });
    listener.drop();
    const again = await bringUp(bench.port, OTHER, 2);
    await again.publish('event/after', { at: AT });
    expect([...listener.received, ...again.received]).toEqual([]);
  });

  test('of a will on its status ends the session only', async () => {
    const device = await connectDevice(bench.port, EUID, {
      will: {
        topic: `gw/v1/${EUID}/status`,
        payload: Buffer.from('{"s":"lost","session":1}'),
        qos: 1,
        retain: true,
      },
    });
    await device.subscribeToCommands();
    await device.birth(1);
    device.drop();
    await waitFor(() => bench.connections.count === 0, 'the connection to be let go of');
    const again = await bringUp(bench.port, EUID, 2);
    await again.publish('event/after', { at: AT });
    expect(again.isClosed()).toBe(false);
    expect(bench.connections.count).toBe(1);
  });
});

describe('a packet over the cap', () => {
  test('closes its link, and nobody else hears of it', async () => {
    const other = await bringUp(bench.port, OTHER);
    const device: TestDevice = await bringUp(bench.port, EUID);
    device.client.publish(`gw/v1/${EUID}/state/battery`, 'x'.repeat(70_000), {
      qos: 1,
      retain: true,
    });
    await waitFor(device.isClosed, 'the link to close');
    expect(bench.counted('frames_denied', 'oversize')).toBe(1);
    await other.publish('event/after', { at: AT });
    expect(other.isClosed()).toBe(false);
  });

  test('is refused before its body, and before any CONNECT', async () => {
    const socket = await openRaw(bench.port);
    socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
    await waitFor(() => socket.destroyed, 'the socket to be closed');
    expect(bench.counted('frames_denied', 'oversize')).toBe(1);
  });
});
