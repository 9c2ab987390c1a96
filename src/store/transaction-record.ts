import type {
  TimelineEntry,
  Transaction,
  TransactionId,
  TransactionPatch,
  Wish,
} from '../domain/transaction.ts';

/** A Redis hash as HGETALL gives it: names and values in turn. */
export type FlatHash = readonly string[];

/** Makes an object of a flat hash; empty for a key that does not exist. */
export function toFields(flat: FlatHash): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i] as string] = flat[i + 1] as string;
  return fields;
}

/** Reads a stored transaction; `null` for a missing one. */
export function parseTransaction(fields: Readonly<Record<string, string>>): Transaction | null {
  if (!fields['wish'] || !fields['status']) return null;
  const wish = JSON.parse(fields['wish']) as Wish;
  return {
    ...wish,
    status: fields['status'] as Transaction['status'],
    stateNumber: Number(fields['stateNumber']),
    seq: Number(fields['seq']),
    attempt: Number(fields['attempt']),
    epoch: toNumber(fields['epoch']),
    updatedAtMs: Number(fields['updatedAtMs']),
    sentAtMs: toNumber(fields['sentAtMs']),
    attemptAtMs: toNumber(fields['attemptAtMs']),
    acknowledgedAtMs: toNumber(fields['acknowledgedAtMs']),
    unconfirmedAtMs: toNumber(fields['unconfirmedAtMs']),
    unanswered: fields['unanswered'] === '1',
    marks: toJson(fields['marks']) ?? {},
    shown: toJson(fields['shown']),
    evidence: toJson(fields['evidence']),
    verified: (fields['verified'] || null) as Transaction['verified'],
    reason: toJson(fields['reason']),
    supersededBy: (fields['supersededBy'] || null) as TransactionId | null,
    frozenBy: (fields['frozenBy'] || null) as TransactionId | null,
  };
}

/** A patch as hash fields; `null` is stored as the empty text. */
export function toPatchFields(patch: TransactionPatch): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) fields[name] = '';
    else if (typeof value === 'boolean') fields[name] = value ? '1' : '';
    else fields[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return fields;
}

/** One line of the timeline as it is stored. */
export function toLine(entry: TimelineEntry): string {
  return JSON.stringify(entry);
}

function toNumber(text: string | undefined): number | null {
  return text ? Number(text) : null;
}

function toJson<T>(text: string | undefined): T | null {
  return text ? (JSON.parse(text) as T) : null;
}
