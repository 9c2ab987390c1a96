import { describe, expect, it } from 'vitest';
import { chooseNext } from '../../../src/domain/lane-choice.ts';
import type { InFlight } from '../../../src/domain/ports/transactions.ts';
import type { Transaction } from '../../../src/domain/transaction.ts';
import { fakeStartMs } from '../../support/fake-clock.ts';
import { inState } from '../../support/machine.ts';

const nowMs = fakeStartMs + 1_000;
const queued = inState('QUEUED');
const sent = inState('SENT');

function flying(over: Partial<InFlight> = {}, transaction: Transaction = sent) {
  const mark: InFlight = {
    ...{ id: transaction.id, attempt: 1, epoch: 2, returned: true, retryAtMs: null },
    ...over,
  };
  return { mark, transaction };
}

const choose = (over: Partial<Parameters<typeof chooseNext>[0]>, atMs = nowMs) =>
  chooseNext({ epoch: 2, inFlight: null, head: null, ...over }, 2, atMs).kind;

describe('what a lane does next', () => {
  it.each([
    ['nothing without a command', {}, 'idle'],
    ['nothing on a link that is not the newest', { epoch: 3, head: queued }, 'idle'],
    ['the head', { head: queued }, 'take'],
    [
      'the head again, on a newer link than the one that was unreachable',
      {
        head: { ...queued, epoch: 1 },
      },
      'take',
    ],
    ['nothing on the link that was unreachable', { head: { ...queued, epoch: 2 } }, 'busy'],
    ['an end for a head past its deadline', { head: { ...queued, expiresAtMs: nowMs } }, 'expired'],
    ['nothing while an attempt is out', { inFlight: flying(), head: queued }, 'busy'],
    ['a wait until the retry', { inFlight: flying({ retryAtMs: nowMs + 1 }) }, 'later'],
    ['the retry at its time', { inFlight: flying({ retryAtMs: nowMs }) }, 'take'],
    [
      'nothing while the procedure of the attempt still runs',
      {
        inFlight: flying({ retryAtMs: nowMs, returned: false }),
      },
      'busy',
    ],
    [
      'a wait for what was acknowledged before its retry began',
      { inFlight: flying({ retryAtMs: nowMs }, inState('ACKNOWLEDGED')) },
      'busy',
    ],
    [
      'a verdict for a retry past the deadline',
      {
        inFlight: flying({ retryAtMs: nowMs }, { ...sent, expiresAtMs: nowMs }),
      },
      'lost',
    ],
    [
      'a verdict after three attempts',
      {
        inFlight: flying({ retryAtMs: nowMs }, { ...sent, attempt: 3 }),
      },
      'lost',
    ],
    ['the attempt of an older link again', { inFlight: flying({ epoch: 1 }) }, 'take'],
    [
      'the end of the procedure of an older link first',
      {
        inFlight: flying({ epoch: 1, returned: false }),
      },
      'release',
    ],
    [
      'a verdict for an older link’s attempt past the deadline',
      {
        inFlight: flying({ epoch: 1 }, { ...sent, expiresAtMs: nowMs }),
      },
      'lost',
    ],
    [
      'a wait for the outcome of what is acknowledged',
      {
        inFlight: flying({ epoch: 1 }, inState('ACKNOWLEDGED')),
      },
      'busy',
    ],
  ] as [string, Parameters<typeof choose>[0], string][])('is %s', (_what, view, kind) => {
    expect(choose(view)).toBe(kind);
  });
});
