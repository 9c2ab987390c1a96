import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startChargers } from '../../simulators/ocpp-charger/start-chargers.ts';
import { specOf } from '../../src/domain/command.ts';
import type { DeviceId } from '../../src/domain/device.ts';
import type { Verdict } from '../../src/domain/evidence.ts';
import type { Order } from '../../src/domain/ports/connections.ts';
import { makeOrder, sendOrder, TestGateway } from '../support/ocpp/gateway.ts';
import { waitFor } from '../support/wait-for.ts';

const ID = 'CP-SIM-0001';
const SPEED = 50;

let gateway: TestGateway;
let chargers: Awaited<ReturnType<typeof startChargers>> | undefined;

beforeEach(async () => {
  gateway = await TestGateway.start({ scale: SPEED });
  gateway.fakes.admitted.add(ID);
});
afterEach(async () => {
  await chargers?.stop();
  chargers = undefined;
  await gateway.stop();
});

/** A simulated charger with a vehicle, ready for commands. */
async function connectSimulator(character: string) {
  const url = gateway.url('/ocpp');
  chargers = await startChargers({
    url,
    character,
    password: 'secret',
    speed: SPEED,
    isPlugged: true,
  });
  return waitFor(() => gateway.fakes.readyConnection(ID), 'the simulator to be ready');
}

/** What the domain's own judge says of the reports that the adapter stored since the order. */
function judge(order: Order, sentAtMs: number): Verdict {
  const reports = gateway.fakes.reports.get(`device-${ID}` as DeviceId) ?? {};
  const { command } = order;
  return specOf(command).judge(command.params, {
    transactionId: 'tx',
    reports,
    marks: {},
    sentAtMs,
  });
}

describe('the charger simulator', () => {
  it('is boosted and brought to a halt again, each proved by what it reports', async () => {
    const connection = await connectSimulator('plain');
    const boost = makeOrder('boost');
    const boostedAtMs = Date.now();
    expect(await sendOrder(connection, boost)).toEqual({ kind: 'accepted' });
    await waitFor(() => judge(boost, boostedAtMs).kind === 'proved', 'proof of the boost', 15_000);
    const cancel = makeOrder('cancel_boost');
    const cancelledAtMs = Date.now();
    expect(await sendOrder(connection, cancel)).toEqual({ kind: 'accepted' });
    await waitFor(() => judge(cancel, cancelledAtMs).kind === 'proved', 'proof of it', 15_000);
    expect(gateway.fakes.count('frames_invalid')).toBe(0);
  });

  it('is boosted again after a cancel: the profile goes on top of the pause', async () => {
    const connection = await connectSimulator('plain');
    for (const kind of ['boost', 'cancel_boost', 'boost'] as const) {
      const order = makeOrder(kind);
      const sentAtMs = Date.now();
      expect(await sendOrder(connection, order)).toEqual({ kind: 'accepted' });
      await waitFor(() => judge(order, sentAtMs).kind === 'proved', `proof of ${kind}`, 15_000);
    }
  });

  it('proves a cancel without a boost by its read-back', async () => {
    const connection = await connectSimulator('plain');
    const cancel = makeOrder('cancel_boost');
    const sentAtMs = Date.now();
    expect(await sendOrder(connection, cancel)).toEqual({ kind: 'accepted' });
    await waitFor(() => judge(cancel, sentAtMs).kind === 'proved', 'proof of the cancel');
  });

  it('shows the contrary when it accepts and does nothing', async () => {
    const connection = await connectSimulator('accept-nothing');
    const boost = makeOrder('boost');
    const sentAtMs = Date.now();
    expect(await sendOrder(connection, boost)).toEqual({ kind: 'accepted' });
    const verdict = await waitFor(() => {
      const now = judge(boost, sentAtMs);
      return now.kind === 'contrary' ? now : null;
    }, 'a contrary report');
    expect(verdict).toMatchObject({ code: 'effect_not_seen' });
  });

  it('shows nothing at all when it accepts, does nothing and has no meter', async () => {
    const connection = await connectSimulator('accept-nothing-mute');
    const boost = makeOrder('boost');
    const sentAtMs = Date.now();
    expect(await sendOrder(connection, boost)).toEqual({ kind: 'accepted' });
    expect(judge(boost, sentAtMs)).toEqual({ kind: 'none' });
  });
});
