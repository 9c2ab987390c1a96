import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceId } from '../../src/domain/device.ts';
import { type MqttBench, makeOrder, rightSecret, startMqttBench } from '../support/mqtt-bench.ts';
import { bringUp, closeClients, openRaw } from '../support/mqtt-client.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';

let bench: MqttBench;

beforeEach(async () => {
  bench = await startMqttBench();
});

afterEach(async () => {
  await closeClients();
  await bench.stop();
});

/** The bytes of a CONNECT with a clean session, a user name and a secret. */
function toConnect(keepAliveS: number): Buffer {
  const texts = [EUID, EUID, rightSecret].map((text) =>
    Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)]),
  );
  const body = Buffer.concat([
    Buffer.from([0, 4]),
    Buffer.from('MQTT'),
    Buffer.from([4, 0xc2, 0, keepAliveS]),
    ...texts,
  ]);
  return Buffer.concat([Buffer.from([0x10, body.length]), body]);
}

describe('a link', () => {
  test('that is half-open is found after one and a half keep-alives, not before', async () => {
    const socket = await openRaw(bench.port);
    const startedAtMs = performance.now();
    socket.write(toConnect(1));
    await waitFor(() => socket.destroyed, 'the link to close');
    expect(performance.now() - startedAtMs).toBeGreaterThan(1_400);
    const messages = bench.log.lines.map(({ message }) => message);
    expect(messages).toContain('MQTT link silent for 1.5 keep-alives');
  });

  test('carries a lone command and its answer without waiting for more (no-delay)', async () => {
    const device = await bringUp(bench.port, EUID);
    device.client.on('message', (topic) => {
      const answer = JSON.stringify({ v: 1, phase: 'accepted', at: new Date().toISOString() });
      device.client.publish(topic.replace(/req$/, 'res'), answer, { qos: 1 });
    });
    const connection = bench.connections.get(`d${EUID}` as DeviceId);
    const tookMs: number[] = [];
    for (let count = 0; count < 21; count += 1) {
      const { promise: answered, resolve } = Promise.withResolvers<void>();
      bench.store = async () => resolve();
      const order = makeOrder({ kind: 'set_reserve', params: { minSocPercent: 20 } });
      const startedAtMs = performance.now();
      await connection?.prepare(order).send(new AbortController().signal);
      await answered;
      tookMs.push(performance.now() - startedAtMs);
    }
    // Nagle against a delayed acknowledgement takes 40 ms or more each time (platform.md D3).
    expect(tookMs.toSorted((a, b) => a - b)[10]).toBeLessThan(30);
  });

  test('that says nothing a device may say is cut off before its CONNECT', async () => {
    const socket = await openRaw(bench.port);
    socket.write(Buffer.from([0xc0, 0x00]));
    await waitFor(() => socket.destroyed, 'the socket to be closed');
  });
});
