/** A settled change of a transaction, as each node with subscribers reads it (design section 8). */
export type TransactionChange = {
  readonly transactionId: string;
  readonly stateNumber: number;
  readonly deviceId: string;
  readonly accountNumber: string;
};

/** The capped stream of changes. */
export type Changes = {
  /** Calls `onChange` for each change from now on until stopped; survives a lost Redis. */
  follow(onChange: (change: TransactionChange) => void): { stop(): Promise<void> };
};
