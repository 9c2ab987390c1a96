/** A place in the list of transactions: what changed then, by that id. */
export type TransactionPlace = {
  readonly id: string;
  /** Unix ms. */
  readonly atMs: number;
};

/** What a page shows a caller as the place of one of its entries. */
export function toTransactionCursor({ id, atMs }: TransactionPlace): string {
  return Buffer.from(`${atMs}:${id}`).toString('base64url');
}

/** The place that a cursor names; `null` = no page has ever shown it. */
export function parseTransactionCursor(cursor: string): TransactionPlace | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, atText, id] = /^(\d{1,16}):(.+)$/s.exec(text) ?? [];
  if (atText === undefined || id === undefined) return null;
  const place = { id, atMs: Number(atText) };
  return toTransactionCursor(place) === cursor ? place : null;
}
