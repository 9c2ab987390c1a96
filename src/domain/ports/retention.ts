/** Forgets what has been kept long enough (design section 4, "Retention"). */
export type Retention = {
  /**
   * Deletes at most `limit` transactions that ended, were reported and did not change since
   * `beforeMs` (Unix ms), with everything stored of them. Returns how many.
   */
  purge(beforeMs: number, limit: number): Promise<number>;
  /** Deletes at most `limit` transactions refused at acceptance before `beforeMs`. */
  purgeRefused(beforeMs: number, limit: number): Promise<number>;
};
