import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeRandom, type Random } from '../../simulators/lib/random.ts';
import type { DeviceId } from '../../src/domain/device.ts';
import {
  type MqttBench,
  makeOrder,
  startMqttBench,
  toTransactionId,
} from '../support/mqtt-bench.ts';
import { bringUp, closeClients, openRaw, type TestDevice } from '../support/mqtt-client.ts';
import { waitFor } from '../support/wait-for.ts';

const SEED = 20_261_123;
const GOOD = '001e5e0902ba5d84';
const BAD = '001e5e0902ba5d85';
const TX = toTransactionId(7);
const AT = '2026-11-23T12:00:00.000Z';

let bench: MqttBench;
let faults: unknown[] = [];
const note = (error: unknown) => faults.push(error);

beforeEach(async () => {
  bench = await startMqttBench();
  faults = [];
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
});

afterEach(async () => {
  await closeClients();
  await bench.stop();
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
});

const whole = (random: Random, below: number) => Math.floor(random() * below);
const bytes = (random: Random, length: number) =>
  Buffer.from(Array.from({ length }, () => whole(random, 256)));

/** A valid CONNECT of the bad device, to be spoiled. */
const connectPacket = Buffer.concat([
  Buffer.from([0x10, 62]),
  Buffer.from('\0\x04MQTT\x04\xc2\0\x3c', 'latin1'),
  ...[BAD, BAD, 'a-right-secret'].map((text) =>
    Buffer.from(`\0${String.fromCharCode(text.length)}${text}`),
  ),
]);

/** Bytes that no client would send: noise, a spoiled CONNECT, or a good one and then noise. */
function makeNoise(random: Random): Buffer {
  const noise = bytes(random, 1 + whole(random, 300));
  const kind = whole(random, 4);
  if (kind === 0) return noise;
  const spoiled = Buffer.from(connectPacket);
  if (kind === 1) {
    for (let count = 0; count < 3; count += 1)
      spoiled[whole(random, spoiled.length)] = whole(random, 256);
    return spoiled;
  }
  if (kind === 2) return spoiled.subarray(0, 1 + whole(random, spoiled.length));
  // A body of the announced length, so that the parser has something to chew on.
  const type = 1 + whole(random, 15);
  return Buffer.concat([
    spoiled,
    Buffer.from([(type << 4) | whole(random, 16), noise.length % 128]),
    noise,
  ]);
}

const paths = [
  'status',
  'describe',
  'state/zones',
  'state/battery',
  'state/nothing',
  `cmd/${TX}/res`,
  'event/fault',
  'telemetry/battery',
  'telemetry/nothing',
];

/** Payloads that are no JSON, no object, of wrong types, too deep, or of impossible numbers. */
function makePayload(random: Random): string {
  const payloads = [
    '',
    'null',
    '[]',
    '1',
    '"text"',
    '{',
    '\u0000',
    '{"v":1,"phase":"succ\u0000',
    '{"v":2,"phase":"accepted"}',
    '{"v":1,"phase":"done"}',
    '{"v":1,"phase":"accepted","tx":"other"}',
    '{"s":"online"}',
    '{"s":"online","session":-1,"bootId":"b"}',
    '{"s":"lost"}',
    '{"s":1,"session":1e999}',
    `{"at":"${AT}","rev":1.5}`,
    `{"at":"yesterday","rev":1}`,
    `{"at":"${AT}","rev":1e999}`,
    `{"at":"${AT}","rev":2,"zones":[{"zone":"WATER","mode":"PARTY"}]}`,
    `{"at":"${AT}","rev":2,"zones":[{"zone":"WATER","mode":"ON","setpointC":1e999}]}`,
    `{"at":"${AT}","rev":2,"reserve":{"minSocPercent":101}}`,
    `{"at":"${AT}","rev":2,"x":${'['.repeat(3_000)}${']'.repeat(3_000)}}`,
    `{"at":"${AT}","rev":2,"x":1e308}`,
    '{"v":1,"class":"toaster","kinds":{}}',
    '{"v":1,"class":"heat_pump_controller","kinds":{"reboot":1}}',
    '{"at":"x"}',
    bytes(random, whole(random, 200)).toString('latin1'),
  ];
  return payloads[whole(random, payloads.length)] ?? '';
}

async function expectUnharmed(good: TestDevice): Promise<void> {
  const connection = bench.connections.get(`d${GOOD}` as DeviceId);
  const order = makeOrder({ kind: 'set_reserve', params: { minSocPercent: 20 } });
  expect(await connection?.prepare(order).send(new AbortController().signal)).toEqual({
    kind: 'pending',
  });
  await waitFor(
    () => good.received.some(({ topic }) => topic.includes(order.transactionId)),
    'the command',
  );
  await good.publish(`cmd/${order.transactionId}/res`, { v: 1, phase: 'accepted', at: AT });
  expect(bench.recorded.map(({ deviceId }) => deviceId)).toEqual([`d${GOOD}`]);
  expect(faults).toEqual([]);
}

describe(`garbage (seed ${SEED})`, () => {
  test('of 200 byte streams leaves the process, the store and other devices alone', async () => {
    const random = makeRandom(SEED, 'bytes');
    const good = await bringUp(bench.port, GOOD);
    for (let round = 0; round < 10; round += 1) {
      const sockets = await Promise.all(Array.from({ length: 20 }, () => openRaw(bench.port)));
      await Promise.all(
        sockets.map(
          (socket) =>
            new Promise<void>((resolve) => {
              socket.once('close', () => resolve());
              socket.end(makeNoise(random));
            }),
        ),
      );
    }
    await expectUnharmed(good);
  });

  test('of 200 payloads is dropped and counted, and its device stays connected', async () => {
    const random = makeRandom(SEED, 'payloads');
    const good = await bringUp(bench.port, GOOD);
    const bad = await bringUp(bench.port, BAD);
    const before = bench.counted('inbound_frames');
    for (let count = 0; count < 200; count += 1) {
      const path = paths[whole(random, paths.length)] ?? 'status';
      await bad.publish(path, makePayload(random));
    }
    await waitFor(() => bench.counted('inbound_frames') === before + 200, 'all to arrive');
    expect(bad.isClosed()).toBe(false);
    const stored = bench.recorded.filter(({ deviceId }) => deviceId === `d${BAD}`);
    expect(bench.counted('frames_invalid') + stored.length).toBe(200);
    // An event needs no field and a sample only a time, so some of these are proper ones.
    const types = new Set(stored.map(({ event }) => event.type));
    expect([...types].toSorted()).toEqual(['alert', 'telemetry']);
    bench.recorded.splice(0);
    await expectUnharmed(good);
  });
});
