import type { Brand } from './brand.ts';
import type { Command } from './command.ts';
import type { AccountNumber, DeviceId } from './device.ts';
import type { Marks, Shown } from './evidence.ts';
import type { TransactionStatus } from './transaction-status.ts';

export { isTerminal, type TransactionStatus, terminalStatuses } from './transaction-status.ts';

/** The id that the API returns (UUIDv7); on disk before anybody sees it. */
export type TransactionId = Brand<string, 'TransactionId'>;

/** Who wished it (lifecycle rule 20). `gateway` = made by us; the cause is a transaction. */
export type Actor = {
  readonly kind: 'owner' | 'gateway';
  /** The credential's subject. */
  readonly subject: string;
  readonly onBehalfOf: string | null;
};

/** Why a transaction ended as it did, in stable words. */
export type TransactionReason = {
  readonly code: string;
  readonly detail: string | null;
  readonly limit?: number;
  readonly actual?: number;
  readonly earliestAtMs?: number;
};

/** One line of the append-only timeline (lifecycle rule 20). */
export type TimelineEntry = {
  readonly atMs: number;
  readonly status: TransactionStatus;
  readonly stateNumber: number;
  readonly detail: string | null;
  readonly attempt: number;
  readonly epoch: number | null;
  readonly node: string | null;
  readonly who: string;
  /** SHA-256 of the bytes put on the wire, hex. */
  readonly frameHash: string | null;
};

/** What was decided at acceptance and never changes. */
export type Wish = {
  readonly id: TransactionId;
  readonly deviceId: DeviceId;
  readonly accountNumber: AccountNumber;
  readonly command: Command;
  /** The GraphQL field that asked for it. */
  readonly mutation: string;
  readonly clientReference: string | null;
  readonly actor: Actor;
  readonly causeId: TransactionId | null;
  readonly traceparent: string | null;
  readonly supersedeKey: string | null;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
};

/** A command's recorded life. Times are Unix ms, `null` = has not happened. */
export type Transaction = Wish & {
  readonly status: TransactionStatus;
  /** Rises by one with each change of state. */
  readonly stateNumber: number;
  /** The device's order; 0 for a transaction refused at acceptance. */
  readonly seq: number;
  readonly attempt: number;
  readonly epoch: number | null;
  readonly updatedAtMs: number;
  readonly sentAtMs: number | null;
  readonly attemptAtMs: number | null;
  readonly acknowledgedAtMs: number | null;
  readonly unconfirmedAtMs: number | null;
  /** True when some attempt went out and was never answered. */
  readonly unanswered: boolean;
  readonly marks: Marks;
  /** The report since SENT that showed the wish, where another came before the answer. */
  readonly shown: Shown | null;
  readonly evidence: Readonly<Record<string, unknown>> | null;
  readonly verified: 'TRUE' | 'UNKNOWN' | null;
  readonly reason: TransactionReason | null;
  readonly supersededBy: TransactionId | null;
  /** The later command of the same key that now owns the evidence (lifecycle, "Who owns it"). */
  readonly frozenBy: TransactionId | null;
};

/** The fields that a transition may change besides status and state number. */
export type TransactionPatch = Partial<
  Pick<
    Transaction,
    | 'attempt'
    | 'acknowledgedAtMs'
    | 'unconfirmedAtMs'
    | 'unanswered'
    | 'marks'
    | 'shown'
    | 'evidence'
    | 'verified'
    | 'reason'
    | 'supersededBy'
  >
>;
