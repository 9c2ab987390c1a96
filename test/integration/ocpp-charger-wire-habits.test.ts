import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import {
  type ChargersOptions,
  startChargers,
} from '../../simulators/ocpp-charger/start-chargers.ts';
import { RawCentralSystem } from '../support/raw-central-system.ts';
import { waitFor } from '../support/wait-for.ts';

let csms: RawCentralSystem;
let chargers: SimulatorHandle | undefined;

beforeEach(async () => {
  csms = await new RawCentralSystem().listen();
});
afterEach(async () => {
  await chargers?.stop();
  chargers = undefined;
  await csms.close();
});

async function start(character: string, more: Partial<ChargersOptions> = {}): Promise<void> {
  chargers = await startChargers({ url: csms.url, character, speed: 20, ...more });
}

const events = (name: string) =>
  (chargers?.log.after('CP-SIM-0001', 0) ?? []).filter(
    (line) => 'event' in line && line.event === name,
  );

describe('numeric-ids', () => {
  it('numbers its CALLs, and answers those of the other side with their own ids', async () => {
    await start('numeric-ids');
    const ids = csms.received.map(({ message }) => message[1]);
    expect(ids[0]).toBe(1);
    expect(ids.every((id) => typeof id === 'number')).toBe(true);
    csms.call(1, 'ours', 'ClearCache', {});
    await waitFor(() => csms.answerTo('ours'), 'the answer');
  });

  it('does not know an answer whose id has become a text', async () => {
    csms.idOf = (id) => String(id);
    const starting = start('numeric-ids', { connectTimeoutMs: 300 });
    await expect(starting).rejects.toThrow(/not connected within 300 ms/);
    expect(csms.calls('BootNotification')).toHaveLength(1);
  });
});

const isSecond = (line: object) => 'kept' in line && line.kept === 'second';

describe('two-sockets', () => {
  /** By their seeds, so that both cases are always there. */
  const kept = async (seed: number): Promise<unknown> => {
    await start('two-sockets', { seed });
    expect(csms.sockets.length).toBeGreaterThan(0);
    const [first] = await waitFor(() => {
      const found = events('second-socket');
      return found.length > 0 && csms.openCount === 1 ? found : null;
    }, 'one socket to be left');
    return first && 'kept' in first && first.kept;
  };

  it.each([1, 2, 3, 4, 5, 6])('talks on the one that it keeps, by seed %d', async (seed) => {
    const which = await kept(seed);
    expect(csms.sockets).toHaveLength(2);
    const socket = which === 'second' ? 2 : 1;
    await waitFor(() => csms.calls('BootNotification').at(-1)?.socket === socket, 'its boot');
    csms.call(socket, 'ours', 'ClearCache', {});
    const answer = await waitFor(() => csms.answerTo('ours'), 'the answer');
    expect(answer.socket).toBe(socket);
  });

  it.each([1, 2, 3])('settles where only the newest socket may live, by seed %d', async (seed) => {
    csms.isNewestKept = true;
    await start('two-sockets', { seed });
    await waitFor(() => events('second-socket').some((line) => isSecond(line)), 'the second kept');
    await waitFor(() => csms.openCount === 1, 'one socket to be left');
    const last = csms.sockets.length;
    await waitFor(() => csms.calls('BootNotification').at(-1)?.socket === last, 'its boot');
  });

  it('keeps now the first and now the second, the same by the same seed', async () => {
    const outcomes: unknown[] = [];
    for (const seed of [1, 1, 2, 3, 4, 5, 6]) {
      outcomes.push(await kept(seed));
      await chargers?.stop();
    }
    expect(outcomes[0]).toBe(outcomes[1]);
    expect(new Set(outcomes)).toEqual(new Set(['first', 'second']));
  });
});
