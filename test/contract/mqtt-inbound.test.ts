import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/domain/errors.ts';
import type { Clock } from '../../src/domain/ports/clock.ts';
import { type MqttBench, startMqttBench, toTransactionId } from '../support/mqtt-bench.ts';
import { bringUp, closeClients, connectDevice } from '../support/mqtt-client.ts';
import { waitFor } from '../support/wait-for.ts';

const EUID = '001e5e0902ba5d84';
const AT = '2026-11-23T12:00:00.000Z';
const TX = toTransactionId(7);
const battery = (rev: number) => ({ at: AT, rev, reserve: { minSocPercent: 10 } });
const sample = { at: AT, socPercent: 50, powerW: 100 };

/** A clock whose waits are over at once, and whose time moves by as much. */
function makeImpatientClock(): Clock {
  let nowMs = 1_000_000;
  return {
    nowMs: () => nowMs,
    windowMs: (durationMs) => durationMs,
    after(delayMs, callback) {
      const immediate = setImmediate(() => {
        nowMs += delayMs;
        callback();
      });
      return () => clearImmediate(immediate);
    },
  };
}

let bench: MqttBench;

beforeEach(async () => {
  bench = await startMqttBench();
});

afterEach(async () => {
  await closeClients();
  await bench.stop();
});

const types = () => bench.recorded.map(({ event }) => event.type);

describe('store first, acknowledge after', () => {
  test.each([
    ['state/battery', battery(1)],
    [`cmd/${TX}/res`, { v: 1, phase: 'accepted', at: AT }],
    ['event/fault', { at: AT }],
    ['describe', { v: 1, class: 'battery', kinds: { set_reserve: 1 } }],
  ])('holds for %s: no PUBACK before it is stored', async (path, payload) => {
    const device = await bringUp(bench.port, EUID);
    const held = Promise.withResolvers<void>();
    bench.store = () => held.promise;
    let isAcknowledged = false;
    const acknowledged = device.publish(path, payload).then(() => {
      isAcknowledged = true;
    });
    await waitFor(() => bench.counted('inbound_frames') === 2, 'the packet to arrive');
    // A later SUBACK on the same link: an earlier PUBACK would have come by now.
    await device.subscribe(`gw/v1/${EUID}/cert/csr/accepted`);
    expect(isAcknowledged).toBe(false);
    held.resolve();
    await acknowledged;
    expect(bench.recorded[0]?.deviceId).toBe(`d${EUID}`);
  });

  test('holds for a birth: no PUBACK before the route is stored', async () => {
    const held = Promise.withResolvers<void>();
    bench.route = () => held.promise;
    const device = await connectDevice(bench.port, EUID);
    await device.subscribeToCommands();
    let isAcknowledged = false;
    const born = device.birth().then(() => {
      isAcknowledged = true;
    });
    await waitFor(() => bench.counted('inbound_frames') === 1, 'the birth to arrive');
    expect([isAcknowledged, bench.connections.count]).toEqual([false, 0]);
    held.resolve();
    await born;
    expect(bench.connections.count).toBe(1);
  });

  test('keeps the order of publishes that arrive together', async () => {
    const device = await bringUp(bench.port, EUID);
    const first = Promise.withResolvers<void>();
    bench.store = (_id, event) =>
      event.type === 'reported' && event.rev === 1 ? first.promise : Promise.resolve();
    const acknowledged: number[] = [];
    const all = [1, 2, 3, 4].map(async (rev) => {
      await device.publish('state/battery', battery(rev));
      acknowledged.push(rev);
    });
    await waitFor(() => bench.counted('inbound_frames') === 5, 'all to arrive');
    expect(bench.recorded).toEqual([]);
    first.resolve();
    await Promise.all(all);
    expect(acknowledged).toEqual([1, 2, 3, 4]);
    const revs = bench.recorded.map(({ event }) => event.type === 'reported' && event.rev);
    expect(revs).toEqual([1, 2, 3, 4]);
  });

  test('tries again while the store is away', async () => {
    const device = await bringUp(bench.port, EUID);
    let failuresLeft = 3;
    bench.store = async () => {
      failuresLeft -= 1;
      if (failuresLeft >= 0) throw new GatewayError('unavailable', 'no store');
    };
    await device.publish('state/battery', battery(1));
    expect(types()).toEqual(['reported']);
    expect(bench.counted('store_retries')).toBe(3);
  });

  test('closes the link, unacknowledged, when the store stays away', async () => {
    const impatient = await startMqttBench({ clock: makeImpatientClock() });
    const device = await bringUp(impatient.port, EUID);
    impatient.store = async () => {
      throw new GatewayError('unavailable', 'no store');
    };
    let isAcknowledged = false;
    for (const rev of [1, 2, 3]) {
      void device.publish('state/battery', battery(rev)).then(
        () => {
          isAcknowledged = true;
        },
        () => {},
      );
    }
    await waitFor(device.isClosed, 'the link to close');
    await impatient.stop();
    expect(isAcknowledged).toBe(false);
    // 15 s of back-off for the first; those behind it are left to the device.
    expect(impatient.counted('store_retries')).toBeLessThan(15);
  });

  test('sends a device away whose birth cannot be stored', async () => {
    bench.route = async () => {
      throw new GatewayError('unavailable', 'no store');
    };
    const device = await connectDevice(bench.port, EUID);
    await device.subscribeToCommands();
    device.birth().catch(() => {});
    await waitFor(device.isClosed, 'the link to close');
    expect(bench.connections.count).toBe(0);
  });

  test('survives a bug behind the port: logged, acknowledged, the next one is stored', async () => {
    const device = await bringUp(bench.port, EUID);
    bench.store = async () => {
      bench.store = async () => {};
      throw new TypeError('a bug');
    };
    await device.publish('state/battery', battery(1));
    await device.publish('state/battery', battery(2));
    expect(types()).toEqual(['reported']);
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('closes the link of a device with more than 64 packets waiting', async () => {
    const device = await bringUp(bench.port, EUID);
    const held = Promise.withResolvers<void>();
    bench.store = () => held.promise;
    for (let rev = 1; rev <= 66; rev += 1) {
      device.publish('state/battery', battery(rev)).catch(() => {});
    }
    await waitFor(device.isClosed, 'the link to close');
    expect(bench.counted('frames_denied', 'queue_full')).toBeGreaterThan(0);
    held.resolve();
  });
});

describe('telemetry', () => {
  test('does not wait for what is being stored, and is dropped under pressure', async () => {
    const device = await bringUp(bench.port, EUID);
    const held = Promise.withResolvers<void>();
    bench.store = () => held.promise;
    for (let count = 0; count < 12; count += 1) await device.publish('telemetry/battery', sample);
    await waitFor(
      () => bench.counted('telemetry_dropped', 'pressure') === 4,
      'samples to be dropped',
    );
    held.resolve();
    await waitFor(() => bench.recorded.length === 8, 'the others to be stored');
  });

  test('that the store does not take is counted, never tried again', async () => {
    const device = await bringUp(bench.port, EUID);
    bench.store = async () => {
      throw new GatewayError('unavailable', 'no store');
    };
    await device.publish('telemetry/battery', sample);
    await waitFor(() => bench.counted('telemetry_dropped', 'store') === 1, 'it to be counted');
    expect(device.isClosed()).toBe(false);
  });
});
