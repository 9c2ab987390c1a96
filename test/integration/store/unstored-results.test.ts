import { afterEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/domain/errors.ts';
import type { SettleResult } from '../../../src/domain/ports/transactions.ts';
import { wishes } from '../../support/builders.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';
import { waitFor } from '../../support/wait-for.ts';

/** What comes instead of storing what a procedure returned. */
let instead: (() => SettleResult) | null = null;
const bench = useCore({
  wrapMailbox: (mailbox) => ({
    ...mailbox,
    settle: async (request) =>
      request.returned && instead ? instead() : await mailbox.settle(request),
  }),
});
afterEach(() => {
  instead = null;
});

describe('what a procedure came to, when it cannot be stored', () => {
  it('because of a bug, gives up the link: only a newer one frees the lane', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    const answer = async () => ({ kind: 'accepted' }) as const;
    const link = await charger.connect({ procedure: 'steps', answer });
    instead = () => {
      throw new GatewayError('invariant_broken', 'a bug');
    };
    const first = await charger.accept(wishes.cancelBoost);
    await core.quiet();
    expect(link.closedFor).toHaveLength(1);
    instead = null;
    await charger.connect({ procedure: 'steps', answer });
    await core.quiet();
    expect(await read(core, first)).toMatchObject({ status: 'ACKNOWLEDGED', attempt: 2 });
  });

  it('because the transaction changes all the time, is tried on', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    const answer = async () => ({ kind: 'accepted' }) as const;
    await charger.connect({ procedure: 'steps', answer });
    let conflicts = 0;
    instead = () => {
      conflicts += 1;
      if (conflicts === 7) instead = null;
      return { kind: 'conflict', laneHasNext: false };
    };
    const id = await charger.accept(wishes.cancelBoost);
    await waitFor(async () => {
      core.clock.advance(100);
      return (await read(core, id)).status === 'ACKNOWLEDGED';
    }, 'the acknowledgement');
  });
});
