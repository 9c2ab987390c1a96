import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeBoundedFeed } from '../../../src/gateway/graphql/bounded-feed.ts';
import { fixedLimits } from '../../../src/gateway/http/limits.ts';
import { makeSocketSeats } from '../../../src/gateway/http/socket-seats.ts';
import { startTestApi, type TestApi } from './support/api.ts';

describe('the server', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startTestApi();
  });
  afterEach(() => api.close());

  it('is bounded in connections, headers and time', () => {
    const { server } = api.app;
    expect(server.maxConnections).toBe(100);
    expect(server.headersTimeout).toBe(10_000);
    expect(server.requestTimeout).toBe(30_000);
  });

  it('lets one source ask 600 times a minute without a token, then 429', async () => {
    const ask = () => api.app.inject({ method: 'POST', url: '/v1/graphql', payload: {} });
    for (let count = 0; count < fixedLimits.anonymousRequestsPerMinute; count += 1) await ask();
    const response = await ask();
    expect(response.statusCode).toBe(429);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect(response.json().errors[0].extensions.errorCode).toBe('rate_limited');
  });

  it('adds an empty transactionIds to a mutation that accepted nothing', async () => {
    const query = 'mutation { forceReauthentication(input: {}) { tokensInvalidated } }';
    expect((await api.ask(query)).body.extensions).toEqual({ transactionIds: {} });
  });
});

describe('the seats of WebSockets', () => {
  function arrange() {
    const timers: (() => void)[] = [];
    const after = (_delayMs: number, callback: () => void) => {
      timers.push(callback);
      return () => void timers.splice(timers.indexOf(callback), 1);
    };
    const seats = makeSocketSeats({ nowMs: () => 0, windowMs: (ms) => ms, after });
    const makeSocket = () => {
      const socket = new EventEmitter() as EventEmitter & { destroy(): void };
      socket.destroy = () => void socket.emit('close');
      return socket as unknown as Socket & EventEmitter;
    };
    return { seats, timers, makeSocket };
  }

  it('are lost by a socket that does not sign in, and kept by one that does', () => {
    const { seats, timers, makeSocket } = arrange();
    const [silent, known] = [makeSocket(), makeSocket()];
    seats.take(silent);
    seats.take(known);
    seats.confirm(known);
    for (const fire of [...timers]) fire();
    expect(seats.count).toBe(1);
  });

  it('are numbered', () => {
    const { seats, makeSocket } = arrange();
    for (let count = 0; count < fixedLimits.sockets; count += 1) seats.take(makeSocket());
    expect(() => seats.take(makeSocket())).toThrow(/Too many subscribers/);
  });

  it('end what they hold when the socket closes', () => {
    const { seats, makeSocket } = arrange();
    const socket = makeSocket();
    const ended: string[] = [];
    seats.take(socket);
    seats.hold(socket, () => ended.push('first'));
    seats.hold(socket, () => ended.push('second'))();
    socket.emit('close');
    expect(ended).toEqual(['first']);
  });
});

describe('a bounded feed', () => {
  it('gives what is pushed in order and leaves out what loads as null', async () => {
    const feed = makeBoundedFeed(async (item: number) => (item % 2 === 0 ? null : item));
    for (const item of [1, 2, 3]) feed.push(item);
    expect((await feed.iterable.next()).value).toBe(1);
    expect((await feed.iterable.next()).value).toBe(3);
  });

  it('lets a waiting reader go when it is ended', async () => {
    const feed = makeBoundedFeed(async (item: number) => item);
    let isEnded = false;
    feed.onEnd(() => {
      isEnded = true;
    });
    const waiting = feed.iterable.next();
    await feed.iterable.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(isEnded).toBe(true);
  });

  it('breaks when its reader is too slow, after giving what was kept', async () => {
    const feed = makeBoundedFeed(async (item: number) => item);
    for (let item = 0; item <= fixedLimits.waitingChanges; item += 1) feed.push(item);
    for (let item = 0; item < fixedLimits.waitingChanges; item += 1) await feed.iterable.next();
    await expect(feed.iterable.next()).rejects.toThrow(/subscribe again/);
    expect((await feed.iterable.next()).done).toBe(true);
  });
});
