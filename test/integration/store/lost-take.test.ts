import { afterEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/domain/errors.ts';
import { wishes } from '../../support/builders.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Answers of `take` that are lost: the script has run, nobody hears of it. */
let lost = 0;
const bench = useCore({
  wrapMailbox: (mailbox) => ({
    ...mailbox,
    async take(request) {
      const answer = await mailbox.take(request);
      if (lost === 0) return answer;
      lost -= 1;
      throw new GatewayError('unavailable', 'the store does not answer');
    },
  }),
});
afterEach(() => {
  lost = 0;
});

/** Moves the clock in small steps until the condition holds. */
async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  await waitFor(async () => {
    if (await isSo()) return true;
    bench.core.clock.advance(100);
    return false;
  }, what);
}

describe('a take whose answer is lost', () => {
  it.each(['steps', 'single-frame'] as const)(
    'is asked for again, and its attempt is made once (%s)',
    async (procedure) => {
      const { core } = bench;
      const charger = await addDevice(core, 'charger');
      const link = await charger.connect({ procedure, answer: async () => ({ kind: 'accepted' }) });
      lost = 2;
      const first = await charger.accept(wishes.cancelBoost);
      await until(() => link.sent.length === 1, 'the attempt');
      expect(link.sent[0]?.attempt).toBe(1);
      await until(async () => (await read(core, first)).status === 'ACKNOWLEDGED', 'its answer');
      const second = await charger.accept(wishes.cancelBoost);
      await until(() => link.sent.length === 2, 'the next command');
      expect(link.sent[1]?.transactionId).toBe(second);
    },
  );

  it('sends nothing when the deadline has passed meanwhile', async () => {
    const { core } = bench;
    const charger = await addDevice(core, 'charger');
    const link = await charger.connect({ procedure: 'steps' });
    lost = 1;
    const id = await charger.accept(wishes.boost);
    await waitFor(() => lost === 0, 'the take');
    core.clock.advance(60_000);
    await until(async () => (await read(core, id)).status === 'QUEUED', 'the end of the attempt');
    await core.tick();
    expect((await read(core, id)).status).toBe('EXPIRED');
    expect(link.sent).toHaveLength(0);
  });
});
