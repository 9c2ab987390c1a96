import type { HeldSettings, WishName } from '../commands/spec.ts';
import type { AccountNumber, DeviceId } from '../device.ts';
import type { Aspect } from '../reports.ts';
import type {
  TimelineEntry,
  Transaction,
  TransactionId,
  TransactionReason,
  TransactionStatus,
  Wish,
} from '../transaction.ts';
import type { Move } from '../transaction-event.ts';

/** One idempotency key with the hash of what was asked under it (lifecycle rule 2). */
export type IdempotencyKey = { readonly scope: string; readonly hash: string };

/** One command to accept: all of a call are accepted, or none. */
export type AcceptEntry = {
  readonly wish: Wish;
  readonly idempotency: IdempotencyKey | null;
  readonly openWish: { readonly name: WishName; readonly change: 'open' | 'close' } | null;
  /** What the gateway keeps for the device in the same call; the transaction is then SUCCEEDED. */
  readonly held?: HeldSettings | null;
  /** Made by the gateway itself: remembered with the device as the last one of its plan. */
  readonly isOwn?: boolean;
  /** The device's plan is to be made anew because of this one. */
  readonly replans?: boolean;
  /** What the first line of the timeline warns of. */
  readonly caution?: string | null;
};

/** What accepting came to: the ids of this call, or of an earlier one with its key. */
export type AcceptResult =
  | {
      readonly kind: 'accepted';
      readonly ids: readonly TransactionId[];
      readonly replayed: boolean;
      /** The `seq` of the first where nothing of its device is before it; else left out. */
      readonly headSeq?: number | undefined;
    }
  | { readonly kind: 'conflict' }
  /** The device was retired after its guards were asked. */
  | { readonly kind: 'retired' }
  | { readonly kind: 'full'; readonly queued: number };

/** The in-flight mark of a lane (store.md, `fly`). */
export type InFlight = {
  readonly id: TransactionId;
  readonly attempt: number;
  readonly epoch: number;
  readonly returned: boolean;
  /** Unix ms from which the same epoch may take it again; `null` = it may not. */
  readonly retryAtMs: number | null;
};

/** What a lane sees before it decides: read only. */
export type LaneView = {
  readonly epoch: number;
  readonly inFlight: { readonly mark: InFlight; readonly transaction: Transaction } | null;
  readonly head: Transaction | null;
};

/** Asks for the right to send one attempt. `takeId` makes a repeated call answer the same. */
export type TakeRequest = {
  readonly deviceId: DeviceId;
  readonly id: TransactionId;
  readonly takeId: string;
  readonly epoch: number;
  readonly stateNumber: number;
  readonly nowMs: number;
  readonly answerDueAtMs: number;
  readonly aspects: readonly Aspect[];
  readonly singleFrame: boolean;
  /** It switches charging on or off of our own accord, and is counted (safety.md). */
  readonly switches: boolean;
  readonly frameHash: string | null;
  /** The attempt that this take begins, for the timeline. */
  readonly attempt: number;
  readonly node: string;
};

/** `taken`: SENT is on disk. Every other answer means: put nothing on the wire. */
export type TakeResult =
  | { readonly kind: 'taken'; readonly attempt: number; readonly seq: number }
  | { readonly kind: 'fenced' | 'busy' | 'moved' | 'expired' };

/** A decided change, to be stored if the state is still the one that it was decided on. */
export type SettleRequest = {
  readonly id: TransactionId;
  /** Known event ids answer with the stored state and change nothing. */
  readonly eventId: string;
  readonly fromStateNumber: number;
  readonly move: Move | null;
  /** A timeline line without a change of state. */
  readonly note: { readonly detail: string; readonly patch: Move['patch'] } | null;
  /** Our own verdicts must match the attempt in flight; a device's words match by id alone. */
  readonly own: { readonly attempt: number; readonly epoch: number } | null;
  /** Set for a leased due entry: it counts only while nobody has moved it since its lease. */
  readonly leasedUntilMs?: number | undefined;
  /** True when evidence or a window decided: never for a frozen transaction. */
  readonly byEvidence: boolean;
  /** The procedure of that attempt has returned: nothing of it can follow. */
  readonly returned: { readonly attempt: number; readonly epoch: number } | null;
  readonly nowMs: number;
  /** For the timeline: where the transaction stood when this was decided. */
  readonly status: TransactionStatus;
  readonly attempt: number;
  readonly epoch: number | null;
  readonly node: string;
  readonly who: string;
  readonly frameHash: string | null;
  /** What the ending does to the device and its certificates, in the same call. */
  readonly farewell?: FarewellRequest | null;
  /** The ending of a test, to be remembered with the device in the same call. */
  readonly test?: { readonly passed: boolean; readonly code: string } | null;
  /** The device's plan is to be made anew because of this ending. */
  readonly replans?: boolean;
};

/** `abandon` revokes one certificate by its SHA-256 fingerprint, 64 lower-case hex. */
export type FarewellRequest =
  | { readonly kind: 'retire' }
  | { readonly kind: 'abandon'; readonly fingerprint: string };

/** What settling came to; `stored` is the state number after it. */
export type SettleResult =
  | {
      readonly kind: 'settled';
      readonly status: TransactionStatus;
      readonly stateNumber: number;
      /** It let go of its lane, and something waits there. */
      readonly laneHasNext: boolean;
    }
  | {
      readonly kind: 'known' | 'noted' | 'ignored' | 'frozen' | 'conflict' | 'missing';
      readonly laneHasNext: boolean;
    };

/** Which transactions a list shows; all given conditions hold. */
export type TransactionFilter = {
  readonly accounts: readonly (AccountNumber | string)[] | 'any';
  readonly deviceId?: DeviceId | string;
  readonly statuses?: readonly TransactionStatus[];
  readonly kind?: string;
  readonly updatedAfterMs?: number;
  /** At most 200. */
  readonly first: number;
  /** The cursor of the last one seen. */
  readonly after?: string;
};

/** One page, newest change last, with what is needed to go on. */
export type TransactionPage = {
  readonly items: readonly { readonly cursor: string; readonly transaction: Transaction }[];
  readonly hasMore: boolean;
  readonly totalCount: number;
};

/** Reads of transactions. */
export type TransactionReads = {
  find(id: TransactionId): Promise<Transaction | null>;
  timeline(id: TransactionId): Promise<readonly TimelineEntry[]>;
  list(filter: TransactionFilter): Promise<TransactionPage>;
};

/** Acceptance: everything is on disk before it returns. */
export type TransactionIntake = {
  /** The ids already accepted under a key, a conflict, or nothing. */
  findByKeys(keys: readonly IdempotencyKey[]): Promise<AcceptResult | null>;
  accept(entries: readonly AcceptEntry[], nowMs: number): Promise<AcceptResult>;
  /** Stores a terminal REFUSED for 24 h, not in any mailbox. */
  refuse(wish: Wish, reason: TransactionReason, nowMs: number): Promise<void>;
};

/** The lane's calls. */
export type Mailbox = {
  peek(deviceId: DeviceId): Promise<LaneView>;
  take(request: TakeRequest): Promise<TakeResult>;
  settle(request: SettleRequest): Promise<SettleResult>;
  /** Adds a timeline line of a running procedure and moves its answer window. */
  step(request: StepRequest): Promise<void>;
  /** The transactions of a device whose evidence may be decided now: awaiting and in flight. */
  awaiting(deviceId: DeviceId): Promise<readonly TransactionId[]>;
};

/** One step of an OCPP procedure. */
export type StepRequest = {
  readonly id: TransactionId;
  /** The same for a repeated call of the same step. */
  readonly operationId: string;
  readonly attempt: number;
  readonly epoch: number;
  readonly detail: string;
  readonly frameHash: string | null;
  readonly nowMs: number;
  readonly dueAtMs: number;
  readonly node: string;
};

/** The one clock of transactions (design section 4). */
export type DueClock = {
  /** Leases up to `limit` entries, each moved on by 5 s, never removed. */
  lease(nowMs: number, limit: number): Promise<readonly DueEntry[]>;
  /** Moves an entry, or drops it when `atMs` is `null`. Only if it still shows its leased time. */
  rearm(entry: DueEntry, atMs: number | null): Promise<void>;
  /** Gives a due entry to every non-terminal transaction that has none; returns how many. */
  sweep(nowMs: number): Promise<number>;
  /** How many transactions have not ended, over all nodes. */
  openCount(): Promise<number>;
  /** The store's own time, Unix ms: a node that differs by more than 2 s sends nothing. */
  storeTimeMs(): Promise<number>;
};

/** A leased entry. */
export type DueEntry =
  | { readonly kind: 'transaction'; readonly id: TransactionId; readonly leasedUntilMs: number }
  | { readonly kind: 'device'; readonly id: DeviceId; readonly leasedUntilMs: number }
  /** The plan of a device is to be made anew. */
  | { readonly kind: 'plan'; readonly id: DeviceId; readonly leasedUntilMs: number };
