import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toBindFailure } from '../../src/cli/bind-failure.ts';
import { CliFailure, toFailure } from '../../src/cli/failure.ts';
import { type RunningGateway, serveUntilSignal } from '../../src/cli/serve.ts';
import { toKeyCommand } from '../../src/cli/start.ts';
import { parseConfig } from '../../src/config.ts';
import { StartRefusal } from '../../src/store/redis/start-refusal.ts';

const addresses = { http: 'http://h', ocpp: 'ws://o', mqtt: 'mqtt://m' };
const never = new Promise<never>(() => {});

function serve(gateway: Partial<RunningGateway>, signals = new EventEmitter(), ready = () => {}) {
  return serveUntilSignal({
    start: async () => ({ addresses, stop: async () => {}, closed: never, ...gateway }),
    onReady: ready,
    onStopping: () => {},
    signals,
    stopTimeoutMs: 30,
  });
}

describe('a serving gateway', () => {
  it.each(['SIGTERM', 'SIGINT'])('stops in order on %s and ends with 0', async (name) => {
    const signals = new EventEmitter();
    let isStopped = false;
    const stop = async () => {
      isStopped = true;
    };
    expect(await serve({ stop }, signals, () => signals.emit(name))).toBe(0);
    expect(isStopped).toBe(true);
    expect(signals.eventNames()).toEqual([]);
  });

  it('obeys a signal that came while it was starting', async () => {
    const signals = new EventEmitter();
    const ended = serve({}, signals);
    signals.emit('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('ends with 75 when the stop takes too long', async () => {
    const signals = new EventEmitter();
    expect(await serve({ stop: () => never }, signals, () => signals.emit('SIGTERM'))).toBe(75);
  });

  it('ends with the code of a gateway that gave up by itself', async () => {
    expect(await serve({ closed: Promise.resolve(75) })).toBe(75);
  });

  it('forgets the signals when the start fails', async () => {
    const signals = new EventEmitter();
    const attempt = serveUntilSignal({
      start: async () => {
        throw new Error('no disk');
      },
      onReady: () => {},
      onStopping: () => {},
      signals,
      stopTimeoutMs: 30,
    });
    await expect(attempt).rejects.toThrow('no disk');
    expect(signals.eventNames()).toEqual([]);
  });
});

describe('the first API key', () => {
  it('is made on the data folder of the gateway that asks for it', () => {
    expect(toKeyCommand(resolve('data'))).toBe('npm run admin -- key create');
    expect(toKeyCommand('/srv/gw')).toBe("npm run admin -- key create --data-dir '/srv/gw'");
  });
});

describe('failures', () => {
  it('keep the words and the exit code of a refused start', () => {
    const refusal = { exitCode: 75, what: 'w', why: 'y', remedy: 'r' } as const;
    expect(toFailure(new StartRefusal(refusal))).toEqual(refusal);
  });

  it('show the stack of an unknown error and end with 1', () => {
    expect(toFailure(new TypeError('oops'))).toMatchObject({
      exitCode: 1,
      why: expect.stringContaining('TypeError: oops'),
    });
  });

  it.each([
    [4000, 'HTTP_PORT'],
    [9000, 'OCPP_PORT'],
    [1883, 'MQTT_PORT'],
  ])('name the variable that moves the busy port %i', (port, variable) => {
    const busy = Object.assign(new Error('listen'), { code: 'EADDRINUSE', port });
    const failure = toBindFailure(new Error('start failed', { cause: busy }), parseConfig({}));
    expect(failure).toBeInstanceOf(CliFailure);
    expect(failure?.failure).toMatchObject({
      exitCode: 78,
      remedy: expect.stringContaining(`${variable}=${port + 1}`),
    });
  });

  it('name the variable of the TLS listener where there is one', () => {
    const busy = Object.assign(new Error('listen'), { code: 'EADDRINUSE', port: 8883 });
    const remedyOf = (variables: Record<string, string>) =>
      toBindFailure(busy, parseConfig(variables))?.failure.remedy;
    expect(remedyOf({ MQTTS_PORT: '8883' })).toContain('MQTTS_PORT=8884');
    expect(remedyOf({})).not.toContain('MQTTS_PORT');
  });

  it.each([
    [{ code: 'EADDRNOTAVAIL', syscall: 'listen', address: '203.0.113.9', port: 9000 }],
    [{ code: 'EADDRNOTAVAIL', syscall: 'listen', address: '203.0.113.9' }],
    [{ code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: '203.0.113.9' }],
    [{ code: 'EAI_AGAIN', syscall: 'getaddrinfo', hostname: '203.0.113.9' }],
  ])('name the variable of a host that cannot be had: %j', (fields) => {
    const config = parseConfig({ OCPP_HOST: '203.0.113.9', ALLOW_PLAINTEXT: 'true' });
    const failure = toBindFailure(Object.assign(new Error('listen'), fields), config);
    expect(failure?.failure).toMatchObject({
      exitCode: 78,
      what: expect.stringContaining('203.0.113.9'),
      why: expect.stringContaining('OCPP_HOST=203.0.113.9'),
      remedy: expect.stringContaining('OCPP_HOST'),
    });
  });

  it('name the variable of a port that this user may not take', () => {
    const fields = { code: 'EACCES', syscall: 'listen', address: '127.0.0.1', port: 80 };
    const config = parseConfig({ HTTP_PORT: '80' });
    const failure = toBindFailure(Object.assign(new Error('listen'), fields), config);
    expect(failure?.failure).toMatchObject({
      exitCode: 78,
      remedy: expect.stringContaining('HTTP_PORT'),
    });
  });

  it('leave the name of somebody else alone, such as that of REDIS_URL', () => {
    const error = Object.assign(new Error('x'), { code: 'ENOTFOUND', hostname: 'redis.example' });
    expect(toBindFailure(error, parseConfig({}))).toBeUndefined();
  });

  it('leave other errors alone', () => {
    expect(toBindFailure(new Error('else'), parseConfig({}))).toBeUndefined();
  });
});
