import { describe, expect, test } from 'vitest';
import { isLoopback } from '../../../../src/adapters/mqtt/admission.ts';
import { makeDeviceQueues } from '../../../../src/adapters/mqtt/device-queue.ts';
import { toAlertMessage } from '../../../../src/adapters/mqtt/inbound/alert.ts';
import { makeSampleGate } from '../../../../src/adapters/mqtt/sample-gate.ts';
import { storeWithRetry } from '../../../../src/adapters/mqtt/store-retry.ts';
import { GatewayError } from '../../../../src/domain/errors.ts';
import type { Clock } from '../../../../src/domain/ports/clock.ts';

describe('the queue of a device', () => {
  test('runs one task after another, whatever becomes of them, beside other devices', async () => {
    const queues = makeDeviceQueues(8);
    const seen: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = queues.push('a', async () => {
      await gate.promise;
      seen.push('a1');
      throw new Error('a1 failed');
    });
    const second = queues.push('a', async () => seen.push('a2'));
    await queues.push('b', async () => seen.push('b1'));
    expect(seen).toEqual(['b1']);
    gate.resolve();
    await expect(first).rejects.toThrow('a1 failed');
    await second;
    expect(seen).toEqual(['b1', 'a1', 'a2']);
  });

  test('refuses more than its bound, and takes again when it has drained', async () => {
    const queues = makeDeviceQueues(2);
    const gate = Promise.withResolvers<void>();
    void queues.push('a', () => gate.promise);
    void queues.push('a', async () => {});
    expect(queues.push('a', async () => {})).toBeNull();
    gate.resolve();
    await queues.idle();
    expect(queues.push('a', async () => {})).not.toBeNull();
  });
});

describe('the gate of samples', () => {
  test('lets so many through per link and in all, and more when some are done', async () => {
    const gate = makeSampleGate({ perKeyMax: 2, totalMax: 3 });
    const held = Promise.withResolvers<void>();
    const failures: unknown[] = [];
    const pass = (key: string) =>
      gate.pass(
        key,
        () => held.promise,
        (error) => failures.push(error),
      );
    expect(['a', 'a', 'a', 'b', 'b'].map(pass)).toEqual([true, true, false, true, false]);
    held.reject(new Error('no store'));
    await expect.poll(() => failures.length).toBe(3);
    await expect.poll(() => pass('a')).toBe(true);
  });
});

describe('storing again', () => {
  const makeClock = (): Clock & { waits: number[] } => {
    let nowMs = 0;
    const waits: number[] = [];
    return {
      waits,
      nowMs: () => nowMs,
      windowMs: (durationMs) => durationMs,
      after(delayMs, callback) {
        waits.push(delayMs);
        nowMs += delayMs;
        queueMicrotask(callback);
        return () => {};
      },
    };
  };
  const metrics = { count: () => {}, observeSeconds: () => {} };
  const away = async () => {
    throw new GatewayError('unavailable', 'no store');
  };

  test('backs off and gives up within 15 s', async () => {
    const clock = makeClock();
    const { signal } = new AbortController();
    expect(await storeWithRetry(away, { clock, metrics, signal })).toBe('given-up');
    expect(clock.waits.slice(0, 6)).toEqual([100, 200, 400, 800, 1_600, 2_000]);
    expect(clock.nowMs()).toBeGreaterThan(12_000);
    expect(clock.nowMs()).toBeLessThanOrEqual(15_000);
  });

  test('stops waiting when the adapter stops', async () => {
    const clock = makeClock();
    const result = storeWithRetry(away, { clock, metrics, signal: AbortSignal.abort() });
    expect(await result).toBe('given-up');
    expect(clock.waits).toEqual([]);
  });

  test('leaves every other error to its caller', async () => {
    const store = async () => {
      throw new TypeError('a bug');
    };
    const { signal } = new AbortController();
    const result = storeWithRetry(store, { clock: makeClock(), metrics, signal });
    await expect(result).rejects.toThrow(TypeError);
  });
});

describe('an event as an alert', () => {
  test.each([
    [
      'local_override',
      { at: 'x', zone: 'ZONE_1', mode: 'OFF' },
      'The device reports local override (zone ZONE_1, mode OFF).',
    ],
    ['fault', {}, 'The device reports fault.'],
    [
      'fault',
      { code: 12, deep: { a: 1 }, text: 'a\nb' },
      'The device reports fault (code 12, text a b).',
    ],
  ])('%s %j', (name, payload, expected) => {
    expect(toAlertMessage(name, payload)).toBe(expected);
  });

  test('is short', () => {
    expect(toAlertMessage('fault', { text: 'x'.repeat(5_000) })).toHaveLength(200);
  });
});

describe('the address of a peer on this machine', () => {
  test.each([
    ['127.0.0.1', true],
    ['127.8.0.1', true],
    ['::ffff:127.0.0.1', true],
    ['::1', true],
    ['::ffff:192.168.1.2', false],
    ['::ffff:127.0.0.1.example.org', false],
    ['::', false],
    ['unknown', false],
    ['0.0.0.0', false],
    ['127.0.0.1.example.org', false],
    ['192.168.1.2', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
