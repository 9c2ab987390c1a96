import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  bootPayload,
  makeOrder,
  sendOrder,
  startPayload,
  TestGateway,
} from '../support/ocpp/gateway.ts';
import type { RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

const SEED = 20_261_123;
const CASES = 200;

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

describe(`seeded garbage (seed ${SEED})`, () => {
  it(`survives ${CASES} bad upgrade requests while another charger is boosted`, async () => {
    const { connection } = await connectBoostable();
    const random = makeRandom(SEED);
    const sent = Array.from({ length: CASES }, () => sendRaw(toRequest(random)));
    const boosted = sendOrder(connection, makeOrder('boost'));
    const answers = await Promise.all(sent);
    expect(answers.filter((answer) => / 101 /.test(answer))).toEqual([]);
    expect(await boosted).toEqual({ kind: 'accepted' });
    expect(gateway.fakes.table.count).toBe(1);
  });

  it(`survives ${CASES} bad frames of a known charger, and stores nothing of them`, async () => {
    const { connection } = await connectBoostable();
    const eventsBefore = gateway.fakes.events.length;
    const random = makeRandom(SEED + 1);
    let charger = await gateway.connect('cp-bad');
    for (let index = 0; index < CASES; index += 1) {
      if (!charger.isOpen) charger = await gateway.connect('cp-bad');
      sendBadFrame(charger, random);
      // Broken framing ends a link: the rest of the frames must not all go to a dead one.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await waitFor(() => gateway.fakes.count('frames_invalid') > 20, 'bad frames to be counted');
    expect(gateway.fakes.events.slice(eventsBefore)).toEqual([]);
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual({ kind: 'accepted' });
    const last = await gateway.connect('cp-bad');
    expect(await last.ask('BootNotification', bootPayload)).toMatchObject({ status: 'Accepted' });
  });

  it('survives broken framing during the closing handshake', async () => {
    const charger = await gateway.connect('cp-bad');
    const raw = socketOf(charger);
    for (let index = 0; index < 12; index += 1) charger.send('garbage');
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]));
    await waitFor(() => charger.closeCode !== null, 'the link to be closed');
    const other = await gateway.connect('cp-1');
    expect(await other.ask('Heartbeat', {})).toHaveProperty('currentTime');
  });

  it('survives a flood of CALLs by closing that link only', async () => {
    const other = await gateway.connect('cp-1');
    const charger = await gateway.connect('cp-bad');
    gateway.fakes.gate = (what) =>
      what === 'session start' ? new Promise(() => undefined) : undefined;
    for (let index = 0; index < 200; index += 1)
      charger.send([2, `m${index}`, 'StartTransaction', startPayload()]);
    await waitFor(() => charger.closeCode === 1008, 'the flooding link to be closed');
    expect(await other.ask('Heartbeat', {})).toHaveProperty('currentTime');
  });
});

async function connectBoostable() {
  const linked = await gateway.connectReady('cp-good', {
    RemoteStartTransaction: () => ({ status: 'Accepted' }),
  });
  return linked;
}

type Random = () => number;

/** A small seeded generator (mulberry32). */
function makeRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

function noise(random: Random, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(33 + Math.floor(random() * 94))).join('');
}

/** An upgrade request with at least one thing wrong. */
function toRequest(random: Random): string {
  const path = pick(random, [
    '/ocpp/%',
    '/ocpp/%zz',
    '/ocpp/%E0%A4%A',
    '/ocpp/%00',
    '/ocpp//',
    '/ocpp/..',
    '/ocpp/%2e%2e/x',
    '//',
    '*',
    `/ocpp/${noise(random, 60)}`,
    `/${noise(random, 20)}`,
    '/ocpp/cp-good',
    'http://[bad/ocpp/cp-good',
  ]);
  const key = pick(random, ['dGhlIHNhbXBsZSBub25jZQ==', '', noise(random, 10)]);
  const protocol = pick(random, ['ocpp1.6', 'ocpp1.6, ocpp1.6', ',,', '', noise(random, 8)]);
  const authorization = pick(random, [
    `Basic ${noise(random, 12)}`,
    'Basic',
    '',
    `Bearer ${noise(random, 9)}`,
  ]);
  const method = pick(random, ['GET', 'POST', 'get', noise(random, 4)]);
  const upgrade = pick(random, ['websocket', 'WebSocket', 'h2c', noise(random, 5)]);
  const lines = [
    `${method} ${path} HTTP/${pick(random, ['1.1', '1.0', '9.9'])}`,
    'Host: x',
    'Connection: Upgrade',
    `Upgrade: ${upgrade}`,
    `Sec-WebSocket-Key: ${key}`,
    `Sec-WebSocket-Version: ${pick(random, ['13', '0', 'x'])}`,
    `Sec-WebSocket-Protocol: ${protocol}`,
    `Authorization: ${authorization}`,
    '',
    '',
  ];
  return lines.join('\r\n');
}

/** Sends bytes and gives what came back until the end. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(gateway.port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => {
      answer += data.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

/** A frame that no charger may send. */
function sendBadFrame(charger: RawCharger, random: Random): void {
  const id = noise(random, 6);
  const bad = pick<() => void>(random, [
    () => charger.send(noise(random, 40)),
    () => charger.send('[]'),
    () => charger.send('{}'),
    () => charger.send('null'),
    () => charger.send([2, 5, 'Heartbeat', {}]),
    () => charger.send([9, id, 'Heartbeat', {}]),
    () => charger.send([2, id, 7, {}]),
    () => charger.send([2, id, 'StatusNotification', { connectorId: 'x' }]),
    () => charger.send([2, id, 'StartTransaction', null]),
    () => charger.send([2, id, 'MeterValues', { connectorId: 1, meterValue: [{}] }]),
    () => charger.send([2, id, '__proto__', {}]),
    () => charger.send([2, id, 'constructor']),
    () => charger.send([3, id, {}]),
    () => charger.send([4, id]),
    () => charger.send(`[2,"${id}","Heartbeat",{}`),
    () => charger.send(`${'['.repeat(20_000)}`),
    () => charger.socket.send(Buffer.from([0, 255, 254, 253])),
    () => charger.socket.ping(noise(random, 100)),
    () => socketOf(charger).write(Buffer.from([0xf0, 0x80, 1, 2, 3, 4])),
  ]);
  bad();
}

/** The TCP socket under a WebSocket; private, but a broken charger breaks exactly this. */
function socketOf(charger: RawCharger): { write(bytes: Buffer): void } {
  return (charger.socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket;
}
