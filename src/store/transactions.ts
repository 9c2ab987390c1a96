import { GatewayError } from '../domain/errors.ts';
import type { StoreRoom } from '../domain/ports/room.ts';
import type {
  AcceptEntry,
  AcceptResult,
  IdempotencyKey,
  TransactionIntake,
  TransactionReads,
} from '../domain/ports/transactions.ts';
import type {
  TimelineEntry,
  Transaction,
  TransactionId,
  TransactionReason,
  Wish,
} from '../domain/transaction.ts';
import { toHeldFields } from './device-settings.ts';
import { readFrom, type Scripts } from './scripts.ts';
import { listTransactions } from './transaction-list.ts';
import { parseTransaction, toLine } from './transaction-record.ts';

/** Bounds of the intake. */
export type IntakeLimits = {
  /** Queued commands per device (lifecycle rule 18). */
  readonly mailboxCommands: number;
  /** For how long idempotency keys and refusals at acceptance are kept. */
  readonly idempotencyHours: number;
  readonly room: Pick<StoreRoom, 'takesCommands'>;
};

/** Acceptance and reads of transactions. */
export function makeTransactions(
  scripts: Scripts,
  limits: IntakeLimits,
): TransactionIntake & TransactionReads {
  return {
    findByKeys: (keys) => findByKeys(scripts, keys),
    async accept(entries, nowMs) {
      assertRoom(limits);
      return await accept(scripts, limits, { entries, nowMs });
    },
    async refuse(wish, reason, nowMs) {
      assertRoom(limits);
      await refuse(scripts, limits, { wish, reason, nowMs });
    },
    find: (id) => findTransaction(scripts, id),
    timeline: (id) => readTimeline(scripts, id),
    list: (filter) => listTransactions(scripts, filter),
  };
}

/** What memory is left belongs to what was accepted already: settle and take go on. */
function assertRoom({ room }: IntakeLimits): void {
  if (room.takesCommands()) return;
  throw new GatewayError('unavailable', 'the store is nearly full', { what: 'accept' });
}

/** Reads one transaction; `null` when unknown or forgotten. */
export async function findTransaction(scripts: Scripts, id: string): Promise<Transaction | null> {
  const fields = await readFrom('transaction', () => scripts.redis.hgetall(`jg:tx:${id}`));
  return parseTransaction(fields);
}

async function readTimeline(scripts: Scripts, id: string): Promise<readonly TimelineEntry[]> {
  const lines = await readFrom('timeline', () => scripts.redis.lrange(`jg:tl:${id}`, 0, -1));
  return lines.map((line) => JSON.parse(line) as TimelineEntry);
}

async function findByKeys(
  scripts: Scripts,
  keys: readonly IdempotencyKey[],
): Promise<AcceptResult | null> {
  if (keys.length === 0) return null;
  const names = keys.map((key) => `jg:idem:${key.scope}`);
  const stored = await readFrom('idempotency', () => scripts.redis.mget(names));
  if (stored.every((value) => value === null)) return null;
  const ids: TransactionId[] = [];
  for (const [index, value] of stored.entries()) {
    const [hash, id] = value?.split(' ') ?? [];
    if (hash !== keys[index]?.hash || !id) return { kind: 'conflict' };
    ids.push(id as TransactionId);
  }
  return { kind: 'accepted', ids, replayed: true };
}

async function accept(
  scripts: Scripts,
  limits: IntakeLimits,
  call: { entries: readonly AcceptEntry[]; nowMs: number },
): Promise<AcceptResult> {
  const entries = call.entries.map((entry) => toScriptEntry(entry, call.nowMs));
  const answer = (await scripts.run('accept', call.nowMs, [
    limits.mailboxCommands,
    JSON.stringify(entries),
    toKeptMs(limits),
  ])) as [string, number, number, ...string[]];
  const [kind, second, headSeq, ...ids] = answer;
  if (kind === 'conflict' || kind === 'retired') return { kind };
  if (kind === 'full') return { kind, queued: Number(second) };
  return {
    kind: 'accepted',
    ids: ids as TransactionId[],
    replayed: Number(second) === 1,
    headSeq: Number(headSeq) || undefined,
  };
}

function toScriptEntry(entry: AcceptEntry, nowMs: number) {
  const { wish, idempotency, openWish, caution } = entry;
  return {
    id: wish.id,
    dev: wish.deviceId,
    acc: wish.accountNumber,
    sk: wish.supersedeKey ?? '',
    exp: String(wish.expiresAtMs),
    wish: JSON.stringify(wish),
    scope: idempotency?.scope ?? '',
    hash: idempotency?.hash ?? '',
    wishName: openWish?.name ?? '',
    wishChange: openWish?.change ?? '',
    line: toFirstLine(wish, 'QUEUED', nowMs, caution ?? null),
    ...toHeld(entry, nowMs),
    own: entry.isOwn === true,
    replans: entry.replans === true,
  };
}

/** What the gateway keeps itself, with the success that this is; empty where a device is asked. */
function toHeld({ wish, held }: AcceptEntry, nowMs: number) {
  if (!held) return { held: '', heldEvidence: '', heldLine: '' };
  const at = new Date(nowMs).toISOString();
  return {
    held: JSON.stringify(toHeldFields(held)),
    heldEvidence: JSON.stringify({ aspect: 'held', at, value: held }),
    heldLine: toLine({
      atMs: nowMs,
      status: 'SUCCEEDED',
      stateNumber: 2,
      detail: 'kept by the gateway',
      attempt: 0,
      epoch: null,
      node: null,
      who: wish.actor.subject,
      frameHash: null,
    }),
  };
}

function toFirstLine(
  wish: Wish,
  status: 'QUEUED' | 'REFUSED',
  nowMs: number,
  detail: string | null,
): string {
  const { actor } = wish;
  return toLine({
    atMs: nowMs,
    status,
    stateNumber: 1,
    detail,
    attempt: 0,
    epoch: null,
    node: null,
    who: actor.onBehalfOf ? `${actor.subject} for ${actor.onBehalfOf}` : actor.subject,
    frameHash: null,
  });
}

async function refuse(
  scripts: Scripts,
  limits: IntakeLimits,
  call: { wish: Wish; reason: TransactionReason; nowMs: number },
): Promise<void> {
  const { wish, reason, nowMs } = call;
  await scripts.run('refuse', nowMs, [
    wish.id,
    wish.deviceId,
    wish.accountNumber,
    JSON.stringify(wish),
    JSON.stringify(reason),
    toFirstLine(wish, 'REFUSED', nowMs, reason.detail ?? reason.code),
    toKeptMs(limits),
  ]);
}

function toKeptMs({ idempotencyHours }: IntakeLimits): number {
  return idempotencyHours * 3_600_000;
}
