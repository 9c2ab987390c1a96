import { expect, it } from 'vitest';
import type { DueEntry } from '../../../src/domain/ports/transactions.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { wishes } from '../../support/builders.ts';
import type { Core } from '../../support/core.ts';
import { addDevice, read } from '../../support/core-devices.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();

/** Leases the transaction's entry, as a due loop does just before something else happens. */
async function lease(core: Core, id: TransactionId): Promise<DueEntry & { kind: 'transaction' }> {
  const entries = await core.due.lease(core.clock.nowMs(), 10);
  const entry = entries.find((each) => each.kind === 'transaction' && each.id === id);
  if (entry?.kind !== 'transaction') throw new Error(`${id} is not due`);
  return entry;
}

it('a window of one attempt, handled when the next one is out, says nothing of it', async () => {
  const { core } = bench;
  const device = await addDevice(core);
  const first = await device.connect();
  const id = await device.accept(wishes.setpoint);
  await core.quiet();
  core.clock.advance(30_000);
  const entry = await lease(core, id);
  await core.links.close(first);
  await device.connect();
  await core.quiet();
  const sent = await read(core, id);
  expect(sent).toMatchObject({ status: 'SENT', attempt: 2 });

  await core.handleDue(entry);

  expect(await read(core, id)).toEqual(sent);
});

it('a deadline, handled when the outcome is unknown, does not end the grace time', async () => {
  const { core } = bench;
  const device = await addDevice(core);
  const first = await device.connect();
  const id = await device.accept(wishes.setpoint);
  await core.quiet();
  await core.links.close(first);
  await core.pass(30_000);
  core.clock.advance(60 * 60_000);
  const entry = await lease(core, id);
  await device.connect();
  await core.quiet();
  const unconfirmed = await read(core, id);
  expect(unconfirmed.status).toBe('UNCONFIRMED');

  await core.handleDue(entry);

  expect(await read(core, id)).toEqual(unconfirmed);
});
