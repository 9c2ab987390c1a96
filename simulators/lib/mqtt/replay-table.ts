/** How many ids a device remembers (lifecycle.md, rule 6). */
export const REPLAY_IDS_MAX = 64;

/**
 * The last 64 ids with their answers, word for word, and the highest `seq` that was executed.
 * It outlives a simulated reboot. Invariant: an id that is in the table is never executed again.
 */
export interface ReplayTable {
  /** The answers sent so far for an id, oldest first; undefined for an unknown id. */
  answersOf(tx: string): readonly string[] | undefined;
  /** Adds an answer to an id; a new id may push out the oldest. */
  remember(tx: string, answer: string): void;
  /** Whether a request with this `seq` comes too late (mqtt.md: lower than the highest). */
  isOvertaken(seq: number): boolean;
  /** Notes that a command with this `seq` was executed. */
  executed(seq: number): void;
  /** The remembered ids, oldest first, for `describe.recent`. */
  recent(): string[];
}

/** An empty table. */
export function makeReplayTable(): ReplayTable {
  const answers = new Map<string, string[]>();
  let highestSeq = Number.NEGATIVE_INFINITY;
  return {
    answersOf: (tx) => answers.get(tx),
    remember(tx, answer) {
      const known = answers.get(tx);
      if (known !== undefined) {
        known.push(answer);
        return;
      }
      answers.set(tx, [answer]);
      if (answers.size <= REPLAY_IDS_MAX) return;
      const oldest = answers.keys().next();
      if (oldest.done !== true) answers.delete(oldest.value);
    },
    isOvertaken: (seq) => seq < highestSeq,
    executed(seq) {
      highestSeq = Math.max(highestSeq, seq);
    },
    recent: () => [...answers.keys()],
  };
}
