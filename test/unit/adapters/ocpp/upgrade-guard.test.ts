import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { makeUpgradeGuard } from '../../../../src/adapters/ocpp/door/upgrade-guard.ts';
import type { Device } from '../../../../src/domain/device.ts';

type Guard = Parameters<typeof makeUpgradeGuard>[0];

/** A charger that asks for a WebSocket; `door` answers, the library behind does `onAdmitted`. */
async function answerTo(
  path: string,
  door: object,
  onAdmitted: Guard['onAdmitted'],
  mayEnter = true,
) {
  const chunks: Buffer[] = [];
  const socket = new Duplex({
    read: () => {},
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  const warnings: string[] = [];
  const guard = makeUpgradeGuard({
    ports: {
      door: { admit: async () => door },
      metrics: { count: () => {} },
      log: { warn: (_fields: object, message: string) => warnings.push(message) },
      clock: { after: () => () => {}, nowMs: () => 0 },
    } as unknown as Guard['ports'],
    settings: { limits: { headerSeconds: 10 } } as Guard['settings'],
    subprotocols: ['ocpp1.6'],
    mayEnter: () => mayEnter,
    onAdmitted,
  });
  const authorization = `Basic ${Buffer.from('CP-1:a-long-enough-password').toString('base64')}`;
  const headers = { upgrade: 'websocket', 'sec-websocket-protocol': 'ocpp1.6', authorization };
  const request = { method: 'GET', url: path, headers } as unknown as IncomingMessage;
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  socket.once('close', resolve);
  guard({
    ...{ request, socket: socket as unknown as Socket, head: Buffer.alloc(0) },
    ...{ source: '192.0.2.1', certificateDer: null, isPrivate: true },
  });
  await closed;
  return { text: Buffer.concat(chunks).toString(), warnings };
}

const admitted = { kind: 'admitted', device: {} as Device };
const never = () => Promise.reject(new Error('nobody was let in'));

describe('the answer of the OCPP door', () => {
  it('is 503 and a line in the log when what is behind cannot be loaded', async () => {
    const { text, warnings } = await answerTo('/ocpp/CP-1', admitted, () =>
      Promise.reject(new Error('Cannot find package')),
    );
    expect(text).toContain('HTTP/1.1 503 Service Unavailable\r\n');
    expect(text).toContain('Retry-After: 60\r\n');
    expect(warnings).toEqual(['a charger could not be let in']);
  });

  it('is 503 while two sockets of one charger throw each other out', async () => {
    const { text, warnings } = await answerTo('/ocpp/CP-1', admitted, never, false);
    expect(text).toContain('HTTP/1.1 503 Service Unavailable\r\n');
    expect(text).toContain('another socket of this charger is alive');
    expect(warnings).toEqual(['OCPP charger refused']);
  });

  it.each([
    [404, '/elsewhere', admitted],
    [401, '/ocpp/CP-1', { kind: 'refused' }],
    [429, '/ocpp/CP-1', { kind: 'throttled' }],
  ])('says %i in the words of HTTP', async (status, path, door) => {
    const { text } = await answerTo(path, door, never);
    expect(text.split('\r\n')[0]).toBe(`HTTP/1.1 ${status} ${STATUS_CODES[status]}`);
  });
});
