import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeRpcChannel, type RpcClient } from '../../../../src/adapters/ocpp/rpc-channel.ts';

const OPEN = 1;
const CLOSING = 2;

/** What the channel uses of ocpp-rpc's client, with a socket whose bytes the test counts. */
class FakeClient extends EventEmitter {
  readonly socket = { bytesWritten: 0 };
  readonly handshake = { request: { socket: this.socket } };
  readonly _ws = Object.assign(new EventEmitter(), { readyState: OPEN });
  writesBytes = true;
  answer = Promise.withResolvers<unknown>();

  call(method: string, params: unknown): Promise<unknown> {
    const message = JSON.stringify([2, 'm1', method, params]);
    if (this.writesBytes) this.socket.bytesWritten += message.length;
    this.emit('message', { message, outbound: true });
    return this.answer.promise;
  }

  handle(): void {}

  close(): Promise<unknown> {
    return Promise.reject(new Error('broken framing'));
  }
}

let client: FakeClient;
const channel = () => makeRpcChannel(client as unknown as RpcClient);
beforeEach(() => {
  client = new FakeClient();
});

describe('a CALL', () => {
  it('carries its message id and the hash of its frame', async () => {
    const sent = channel().send('Heartbeat', {});
    client.answer.resolve({ currentTime: 'now' });
    const text = '[2,"m1","Heartbeat",{}]';
    expect(sent?.messageId).toBe('m1');
    expect(sent?.frameHash).toBe(createHash('sha256').update(text).digest('hex'));
    expect(await sent?.answer).toEqual({ kind: 'result', payload: { currentTime: 'now' } });
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
    const error = Object.assign(new Error('must be string'), {
      rpcErrorCode: 'TypeConstraintViolation',
    });
    const event = { messageId: 'm1', error, outbound: false, isCall: false };
    client.emit('strictValidationFailure', event);
    client.answer.reject(error);
    expect(await sent?.answer).toEqual({ kind: 'invalid', detail: 'must be string' });
  });
});

describe('the channel', () => {
  it('contains a close of the library that fails', async () => {
    channel();
    await expect(client.close()).resolves.toBeUndefined();
  });

  it('tells a broken message of ours from one of the charger', () => {
    const from: string[] = [];
    channel().onInvalid((who) => from.push(who));
    const failure = { messageId: 'm1', error: new Error('bad'), isCall: true };
    client.emit('strictValidationFailure', { ...failure, outbound: true });
    client.emit('strictValidationFailure', { ...failure, outbound: false });
    client.emit('badMessage', {});
    expect(from).toEqual(['gateway', 'charger', 'charger']);
  });
});
