import type { SimClock } from '../../lib/clock.ts';

/** Wall time; no speed makes a charge point send the same message faster than this. */
const FLOOR_MS = 50;

/** Something done every so many seconds of device time, until stopped; 0 seconds is never. */
export class Repeater {
  readonly #clock: SimClock;
  readonly #run: () => void;
  #cancel: (() => void) | undefined;

  constructor(clock: SimClock, run: () => void) {
    this.#clock = clock;
    this.#run = run;
  }

  get isRunning(): boolean {
    return this.#cancel !== undefined;
  }

  /** Begins, or begins anew with another interval. */
  start(intervalSeconds: number): void {
    this.stop();
    if (intervalSeconds <= 0) return;
    this.#cancel = this.#clock.every(intervalSeconds * 1_000, this.#run, FLOOR_MS);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
