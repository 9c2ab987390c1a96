import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import type { DeviceId } from '../../src/domain/device.ts';
import type { DeviceConnection, Order } from '../../src/domain/ports/connections.ts';
import { type MqttBench, makeOrder, startMqttBench } from '../support/mqtt-bench.ts';
import { bringUp, closeClients, connectDevice, knock, optionsOf } from '../support/mqtt-client.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';
const DEVICE = `d${EUID}` as DeviceId;
const AT = '2026-11-23T12:00:00.000Z';
const reserve: Command = { kind: 'set_reserve', params: { minSocPercent: 20 } };

let bench: MqttBench;

beforeEach(async () => {
  bench = await startMqttBench();
});

afterEach(async () => {
  await closeClients();
  await bench.stop();
});

function held(): DeviceConnection {
  const connection = bench.connections.get(DEVICE);
  if (!connection) throw new Error('no connection is held');
  return connection;
}

const send = (connection: DeviceConnection, order: Order = makeOrder(reserve)) =>
  connection.prepare(order).send(new AbortController().signal);

describe('a birth', () => {
  test('after the subscription opens a connection that is ready', async () => {
    await bringUp(bench.port, EUID);
    const { identity, protocol, procedure, epoch } = held();
    expect({ identity, protocol, procedure, epoch }).toEqual({
      identity: EUID,
      protocol: 'mqtt',
      procedure: 'single-frame',
      epoch: 1,
    });
    expect(held().isReady()).toBe(true);
  });

  test('before the subscription is held until the SUBACK', async () => {
    const device = await connectDevice(bench.port, EUID);
    await device.birth();
    await device.publish('event/after', { at: AT });
    expect(bench.sessions).toEqual([]);
    await device.subscribeToCommands();
    await waitFor(() => bench.connections.count === 1, 'the connection to be opened');
    expect(await send(held())).toEqual({ kind: 'pending' });
    await waitFor(() => device.received.length === 1, 'the command to arrive');
  });

  test('is awaited: a subscribed device without one gets nothing', async () => {
    const device = await connectDevice(bench.port, EUID);
    await device.subscribeToCommands();
    await device.publish('event/after', { at: AT });
    expect([bench.connections.count, bench.sessions]).toEqual([0, []]);
  });

  test('that is repeated changes nothing', async () => {
    const device = await bringUp(bench.port, EUID, 1);
    await device.birth(1);
    expect(bench.sessions).toEqual([`connect ${DEVICE} 1`]);
  });

  test('of another session on the same link counts the epoch up, and the link stays', async () => {
    const device = await bringUp(bench.port, EUID, 1);
    const older = held();
    await device.birth(2, 'boot-2');
    expect(held().epoch).toBe(2);
    expect(await send(older)).toMatchObject({ kind: 'unreachable' });
    expect(await send(held())).toEqual({ kind: 'pending' });
    expect(device.isClosed()).toBe(false);
  });

  test('gives its bootId to the reports that follow; one before any birth is dropped', async () => {
    const device = await connectDevice(bench.port, EUID);
    await device.publish('state/battery', { at: AT, rev: 1, suspended: false });
    expect(bench.counted('frames_invalid', 'before_birth')).toBe(1);
    await device.birth(1, 'boot-9');
    await device.publish('state/battery', { at: AT, rev: 2, suspended: false, newer: [1] });
    expect(bench.recorded.map(({ event }) => event)).toEqual([
      {
        type: 'reported',
        aspect: 'battery',
        rev: 2,
        bootId: 'boot-9',
        atMs: Date.parse(AT),
        value: { suspended: false, newer: [1] },
      },
    ]);
  });
});

describe('the end of a session', () => {
  test.each(['lost', 'offline'])('by "%s" counts for the session of the birth', async (s) => {
    const device = await bringUp(bench.port, EUID, 7);
    await device.publish('status', { s, session: 7 });
    expect(bench.sessions).toEqual([`connect ${DEVICE} 1`, `disconnect ${DEVICE} 1`]);
    expect(bench.connections.count).toBe(0);
  });

  test.each(['lost', 'offline'])('by "%s" of an older session changes nothing', async (s) => {
    const device = await bringUp(bench.port, EUID, 7);
    await device.publish('status', { s, session: 6 });
    expect(bench.counted('frames_invalid', 'other_session')).toBe(1);
    expect(held().isReady()).toBe(true);
  });

  test('by a will that comes late never touches the newer link', async () => {
    const older = await connectDevice(bench.port, EUID, {
      will: {
        topic: `gw/v1/${EUID}/status`,
        payload: Buffer.from('{"s":"lost","session":1}'),
        qos: 1,
        retain: true,
      },
    });
    await older.subscribeToCommands();
    await older.birth(1);
    const newer = await bringUp(bench.port, EUID, 2);
    await waitFor(older.isClosed, 'the older link to close');
    await newer.publish('event/after', { at: AT });
    expect(held().epoch).toBe(2);
    expect(await send(held())).toEqual({ kind: 'pending' });
  });

  test('by the core closes the link', async () => {
    const device = await bringUp(bench.port, EUID);
    held().close('told to');
    held().close('told to, twice');
    await waitFor(device.isClosed, 'the link to close');
  });

  test('by stop stores and acknowledges what it has begun, and begins nothing more', async () => {
    const device = await bringUp(bench.port, EUID);
    const { promise: stored, resolve: store } = Promise.withResolvers<void>();
    bench.store = () => stored;
    const acknowledged: string[] = [];
    const say = (name: string) => {
      const said = device.publish(`event/${name}`, { at: AT });
      said.then(() => acknowledged.push(name)).catch(() => undefined);
    };
    say('first');
    await device.subscribeToCommands();

    const stopped = bench.stop();
    say('second');
    // Its SUBACK: what was said before it has come in.
    await device.subscribeToCommands();
    expect(await knock(bench.port, optionsOf('001e5e0902ba5d85'))).toBe(3);
    store();
    await stopped;
    await waitFor(device.isClosed, 'the link to close');
    expect(bench.recorded).toHaveLength(1);
    expect(acknowledged).toEqual(['first']);
  });

  test('by stop leaves no link open', async () => {
    const device = await bringUp(bench.port, EUID);
    await bench.stop();
    await waitFor(device.isClosed, 'the link to close');
    expect(bench.sessions.at(-1)).toBe(`disconnect ${DEVICE} 1`);
  });
});

describe('a command', () => {
  test('is the frame of the contract, not retained, with the hash of its bytes', async () => {
    const device = await bringUp(bench.port, EUID);
    const order = makeOrder(reserve, { attempt: 2 });
    const prepared = held().prepare(order);
    expect(await prepared.send(new AbortController().signal)).toEqual({ kind: 'pending' });
    await waitFor(() => device.received.length === 1, 'the command to arrive');
    const [frame] = device.received;
    expect(frame?.topic).toBe(`gw/v1/${EUID}/cmd/${order.transactionId}/req`);
    expect(frame?.retain).toBe(false);
    expect(JSON.parse(frame?.text ?? '')).toEqual({
      v: 1,
      tx: order.transactionId,
      seq: order.seq,
      epoch: 1,
      kind: 'set_reserve',
      params: { minSocPercent: 20 },
      issuedAt: AT,
      ttlS: 3_600,
      attempt: 2,
    });
    expect(prepared.frameHash).toBe(
      createHash('sha256')
        .update(frame?.text ?? '')
        .digest('hex'),
    );
  });

  test('goes out in the order of sending', async () => {
    const device = await bringUp(bench.port, EUID);
    const wanted = [1, 2, 3].map(() => makeOrder(reserve));
    for (const order of wanted) await send(held(), order);
    await waitFor(() => device.received.length === 3, 'the commands to arrive');
    expect(device.received.map(({ text }) => JSON.parse(text).tx)).toEqual(
      wanted.map(({ transactionId }) => transactionId),
    );
  });

  test('never goes out on an older connection, nor later to a newer one', async () => {
    const older = await bringUp(bench.port, EUID, 1);
    const olderConnection = held();
    older.drop();
    await waitFor(() => bench.connections.count === 0, 'the older connection to end');
    expect(await send(olderConnection)).toMatchObject({ kind: 'unreachable' });
    const newer = await bringUp(bench.port, EUID, 2);
    expect(await send(olderConnection)).toMatchObject({ kind: 'unreachable' });
    await newer.publish('event/after', { at: AT });
    expect([...older.received, ...newer.received]).toEqual([]);
  });

  test('given up before it was sent leaves no byte', async () => {
    const device = await bringUp(bench.port, EUID);
    const prepared = held().prepare(makeOrder(reserve));
    expect(await prepared.send(AbortSignal.abort())).toMatchObject({ kind: 'unreachable' });
    await device.publish('event/after', { at: AT });
    expect(device.received).toEqual([]);
  });

  test('that MQTT devices do not take is answered without a frame', async () => {
    await bringUp(bench.port, EUID);
    const prepared = held().prepare(makeOrder({ kind: 'boost', params: {} }));
    expect(prepared.frameHash).toBeNull();
    const reply = await prepared.send(new AbortController().signal);
    expect(reply).toMatchObject({ kind: 'unsupported' });
  });

  test('after three silent ones closes the link; a retry of the third does not', async () => {
    const device = await bringUp(bench.port, EUID);
    const third = makeOrder(reserve);
    for (const order of [makeOrder(reserve), makeOrder(reserve), third, third]) {
      expect(await send(held(), order)).toEqual({ kind: 'pending' });
    }
    expect(await send(held())).toMatchObject({ kind: 'unreachable' });
    await waitFor(device.isClosed, 'the link to close');
    expect(device.received).toHaveLength(4);
  });

  test('that any answer came before keeps the link', async () => {
    const device = await bringUp(bench.port, EUID);
    for (let count = 0; count < 6; count += 1) {
      const order = makeOrder(reserve);
      expect(await send(held(), order)).toEqual({ kind: 'pending' });
      await device.publish(`cmd/${order.transactionId}/res`, { v: 1, phase: 'accepted' });
    }
    expect(device.isClosed()).toBe(false);
  });
});
