const RESTARTS_PER_MINUTE_MAX = 5;
const WINDOW_MS = 60_000;
const FIRST_DELAY_MS = 100;
const DELAY_MAX_MS = 2_000;

/** Counts restarts in a sliding minute: at most five, each a little later than the one before. */
export class RestartBudget {
  #restartsAt: number[] = [];

  /** Delay in ms before the next restart; undefined when the minute's five are used up. */
  nextDelayMs(nowMs: number): number | undefined {
    this.#restartsAt = this.#restartsAt.filter((at) => nowMs - at < WINDOW_MS);
    const used = this.#restartsAt.length;
    if (used >= RESTARTS_PER_MINUTE_MAX) return undefined;
    this.#restartsAt.push(nowMs);
    return Math.min(FIRST_DELAY_MS * 2 ** used, DELAY_MAX_MS);
  }
}
