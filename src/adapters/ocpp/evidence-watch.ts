import type { Clock } from '../../domain/ports/clock.ts';
import { pause } from './pause.ts';

/** How the effect of a command is looked for after its last answer (ocpp.md 3.1, step 6). */
export type WatchPlan = {
  /** The kind's evidence window, ms, before `TIME_SCALE`. */
  readonly forMs: number;
  /** Asks the charger to show itself; what it answers after the signal is another command's. */
  readonly sample: (signal: AbortSignal) => Promise<void>;
  /** True when what came in shows the effect. */
  readonly isShown: () => boolean;
  /** Makes the charger report often; `relax` puts its own interval back. */
  readonly hurry: () => Promise<void>;
  readonly relax: () => Promise<void>;
  /** Tried once when a few samples have shown nothing; sends nothing once the signal fires. */
  readonly onNothing?: (signal: AbortSignal) => Promise<void>;
};

/** What another command waits at most for the last look of the one before it. */
const LAST_MS = 3_000;
const FIRST_AFTER_MS = 1_000;
const EVERY_MS = 10_000;
/** The first sample that shows it may come before the acknowledgement is stored. */
const SHOWN_ENOUGH = 2;
/** A vehicle takes its time to begin. */
const NOTHING_AFTER = 3;

/** The evidence watch of one link: at most one runs, and it ends with the link. */
export class EvidenceWatch {
  readonly #clock: Clock;
  readonly #gone: AbortSignal;
  /** `null` until something was looked for. */
  #stop: AbortController | null = null;
  #turn = 0;
  #open: { readonly plan: WatchPlan; readonly key: string | null } | null = null;

  constructor(clock: Clock, gone: AbortSignal) {
    this.#clock = clock;
    this.#gone = gone;
  }

  /**
   * Calls off the one that runs: the next command owns the evidence from here on. Returns its
   * turn, without which it cannot begin a watch of its own.
   */
  takeTurn(): number {
    this.#stop?.abort();
    this.#open = null;
    this.#turn += 1;
    return this.#turn;
  }

  /**
   * One last sample for the command whose effect is looked for, before one of another key, which
   * leaves its evidence to it, changes what there is to see. Bounded; never rejects.
   */
  async lookLast(key: string | null): Promise<void> {
    if (!this.#open || (key !== null && this.#open.key === key)) return;
    const { plan } = this.#open;
    const done = new AbortController();
    const signal = AbortSignal.any([done.signal, this.#gone]);
    const sampled = plan.sample(signal).catch(() => undefined);
    await Promise.race([sampled, pause(this.#clock, this.#clock.windowMs(LAST_MS), signal)]);
    done.abort();
  }

  /**
   * Begins to look, in the background; never rejects. An older command's turn begins nothing.
   * `key`: of whatever takes over the command's evidence (its `supersedeKey`).
   */
  begin(plan: WatchPlan, turn: number, key: string | null = null): void {
    const open = { plan, key };
    const look = async (signal: AbortSignal) => {
      this.#open = open;
      await this.#look(plan, signal).finally(() => {
        if (this.#open === open) this.#open = null;
      });
    };
    this.run(look, turn);
  }

  /** Runs a search of another shape; it has to end with its signal. The same holds for its turn. */
  run(task: (signal: AbortSignal) => Promise<void>, turn: number): void {
    if (turn !== this.#turn || this.#gone.aborted) return;
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    const signal = AbortSignal.any([stop.signal, this.#gone]);
    void task(signal).catch(() => undefined);
  }

  async #look(plan: WatchPlan, signal: AbortSignal): Promise<void> {
    const endsAtMs = this.#clock.nowMs() + this.#clock.windowMs(plan.forMs);
    let shown = 0;
    let samples = 0;
    let delayMs = FIRST_AFTER_MS;
    while (await pause(this.#clock, this.#clock.windowMs(delayMs), signal)) {
      if (this.#clock.nowMs() >= endsAtMs || shown >= SHOWN_ENOUGH) break;
      if (delayMs === FIRST_AFTER_MS) await plan.hurry();
      // A store that is away for one sample must not end the search, nor leave our interval set.
      await plan.sample(signal).catch(() => undefined);
      samples += 1;
      if (plan.isShown()) shown += 1;
      if (samples === NOTHING_AFTER && shown === 0) await plan.onNothing?.(signal);
      delayMs = EVERY_MS;
    }
    if (!signal.aborted) await plan.relax();
  }
}
