import { specOf } from './command.ts';
import type { DeviceId } from './device.ts';
import { type Marks, toMarks, type Verdict, wasShown } from './evidence.ts';
import type { MachineContext } from './machine-context.ts';
import type { Clock } from './ports/clock.ts';
import type { Connections } from './ports/connections.ts';
import type { ReportedState, Seen } from './ports/devices.ts';
import type { Log } from './ports/log.ts';
import type { Metrics } from './ports/metrics.ts';
import type {
  FarewellRequest,
  Mailbox,
  SettleRequest,
  SettleResult,
  TransactionReads,
} from './ports/transactions.ts';
import type { DeviceReply } from './reply.ts';
import type { Reports } from './reports.ts';
import {
  isTerminal,
  type Transaction,
  type TransactionId,
  type TransactionStatus,
} from './transaction.ts';
import type { Decision, TransactionEvent } from './transaction-event.ts';
import { decide } from './transaction-machine.ts';

/** What settling needs. */
export type SettlePorts = {
  readonly transactions: Pick<TransactionReads, 'find'>;
  readonly mailbox: Pick<Mailbox, 'settle'>;
  readonly reported: Pick<ReportedState, 'read'>;
  /** The links of this node: a device that is retired loses its own at once. */
  readonly connections: Pick<Connections, 'get'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly node: string;
};

/** One thing that happened to a transaction. `eventId` makes a repeat change nothing. */
export type SettleCall = {
  readonly id: TransactionId;
  /** Whose it must be; a transaction of another device is as good as unknown. */
  readonly deviceId: DeviceId;
  readonly eventId: string;
  readonly toEvent: (transaction: Transaction, reports: Reports) => TransactionEvent;
  /** What was read in this turn already; after a conflict it is read anew. */
  readonly seen?: Seen | undefined;
  /** Set for our own verdicts: they count only for the attempt in flight. */
  readonly own?: { readonly attempt: number; readonly epoch: number } | undefined;
  readonly returned?: { readonly attempt: number; readonly epoch: number } | undefined;
  /** Set for a window: an entry that was moved since its lease stands for another window. */
  readonly leasedUntilMs?: number | undefined;
  readonly who: string;
};

/** A compare-and-set is tried so often before the event is left to the due clock. */
const conflictMax = 5;

/** What became of it, with the transaction as it was decided on. */
export type Settled = {
  readonly result: SettleResult;
  readonly decision: Decision;
  readonly transaction: Transaction;
};

/**
 * Decides with the pure machine on what is stored now, and stores the decision by compare-and-set;
 * on a conflict reads and decides again (store.md, `settle`). `null` = no such transaction of the
 * device.
 */
export async function settleTransaction(
  ports: SettlePorts,
  call: SettleCall,
): Promise<Settled | null> {
  const settled = await settleOnce(ports, call);
  if (settled && mayBeProvedAlready(settled)) {
    await settleOnce(ports, {
      id: call.id,
      deviceId: call.deviceId,
      eventId: `${call.eventId}:stored`,
      toEvent: (stored, reports) => ({ type: 'evidence', verdict: judge(stored, reports) }),
      who: 'device',
    });
  }
  return settled;
}

/** A new boot may be stored before anybody knew that the answer to a restart was lost. */
function mayBeProvedAlready({ result, transaction }: Settled): boolean {
  if (result.kind !== 'settled' || result.status !== 'UNCONFIRMED') return false;
  return specOf(transaction.command).evidenceSince === 'sent';
}

async function settleOnce(ports: SettlePorts, call: SettleCall): Promise<Settled | null> {
  for (let turn = 0; ; turn += 1) {
    const seen = turn === 0 ? call.seen : undefined;
    const { transaction, reports } = seen ?? (await look(ports, call));
    if (transaction?.deviceId !== call.deviceId) return null;
    // Whoever stored the end may have been told that the store was away.
    if (doesRetire(transaction, transaction.status)) closeLink(ports, transaction);
    const event = call.toEvent(transaction, reports);
    const decision = decide(transaction, event, toContext(ports.clock, transaction));
    if (isNothing(decision) && !call.returned) {
      return { result: { kind: 'ignored', laneHasNext: false }, decision, transaction };
    }
    const request = toRequest(ports, call, { transaction, event, decision });
    const result = await ports.mailbox.settle(request);
    if (result.kind !== 'conflict' || turn >= conflictMax) {
      if (result.kind === 'settled') note(ports, transaction, decision);
      if (result.kind === 'settled' && request.farewell?.kind === 'retire') {
        closeLink(ports, transaction);
      }
      return { result, decision, transaction };
    }
  }
}

async function look({ transactions, reported }: SettlePorts, { id, deviceId }: SettleCall) {
  const [transaction, reports] = await Promise.all([
    transactions.find(id),
    reported.read(deviceId),
  ]);
  return { transaction, reports };
}

/** Judges a transaction's wish by the stored reports, with its own marks. */
export function judge(transaction: Transaction, reports: Reports, marks?: Marks): Verdict {
  return specOf(transaction.command).judge(transaction.command.params, {
    transactionId: transaction.id,
    reports,
    marks: marks ?? transaction.marks,
    sentAtMs: transaction.sentAtMs ?? Number.MAX_SAFE_INTEGER,
  });
}

/**
 * What a device's answer means at this moment: the mark moves to the revision that the answer
 * names, or (where it names none) past everything stored now, and the reports are judged by it.
 */
export function toReplyEvent(
  transaction: Transaction,
  reply: DeviceReply,
  reports: Reports,
): TransactionEvent {
  const { aspects, evidenceSince = 'answer' } = specOf(transaction.command);
  let marks = transaction.marks;
  if (evidenceSince === 'sent') {
    return { type: 'reply', reply, marks, verdict: judge(transaction, reports, marks) };
  }
  if (reply.kind === 'accepted') marks = toMarks(reports, aspects);
  if (reply.kind === 'succeeded' && reply.aspect && reply.rev !== null) {
    const { aspect, rev } = reply;
    const bootId = reports[aspect]?.bootId ?? '';
    marks = { ...marks, [aspect]: { rev: rev - 1, bootId } };
    const { shown } = transaction;
    if (wasShown(shown, { aspect, rev }, reports)) {
      return { type: 'reply', reply, marks, verdict: { kind: 'proved', evidence: shown.evidence } };
    }
  }
  return { type: 'reply', reply, marks, verdict: judge(transaction, reports, marks) };
}

function toFarewell(transaction: Transaction, to: TransactionStatus): FarewellRequest | null {
  const { command } = transaction;
  const farewell = isTerminal(to) ? specOf(command).farewell?.(to) : null;
  if (farewell === 'retire') return { kind: 'retire' };
  if (farewell !== 'abandon' || command.kind !== 'provision') return null;
  return { kind: 'abandon', fingerprint: command.params.fingerprint };
}

function doesRetire(transaction: Transaction, to: TransactionStatus): boolean {
  return toFarewell(transaction, to)?.kind === 'retire';
}

function closeLink(ports: SettlePorts, { deviceId }: Transaction): void {
  ports.connections.get(deviceId)?.close('its registration has ended');
}

function toContext(clock: Clock, transaction: Transaction): MachineContext {
  return {
    policy: specOf(transaction.command).policy,
    nowMs: clock.nowMs(),
    windowMs: (durationMs) => clock.windowMs(durationMs),
  };
}

function isNothing(decision: Decision): boolean {
  return decision.kind === 'ignore' || decision.kind === 'rearm';
}

function toRequest(
  ports: SettlePorts,
  call: SettleCall,
  part: { transaction: Transaction; event: TransactionEvent; decision: Decision },
): SettleRequest {
  const { transaction, event, decision } = part;
  return {
    id: transaction.id,
    eventId: call.eventId,
    fromStateNumber: transaction.stateNumber,
    move: decision.kind === 'move' ? decision : null,
    note: decision.kind === 'note' ? decision : null,
    own: call.own ?? null,
    leasedUntilMs: call.leasedUntilMs,
    byEvidence: ['evidence', 'window-over', 'retired'].includes(event.type),
    returned: call.returned ?? null,
    nowMs: ports.clock.nowMs(),
    status: transaction.status,
    attempt: transaction.attempt,
    epoch: transaction.epoch,
    node: ports.node,
    who: call.who,
    frameHash: null,
    farewell: decision.kind === 'move' ? toFarewell(transaction, decision.to) : null,
    test: decision.kind === 'move' ? toTest(transaction, decision) : null,
    replans: decision.kind === 'move' && isTerminal(decision.to) && doesReplan(transaction),
  };
}

function doesReplan({ command }: Transaction): boolean {
  return specOf(command).replans === true;
}

/** What a test says of its device; one that was called off says nothing. */
function toTest(
  { command }: Transaction,
  { to, patch }: Extract<Decision, { kind: 'move' }>,
): NonNullable<SettleRequest['test']> | null {
  const isCalledOff = to === 'CANCELLED' || to === 'SUPERSEDED' || to === 'REFUSED';
  if (!specOf(command).isTest || !isTerminal(to) || isCalledOff) return null;
  return { passed: to === 'SUCCEEDED', code: patch.reason?.code ?? to.toLowerCase() };
}

function note(ports: SettlePorts, transaction: Transaction, decision: Decision): void {
  if (decision.kind !== 'move') return;
  const { kind } = transaction.command;
  const fields = { transactionId: transaction.id, deviceId: transaction.deviceId, kind };
  ports.log.info({ ...fields, from: transaction.status, to: decision.to }, 'transaction moved');
  if (!isTerminal(decision.to)) return;
  ports.metrics.count('transactions_settled', { kind, status: decision.to });
  if (transaction.sentAtMs === null) return;
  const seconds = (ports.clock.nowMs() - transaction.sentAtMs) / 1_000;
  ports.metrics.observeSeconds('sent_to_outcome', seconds, { kind });
}
