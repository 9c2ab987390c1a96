import { beforeEach, describe, expect, it } from 'vitest';
import {
  type EndKeeper,
  makeEndKeeper,
} from '../../../../../src/adapters/ocpp/sessions/end-keeper.ts';
import type { DeviceId } from '../../../../../src/domain/device.ts';
import { GatewayError } from '../../../../../src/domain/errors.ts';
import { type FakeClock, makeFakeClock } from '../../../../support/fake-clock.ts';
import { makeListLog } from '../../../../support/ocpp/fake-ports.ts';

const one = 'device-1' as DeviceId;
const other = 'device-2' as DeviceId;

let clock: FakeClock;
let keeper: EndKeeper;
let lines: { level: string; fields: object; message: string }[];
let stored: string[];
let error: Error | null;

beforeEach(() => {
  clock = makeFakeClock();
  lines = [];
  stored = [];
  error = new GatewayError('unavailable', 'away');
  keeper = makeEndKeeper({ clock, log: makeListLog(lines) });
});

/** Stores a name, unless the store is away. */
function write(name: string): () => Promise<void> {
  return async () => {
    if (error) throw error;
    stored.push(name);
  };
}

async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('ends that are not stored yet', () => {
  it('are tried on in order until the store takes them, however long it is away', async () => {
    keeper.keep(one, write('first'));
    keeper.keep(one, write('second'));
    await pass(600);
    error = null;
    await pass(3);
    expect(stored).toEqual(['first', 'second']);
    expect(clock.pendingCount).toBe(0);
  });

  it('of a charger are stored at once when it comes back, and no others', async () => {
    keeper.keep(one, write('its own'));
    keeper.keep(other, write("another's"));
    error = null;
    await keeper.settle(one);
    expect(stored).toEqual(['its own']);
  });

  it('are given up where time does not help, with a line', async () => {
    error = new Error('a bug');
    keeper.keep(one, write('never'));
    await pass(60);
    expect(clock.pendingCount).toBe(0);
    expect(lines.at(-1)).toMatchObject({ level: 'error', message: 'the end of a session is lost' });
  });

  it('are bounded: the oldest one goes, with a line', async () => {
    for (let index = 0; index <= 1_000; index += 1) keeper.keep(one, write(String(index)));
    error = null;
    await keeper.settle(one);
    expect(stored).toHaveLength(1_000);
    expect(stored[0]).toBe('1');
    expect(lines).toMatchObject([{ fields: { why: 'too many wait' } }]);
  });

  it('end with the node, and leave no timer behind', async () => {
    keeper.keep(one, write('lost'));
    keeper.stop();
    await pass(10);
    expect(clock.pendingCount).toBe(0);
    expect(keeper.stopped.aborted).toBe(true);
    expect(lines).toMatchObject([{ fields: { deviceId: one, why: 'the gateway stops' } }]);
  });
});
