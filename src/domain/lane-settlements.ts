import type { LaneChoice } from './lane-choice.ts';
import type { Mailbox } from './ports/transactions.ts';
import { judge, type SettlePorts, settleTransaction } from './settle-transaction.ts';
import type { Transaction, TransactionReason } from './transaction.ts';

type Ports = SettlePorts & { readonly mailbox: Mailbox };
type Choice<Kind extends LaneChoice['kind']> = Extract<LaneChoice, { kind: Kind }>;

/** Lets go of the mark that the procedure of an older link left; true when the lane moved on. */
export async function releaseLane(ports: Ports, choice: Choice<'release'>): Promise<boolean> {
  const { mark, transaction } = choice;
  const result = await ports.mailbox.settle({
    id: transaction.id,
    eventId: `release:${mark.attempt}:${mark.epoch}`,
    fromStateNumber: transaction.stateNumber,
    move: null,
    note: null,
    own: null,
    byEvidence: false,
    returned: { attempt: mark.attempt, epoch: mark.epoch },
    nowMs: ports.clock.nowMs(),
    status: transaction.status,
    attempt: transaction.attempt,
    epoch: transaction.epoch,
    node: ports.node,
    who: 'gateway',
    frameHash: null,
  });
  return result.kind === 'noted';
}

/** Settles an attempt of an older link that may not be repeated. */
export async function settleLost(ports: Ports, choice: Choice<'lost'>): Promise<void> {
  const { mark, transaction } = choice;
  await settleTransaction(ports, {
    id: transaction.id,
    deviceId: transaction.deviceId,
    eventId: `lost:${mark.attempt}:${mark.epoch}`,
    toEvent: () => ({ type: 'attempt-lost' }),
    own: { attempt: mark.attempt, epoch: mark.epoch },
    returned: { attempt: mark.attempt, epoch: mark.epoch },
    who: 'gateway',
  });
}

/** Settles what reached its deadline before it was sent. */
export async function settleExpired(ports: Ports, transaction: Transaction): Promise<void> {
  await settleTransaction(ports, {
    id: transaction.id,
    deviceId: transaction.deviceId,
    eventId: 'expired',
    toEvent: (stored, reports) => ({ type: 'window-over', verdict: judge(stored, reports) }),
    who: 'gateway',
  });
}

/** Settles what the guards refuse by now: never sent it is REFUSED, sent before it is not known. */
export async function settleRefused(
  ports: Ports,
  transaction: Transaction,
  reason: TransactionReason,
): Promise<void> {
  const { status, attempt, epoch } = transaction;
  const mark = status === 'SENT' && epoch !== null ? { attempt, epoch } : undefined;
  await settleTransaction(ports, {
    id: transaction.id,
    deviceId: transaction.deviceId,
    eventId: `refused:${attempt}`,
    toEvent: () => ({ type: 'refused', reason }),
    own: mark,
    returned: mark,
    who: 'gateway',
  });
}
