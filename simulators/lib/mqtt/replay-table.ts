import { type DeviceMemory, openMemory } from '../device-memory.ts';

/** How many ids a device remembers (lifecycle.md, rule 6). */
export const REPLAY_IDS_MAX = 64;

/**
 * The last 64 ids with their answers, word for word, and the highest `seq` that was executed.
 * It outlives a simulated reboot, and the process where its memory does. Invariant: an id that is
 * in the table is never executed again.
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

interface SavedTable {
  readonly highestSeq?: number | null;
  readonly answers?: readonly [string, string[]][];
}

/** The table as it was last kept in this memory; an empty one where nothing was. */
export function makeReplayTable(memory: DeviceMemory = openMemory(undefined, '')): ReplayTable {
  // What is read back is what `keep` wrote: the file is the device's own.
  const saved = (memory.load('replay') ?? {}) as SavedTable;
  const answers = new Map<string, string[]>(saved.answers ?? []);
  let highestSeq = saved.highestSeq ?? Number.NEGATIVE_INFINITY;
  const keep = () =>
    memory.save('replay', {
      highestSeq: Number.isFinite(highestSeq) ? highestSeq : null,
      answers: [...answers],
    } satisfies SavedTable);
  return {
    answersOf: (tx) => answers.get(tx),
    remember(tx, answer) {
      const known = answers.get(tx);
      if (known !== undefined) known.push(answer);
      else answers.set(tx, [answer]);
      const oldest = answers.keys().next();
      if (answers.size > REPLAY_IDS_MAX && oldest.done !== true) answers.delete(oldest.value);
      keep();
    },
    isOvertaken: (seq) => seq < highestSeq,
    executed(seq) {
      highestSeq = Math.max(highestSeq, seq);
      keep();
    },
    recent: () => [...answers.keys()],
  };
}
