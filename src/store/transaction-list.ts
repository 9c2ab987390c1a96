import type { TransactionFilter, TransactionPage } from '../domain/ports/transactions.ts';
import type { Transaction } from '../domain/transaction.ts';
import {
  parseTransactionCursor,
  type TransactionPlace,
  toTransactionCursor,
} from '../domain/transaction-cursor.ts';
import { readAll, readFrom, type Scripts } from './scripts.ts';
import { parseTransaction } from './transaction-record.ts';

/** Index entries read at a time. */
const pageSize = 200;
/** Index entries looked at in one round; a list goes on until it is full or at the end. */
const scanMax = 5_000;

type Entry = TransactionPlace;
type Item = TransactionPage['items'][number];

/**
 * Transactions by the time of their last change, oldest change first: a caller that reconciles
 * follows `updatedAfter` or the cursor. `totalCount` counts the index entries of the account or
 * device in that time, before the other conditions.
 */
export async function listTransactions(
  scripts: Scripts,
  filter: TransactionFilter,
): Promise<TransactionPage> {
  const indexes = toIndexes(filter);
  const totals = await Promise.all(indexes.map((index) => count(scripts, index, filter)));
  const items: Item[] = [];
  let from = filter.after === undefined ? null : parseTransactionCursor(filter.after);
  for (let isEnd = false; !isEnd && items.length <= filter.first; ) {
    const minMs = Math.max(from?.atMs ?? 0, (filter.updatedAfterMs ?? -1) + 1);
    const found = await collect(scripts, indexes, { minMs, from });
    await pick(scripts, found.entries, { filter, items });
    from = found.entries.at(-1) ?? from;
    isEnd = found.isEnd;
  }
  return {
    items: items.slice(0, filter.first),
    hasMore: items.length > filter.first,
    totalCount: totals.reduce((sum, each) => sum + each, 0),
  };
}

/** Adds the wanted ones of some entries, until there is one more than asked for. */
async function pick(
  scripts: Scripts,
  entries: readonly Entry[],
  { filter, items }: { filter: TransactionFilter; items: Item[] },
): Promise<void> {
  for (let start = 0; start < entries.length && items.length <= filter.first; start += pageSize) {
    const slice = entries.slice(start, start + pageSize);
    for (const [index, transaction] of (await load(scripts, slice)).entries()) {
      const entry = slice[index];
      if (entry && transaction && isWanted(transaction, filter)) {
        items.push({ cursor: toTransactionCursor(entry), transaction });
      }
    }
  }
}

function toIndexes(filter: TransactionFilter): readonly string[] {
  if (filter.deviceId) return [`jg:ix:dev:${filter.deviceId}`];
  if (filter.accounts === 'any') return ['jg:ix:all'];
  return filter.accounts.map((account) => `jg:ix:acc:${account}`);
}

async function count(scripts: Scripts, index: string, filter: TransactionFilter): Promise<number> {
  const min = filter.updatedAfterMs === undefined ? '-inf' : `(${filter.updatedAfterMs}`;
  return await readFrom('count', () => scripts.redis.zcount(index, min, '+inf'));
}

async function collect(
  scripts: Scripts,
  indexes: readonly string[],
  start: { minMs: number; from: Entry | null },
): Promise<{ entries: readonly Entry[]; isEnd: boolean }> {
  const lists = await Promise.all(
    indexes.map((index) =>
      readFrom('list', () =>
        scripts.redis.zrangebyscore(index, start.minMs, '+inf', 'WITHSCORES', 'LIMIT', 0, scanMax),
      ),
    ),
  );
  const entries: Entry[] = [];
  for (const flat of lists) {
    for (let i = 0; i + 1 < flat.length; i += 2) {
      entries.push({ id: flat[i] as string, atMs: Number(flat[i + 1]) });
    }
  }
  entries.sort(compare);
  const { from } = start;
  const fresh = from ? entries.filter((entry) => compare(entry, from) > 0) : entries;
  const isWhole = lists.every((flat) => flat.length < 2 * scanMax) && fresh.length <= scanMax;
  return { entries: fresh.slice(0, scanMax), isEnd: isWhole || fresh.length === 0 };
}

async function load(scripts: Scripts, entries: readonly Entry[]): Promise<(Transaction | null)[]> {
  const pipeline = scripts.redis.pipeline();
  for (const entry of entries) pipeline.hgetall(`jg:tx:${entry.id}`);
  const answers = await readAll('list', pipeline);
  return answers.map((fields) => parseTransaction(fields as Record<string, string>));
}

function isWanted(transaction: Transaction, filter: TransactionFilter): boolean {
  const { accounts, statuses, kind } = filter;
  if (accounts !== 'any' && !accounts.includes(transaction.accountNumber)) return false;
  if (statuses && !statuses.includes(transaction.status)) return false;
  return kind === undefined || transaction.command.kind === kind;
}

function compare(left: Entry, right: Entry): number {
  return left.atMs - right.atMs || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}
