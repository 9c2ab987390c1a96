import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type MqttBench, startMqttBench } from '../support/mqtt-bench.ts';
import { closeClients, connectDevice, knock, optionsOf } from '../support/mqtt-client.ts';
import { connectSecure, secure } from '../support/tls-client.ts';
import { makeTestPki, type TestPki } from '../support/tls-pki.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';
const [here, there, elsewhere] = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];
const perAddressMax = 64;

let pki: TestPki;
let bench: MqttBench;
let idle: Socket[];

beforeAll(async () => {
  pki = await makeTestPki();
});

beforeEach(async () => {
  idle = [];
  bench = await startMqttBench({ tls: pki.tls, limits: { connections: 1_000 } });
});

afterEach(async () => {
  for (const socket of idle) socket.destroy();
  await closeClients();
  await bench.stop();
});

/** Sockets that come and say nothing. */
async function stand(count: number, localAddress: string, port = bench.port): Promise<Socket[]> {
  const come = async () => {
    const socket = connect({ host: here, port, localAddress });
    socket.on('error', () => {});
    socket.resume();
    idle.push(socket);
    await once(socket, 'connect');
    return socket;
  };
  return await Promise.all(Array.from({ length: count }, come));
}

const refused = () => bench.counted('credentials_refused', 'unauthenticated_full');
const toEuid = (number: number) => `001e5e09${number.toString(16).padStart(8, '0')}`;

describe.each(['plain', 'tls'] as const)('idle sockets of the %s listener', (listener) => {
  const port = () => (listener === 'plain' ? bench.port : bench.tlsPort);
  const comeIn = async () =>
    listener === 'plain'
      ? await connectDevice(bench.port, EUID)
      : await connectSecure(bench.tlsPort, EUID, secure(pki, await pki.device(EUID)));

  test('of one address are bounded, and keep nobody else out', async () => {
    const sockets = await stand(perAddressMax + 6, there, port());
    await waitFor(() => refused() === 6, 'the surplus to be counted');
    await waitFor(() => sockets.filter(({ destroyed }) => destroyed).length === 6, 'its end');
    expect((await comeIn()).isClosed()).toBe(false);
    expect(refused()).toBe(6);
    // They are no failed handshakes: nobody shook hands.
    expect(bench.counted('credentials_refused', 'tls')).toBe(0);
  });

  test('make room when they leave', async () => {
    const sockets = await stand(perAddressMax, here, port());
    const [last] = await stand(1, here, port());
    await waitFor(() => last?.destroyed, 'the surplus to be closed');
    sockets[0]?.destroy();
    await waitFor(() => comeIn().catch(() => null), 'a device to come in');
  });
});

describe('a lobby', () => {
  test('is bounded in all, to a part of the listener', async () => {
    await stand(perAddressMax, there);
    await stand(36, elsewhere);
    expect(refused()).toBe(0);
    const [last] = await stand(1, '127.0.0.4');
    await waitFor(() => last?.destroyed, 'the surplus to be closed');
    expect(refused()).toBe(1);
    // The other listener has one of its own.
    await connectSecure(bench.tlsPort, EUID, secure(pki, await pki.device(EUID)));
  });

  test('is left by who is let in: many devices behind one address are no surplus', async () => {
    const all = Array.from({ length: perAddressMax + 16 }, (_each, at) => toEuid(at));
    for (const some of [all.slice(0, 40), all.slice(40)]) {
      await Promise.all(some.map((euid) => connectDevice(bench.port, euid)));
    }
    const sockets = await stand(perAddressMax, here);
    expect(refused()).toBe(0);
    expect(sockets.every(({ destroyed }) => !destroyed)).toBe(true);
  });

  test('is left by who is refused, too', async () => {
    const wrong = optionsOf(EUID, { password: 'wrong' });
    for (let turn = 0; turn < perAddressMax + 6; turn += 1) {
      expect(await knock(bench.port, wrong)).toBe(4);
    }
    expect(refused()).toBe(0);
  });

  test('warns a few times a minute, with the address', async () => {
    await stand(perAddressMax + 20, there);
    await waitFor(() => refused() === 20, 'the surplus to be counted');
    const message = 'MQTT sockets that are not let in are too many';
    const lines = bench.log.lines.filter((line) => line.message === message);
    expect(lines).toHaveLength(10);
    expect(lines[0]?.fields).toMatchObject({ source: there });
  });
});
