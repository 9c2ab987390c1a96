/** Time, injected: nothing in domain, jobs or adapters reads it any other way. */
export type Clock = {
  /** Unix milliseconds. */
  nowMs(): number;
  /** Divides a duration by `TIME_SCALE`; for every window of lifecycle.md, never for payloads. */
  windowMs(durationMs: number): number;
  /** Calls once after real milliseconds; the returned function cancels. Never keeps the process. */
  after(delayMs: number, callback: () => void): () => void;
};
