import { expect, test } from 'vitest';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { takeUpMarks } from '../../../src/jobs/take-up-marks.ts';
import { makeFakeClock } from '../../support/fake-clock.ts';

/** So many marks are due, and so many jobs wait already. */
function arrange({ due, waiting }: { due: number; waiting: number }) {
  const marks = Array.from({ length: due }, (_, index) => `tx-${index}` as TransactionId);
  const added: TransactionId[] = [];
  const channel = {
    sender: { target: 'webhook' as const, send: async () => ({ kind: 'delivered' as const }) },
    add: async (ids: readonly TransactionId[]) => void added.push(...ids),
    waitingCount: async () => waiting,
  };
  const outbox = {
    due: async (_target: string, _nowMs: number, limit: number) => marks.splice(0, limit),
  };
  return { added, take: () => takeUpMarks({ outbox, clock: makeFakeClock() }, channel) };
}

test.each([
  ['nothing is due', { due: 0, waiting: 0 }, 0, false],
  ['few are due', { due: 450, waiting: 0 }, 450, false],
  ['more are due than may wait', { due: 5_000, waiting: 0 }, 2_000, true],
  ['some wait already', { due: 5_000, waiting: 1_950 }, 50, true],
  ['as many wait as may', { due: 5_000, waiting: 2_000 }, 0, true],
  ['more wait than may, added by another node', { due: 5_000, waiting: 2_300 }, 0, true],
])('takes up what there is room for when %s', async (_when, how, count, hasMore) => {
  const { added, take } = arrange(how);
  expect(await take()).toBe(hasMore);
  expect(added).toHaveLength(count);
});
