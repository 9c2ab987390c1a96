import { expect, it } from 'vitest';
import { makeRetention } from '../../../src/store/retention.ts';
import { wishes } from '../../support/builders.ts';
import { makeCore } from '../../support/core.ts';
import { addDevice, makeSubmission, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';
import { waitFor } from '../../support/wait-for.ts';

const bench = useCore();

it('a lane that a crash left in flight is free when retention forgets its command', async () => {
  const { core: crashed, redis } = bench;
  const charger = await addDevice(crashed, 'charger');
  await charger.connect({ procedure: 'steps', answer: () => new Promise(() => {}) });
  const id = await charger.accept(wishes.cancelBoost);
  await waitFor(async () => (await read(crashed, id)).status === 'SENT', 'the attempt');
  const core = makeCore(redis, { clock: crashed.clock, node: 'node-2' });
  // The procedure died with its gateway, and the charger is away for longer than the retention.
  await core.pass(60_000);
  await core.pass(3_600_000);
  await core.pass(30 * 60_000);
  expect((await read(core, id)).status).toBe('LOST');
  const days = 31 * 86_400_000;
  core.clock.advance(days);
  const before = core.clock.nowMs() - 86_400_000;
  expect(await makeRetention(core.scripts).purge(before, 10)).toBe(1);

  const link = await charger.connect({ procedure: 'steps' }, core);
  const { transactionIds } = await core.submit(makeSubmission(charger.id, [wishes.cancelBoost]));
  await waitFor(() => link.sent.length === 1, 'the next command');
  expect(link.sent[0]?.transactionId).toBe(transactionIds[0]);
});
