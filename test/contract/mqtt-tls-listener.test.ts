import { once } from 'node:events';
import { type AddressInfo, connect as openTcp, type Socket } from 'node:net';
import type { ConnectionOptions, Server, TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeTlsServer } from '../../src/adapters/mqtt/tls-listener.ts';
import type { Metrics } from '../../src/domain/ports/metrics.ts';
import { type FakeClock, makeFakeClock } from '../support/fake-clock.ts';
import { type MemoryLog, makeMemoryLog } from '../support/memory-log.ts';
import { type MqttBench, startMqttBench } from '../support/mqtt-bench.ts';
import { openSecureRaw } from '../support/tls-client.ts';
import { type Credentials, makeTestPki, type TestPki } from '../support/tls-pki.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';

let pki: TestPki;
let device: Credentials;
let server: Server;
let log: MemoryLog;
let clock: FakeClock;
let failures: number;
/** Of each socket that came through: was its session a resumed one? */
let secured: boolean[];
let isKeptOpen: boolean;
const raw = new Set<Socket>();

beforeAll(async () => {
  pki = await makeTestPki();
  device = await pki.device(EUID);
});

beforeEach(async () => {
  log = makeMemoryLog();
  clock = makeFakeClock();
  failures = 0;
  secured = [];
  isKeptOpen = false;
  const metrics: Metrics = {
    count: (_name, labels) => {
      failures += labels?.['reason'] === 'tls' ? 1 : 0;
    },
    observeSeconds: () => {},
  };
  server = makeTlsServer({
    ...{ tls: pki.tls, handshakeTimeoutMs: 200, clock, log, metrics },
    onSecure: (socket) => {
      secured.push(socket.isSessionReused());
      socket.on('error', () => {});
      if (!isKeptOpen) socket.end('hello');
    },
  });
  server.on('connection', (socket) => raw.add(socket));
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
});

afterEach(async () => {
  server.close();
  for (const socket of raw) socket.destroy();
  raw.clear();
  await once(server, 'close');
});

const portOf = () => (server.address() as AddressInfo).port;
const trusted = (): ConnectionOptions => ({ ca: pki.rootPem, ...device });
const lines = () => log.lines.filter(({ message }) => message === 'MQTT handshake failed');

async function openPlain(bytes: string | null): Promise<Socket> {
  const socket = openTcp({ host: '127.0.0.1', port: portOf() });
  socket.on('error', () => {});
  await once(socket, 'connect');
  if (bytes !== null) socket.write(bytes);
  return socket;
}

/** A whole visit; gives the session that the server offered for the next one. */
async function visit(
  options: ConnectionOptions,
): Promise<{ session: Buffer | null; socket: TLSSocket }> {
  const socket = await openSecureRaw(portOf(), options);
  let session: Buffer | null = socket.getSession() ?? null;
  socket.on('session', (offered) => {
    session = offered;
  });
  if (!socket.closed) await once(socket, 'close');
  return { session, socket };
}

describe('a handshake', () => {
  test.each(['TLSv1.2', 'TLSv1.3'] as const)('of %s lets a certificate of ours in', async (v) => {
    const { socket } = await visit({ ...trusted(), minVersion: v, maxVersion: v });
    expect(socket.destroyed).toBe(true);
    expect(secured).toHaveLength(1);
    expect(failures).toBe(0);
  });

  test('of TLS 1.1 is refused', async () => {
    const old = { ...trusted(), minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' } as const;
    await expect(openSecureRaw(portOf(), { ...old, ciphers: 'ALL@SECLEVEL=0' })).rejects.toThrow();
    await waitFor(() => failures === 1, 'the failure to count');
    expect(secured).toHaveLength(0);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'of %s is never resumed: each connection shows its certificate',
    async (version) => {
      const options = { ...trusted(), minVersion: version, maxVersion: version };
      const first = await visit(options);
      const again = { ...options, ...(first.session ? { session: first.session } : {}) };
      await visit(again);
      expect(secured).toEqual([false, false]);
      // The same session without any certificate is a stranger.
      const { key: _key, cert: _cert, ...bare } = again;
      await visit(bare).catch(() => null);
      await waitFor(() => failures === 1, 'the failure to count');
      expect(secured).toHaveLength(2);
    },
  );

  test('is not renegotiated', async () => {
    isKeptOpen = true;
    const options = { ...trusted(), maxVersion: 'TLSv1.2' as const };
    const socket = await openSecureRaw(portOf(), options);
    // A refusal is a warning that the client need not tell of; a new handshake takes some ms.
    const outcome = await new Promise<string>((resolve) => {
      AbortSignal.timeout(150).addEventListener('abort', () => resolve('not done'));
      socket.renegotiate({}, (error) => resolve(error ? 'refused' : 'done'));
    });
    expect(outcome).not.toBe('done');
    socket.destroy();
  });

  test('that stands still is cut in its time', async () => {
    const silent = await openPlain(null);
    await once(silent, 'close');
    await waitFor(() => failures === 1, 'the failure to count');
    expect(lines()).toEqual([
      expect.objectContaining({
        fields: { reason: 'ERR_TLS_HANDSHAKE_TIMEOUT', source: '127.0.0.1' },
      }),
    ]);
  });

  test('that is dropped midway, or is no TLS, leaves nothing behind', async () => {
    const dropped = await openPlain('\x16\x03\x01\x02\x00\x01');
    dropped.resetAndDestroy();
    const plain = await openPlain('\x10\x10\x00\x04MQTT');
    await once(plain, 'close');
    await waitFor(() => failures === 2, 'the failures to count');
    await waitFor(() => [...raw].every(({ destroyed }) => destroyed), 'the sockets to close');
  });
});

describe('a flood of handshakes', () => {
  test('is counted one by one, and told in ten lines a minute', async () => {
    for (let count = 0; count < 30; count += 1) {
      const socket = await openPlain('GET / HTTP/1.1\r\n\r\n');
      if (!socket.closed) await once(socket, 'close');
    }
    await waitFor(() => failures === 30, 'the failures to count');
    expect(lines()).toHaveLength(10);
    clock.advance(60_000);
    await openPlain('GET / HTTP/1.1\r\n\r\n');
    await waitFor(() => failures === 31, 'one more failure');
    expect(lines().at(-1)?.fields).toMatchObject({ leftOut: 20 });
  });
});

describe('the TLS listener of the adapter', () => {
  let bench: MqttBench;

  beforeEach(async () => {
    bench = await startMqttBench({ tls: pki.tls, limits: { connections: 3 } });
  });

  afterEach(() => bench.stop());

  test('holds no more sockets than its cap, shaken hands or not', async () => {
    const open = async () => {
      const socket = openTcp({ host: '127.0.0.1', port: bench.tlsPort });
      socket.on('error', () => {});
      socket.resume();
      raw.add(socket);
      await once(socket, 'connect');
      return socket;
    };
    const first = [await open(), await open(), await open()];
    const extra = await open();
    await waitFor(() => extra.destroyed, 'the extra socket to close');
    expect(bench.counted('credentials_refused', 'listener_full')).toBe(1);
    first[0]?.destroy();
    await waitFor(() => bench.counted('credentials_refused', 'tls') === 1, 'the slot to be free');
    const next = await openSecureRaw(bench.tlsPort, trusted());
    expect(next.authorized).toBe(true);
    next.destroy();
  });

  test('stops with handshakes and sessions open, and leaves no socket', async () => {
    const half = openTcp({ host: '127.0.0.1', port: bench.tlsPort });
    half.on('error', () => {});
    half.resume();
    await once(half, 'connect');
    const whole = await openSecureRaw(bench.tlsPort, trusted());
    await bench.stop();
    await waitFor(() => half.destroyed && whole.destroyed, 'both to be cut');
  });

  test('says where a port is taken, and closes the plain one again', async () => {
    const tls = { ...pki.tls, port: bench.tlsPort };
    await expect(startMqttBench({ tls })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

afterAll(() => {
  for (const socket of raw) socket.destroy();
});
