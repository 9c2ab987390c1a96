import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type ChannelListener,
  type Invalid,
  RpcChannel,
  type RpcClient,
} from '../../../../src/adapters/ocpp/rpc-channel.ts';
import { FrameCheck } from '../../../../src/adapters/ocpp/validation/frame-check.ts';
import { makeMessageSchemas } from '../../../../src/adapters/ocpp/validation/message-schemas.ts';
import { makeFakeClock } from '../../../support/fake-clock.ts';

const OPEN = 1;
const CLOSING = 2;

/** What the channel uses of ocpp-rpc's client, with a socket whose bytes the test counts. */
class FakeClient extends EventEmitter {
  readonly socket = { bytesWritten: 0 };
  readonly handshake = { request: { socket: this.socket } };
  readonly _ws = Object.assign(new EventEmitter(), { readyState: OPEN });
  writesBytes = true;
  answer = Promise.withResolvers<unknown>();

  handler: ((call: object) => Promise<object>) | null = null;
  readonly read: string[] = [];

  call(method: string, params: unknown): Promise<unknown> {
    this.sendRaw(JSON.stringify([2, 'm1', method, params]));
    return this.answer.promise;
  }

  sendRaw(frame: string): void {
    if (this.writesBytes) this.socket.bytesWritten += frame.length;
  }

  _onMessage(data: { toString(): string }): void {
    this.read.push(data.toString());
  }

  handle(handler: (call: object) => Promise<object>): void {
    this.handler = handler;
  }

  close(): Promise<unknown> {
    return Promise.reject(new Error('broken framing'));
  }
}

let client: FakeClient;
const schemas = makeMessageSchemas();
const metrics = { count: () => undefined, observeSeconds: () => undefined };
const channel = (listener: Partial<ChannelListener> = {}) => {
  const check = new FrameCheck({ schemas, clock: makeFakeClock(), metrics }, 'ocpp1.6');
  const mine = new RpcChannel(client as unknown as RpcClient, check);
  mine.listen({
    onCall: async () => ({}),
    onAnswered: () => undefined,
    onFrame: () => undefined,
    onSent: () => undefined,
    onPong: () => undefined,
    onInvalid: () => undefined,
    onClosed: () => undefined,
    ...listener,
  });
  return mine;
};
beforeEach(() => {
  client = new FakeClient();
});

describe('a CALL', () => {
  it('carries its message id and the hash of its frame', async () => {
    const sent = channel().send('Heartbeat', {});
    client.answer.resolve({ currentTime });
    const text = '[2,"m1","Heartbeat",{}]';
    expect(sent?.messageId).toBe('m1');
    expect(sent?.frameHash).toBe(createHash('sha256').update(text).digest('hex'));
    expect(await sent?.answer).toEqual({ kind: 'result', payload: { currentTime } });
  });

  it.each([
    ['no byte was written', () => (client.writesBytes = false)],
    ['the socket was closing', () => (client._ws.readyState = CLOSING)],
  ])('has not left when %s', (_why, arrange) => {
    arrange();
    expect(channel().send('Heartbeat', {})).toBeNull();
    client.answer.reject(new Error('closed'));
  });

  it.each([
    [
      'a CALLERROR',
      { rpcErrorCode: 'NotSupported', message: 'no' },
      { kind: 'error', code: 'NotSupported', description: 'no' },
    ],
    ['the end of the link', { name: 'AbortError', message: 'gone' }, { kind: 'cut' }],
  ])('is answered by %s', async (_what, error, answer) => {
    const sent = channel().send('Heartbeat', {});
    client.answer.reject(error);
    expect(await sent?.answer).toEqual(answer);
  });

  it('is answered against its schema', async () => {
    const sent = channel().send('Heartbeat', {});
    client.answer.resolve({ currentTime: 5 });
    const detail = 'the payload breaks its schema at currentTime';
    expect(await sent?.answer).toEqual({ kind: 'invalid', detail });
  });

  it('of ours that breaks its schema never leaves', () => {
    const found: Invalid[] = [];
    const mine = channel({ onInvalid: (invalid) => void found.push(invalid) });
    expect(mine.send('Reset', { type: 'Warm' })).toBeNull();
    expect(client.socket.bytesWritten).toBe(0);
    expect(found).toMatchObject([{ from: 'gateway', action: 'Reset', fault: { path: 'type' } }]);
  });
});

describe('a CALL of the charger', () => {
  const params = { connectorId: 1, errorCode: 'NoError', status: 'Available' };

  /** Serves the action with an answer, and gives what was read and what was said. */
  async function take(given: unknown, answer: object) {
    const found: Invalid[] = [];
    const read: unknown[] = [];
    channel({
      onInvalid: (invalid) => void found.push(invalid),
      onCall: async (_action, _messageId, exchange) => {
        read.push(exchange.read());
        return exchange.check(answer);
      },
    });
    const call = { messageId: 'c1', method: 'StatusNotification', params: given };
    const result = client.handler?.(call);
    const said = await result?.catch((error: unknown) => error);
    return { found, read, said };
  }

  it('is judged before it is read', async () => {
    expect(await take(params, {})).toEqual({ found: [], read: [params], said: {} });
    const broken = await take({ ...params, connectorId: 'x' }, {});
    expect(broken.read).toEqual([]);
    expect(broken.found).toMatchObject([{ from: 'charger', fault: { path: 'connectorId' } }]);
    expect(broken.said).toMatchObject({
      rpcErrorCode: 'TypeConstraintViolation',
      message: 'the payload breaks its schema at connectorId',
      details: {},
    });
  });

  it('is never answered against its schema', async () => {
    const { found, said } = await take(params, { status: 'Accepted' });
    expect(found).toMatchObject([{ from: 'gateway', action: 'StatusNotification' }]);
    expect(said).toMatchObject({ rpcErrorCode: 'InternalError' });
  });

  it('may leave out a payload that has no fields', async () => {
    channel({
      onCall: async (_action, _messageId, exchange) => ({ ...exchange.read(), currentTime }),
    });
    const call = { messageId: 'c1', method: 'Heartbeat', params: null };
    expect(await client.handler?.(call)).toEqual({ currentTime });
  });
});

describe('the channel', () => {
  it('contains a close of the library that fails', async () => {
    channel();
    await expect(client.close()).resolves.toBeUndefined();
  });

  it("counts what is no message at all as the charger's", () => {
    const found: Invalid[] = [];
    channel({ onInvalid: (invalid) => void found.push(invalid) });
    client.emit('badMessage', {});
    expect(found).toEqual([{ from: 'charger', action: null, fault: null }]);
  });

  it('shows frames as they are on the wire, and to the library ids that are texts', () => {
    const seen: string[] = [];
    channel({
      onFrame: (text) => void seen.push(`< ${text}`),
      onSent: (text) => void seen.push(`> ${text}`),
      onAnswered: (messageId) => void seen.push(`answered ${messageId}`),
    });
    client._onMessage(Buffer.from('[2,7,"Heartbeat",{}]'));
    client._onMessage(Buffer.from(''));
    client.emit('response', { outbound: true, payload: [3, '7', {}] });
    client.sendRaw('[3,"7",{}]');
    client.sendRaw('[2,"8","Reset",{}]');
    const call = '> [2,"8","Reset",{}]';
    expect(seen).toEqual(['< [2,7,"Heartbeat",{}]', '> [3,7,{}]', 'answered 7', call]);
    expect(client.read).toEqual(['[2,"7","Heartbeat",{}]', '']);
  });
});

const currentTime = '2026-11-23T12:00:00Z';
