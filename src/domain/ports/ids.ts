/** Fresh identifiers: time-ordered UUIDv7. */
export type Ids = { next(): string };
