import type { SimClock } from '../../lib/clock.ts';
import type { JsonObject } from './frame.ts';
import type { CallOutcome } from './outbox.ts';

/** A transaction-related message (OCPP 1.6 3.7.1); `payload` is asked for at each sending. */
export type TransactionMessage = {
  readonly action: string;
  /** True for a sample that may be lost when the queue is full. */
  readonly isExpendable?: boolean;
  readonly payload: () => JsonObject;
  readonly onAnswer?: (payload: JsonObject) => void;
};

/** What a queue is made of. */
export type TransactionQueueOptions = {
  readonly clock: SimClock;
  readonly call: (action: string, payload: JsonObject) => Promise<CallOutcome>;
  /** TransactionMessageAttempts and TransactionMessageRetryInterval, or what 2.x calls so. */
  readonly attemptsMax: () => number;
  readonly retryMs: () => number;
};

const QUEUE_MAX = 500;

/**
 * Transaction-related messages in the order in which they arose, one at a time (OCPP 1.6 3.7.1).
 * Kept while the charge point is offline and over a reboot; a message without an answer is
 * repeated until it gets one, a message answered by CALLERROR TransactionMessageAttempts times is
 * given up. When the queue is full the oldest meter values make room, starts and stops only when
 * there are none.
 */
export class TransactionQueue {
  readonly #options: TransactionQueueOptions;
  #messages: TransactionMessage[] = [];
  #isOnline = false;
  #isBusy = false;
  #refusals = 0;
  #cancelRetry: () => void = () => {};

  constructor(options: TransactionQueueOptions) {
    this.#options = options;
  }

  /** False while the central system does not take messages. */
  get isOnline(): boolean {
    return this.#isOnline;
  }

  get length(): number {
    return this.#messages.length;
  }

  push(message: TransactionMessage): void {
    if (this.#messages.length >= QUEUE_MAX) this.#makeRoom();
    this.#messages.push(message);
    this.#sendHead();
  }

  /** Messages may flow: the central system has accepted the boot. */
  goOnline(): void {
    this.#isOnline = true;
    this.#sendHead();
  }

  goOffline(): void {
    this.#isOnline = false;
    this.#cancelRetry();
    this.#cancelRetry = () => {};
  }

  #sendHead(): void {
    const head = this.#messages[0];
    if (head === undefined || !this.#isOnline || this.#isBusy) return;
    this.#isBusy = true;
    void this.#options.call(head.action, head.payload()).then((outcome) => {
      this.#isBusy = false;
      this.#onOutcome(head, outcome);
    });
  }

  #onOutcome(head: TransactionMessage, outcome: CallOutcome): void {
    switch (outcome.kind) {
      case 'result':
        this.#finishHead();
        head.onAnswer?.(outcome.payload);
        this.#sendHead();
        break;
      case 'error':
        this.#onRefused();
        break;
      case 'timeout':
      case 'link-down':
        this.#retryLater();
        break;
    }
  }

  #onRefused(): void {
    this.#refusals += 1;
    if (this.#refusals < this.#options.attemptsMax()) {
      this.#retryLater();
    } else {
      this.#finishHead();
      this.#sendHead();
    }
  }

  /** Offline this waits for goOnline. The interval grows with the failures (OCPP 1.6 9.1.22). */
  #retryLater(): void {
    if (!this.#isOnline) return;
    this.#isBusy = true;
    const delayMs = this.#options.retryMs() * Math.max(1, this.#refusals);
    const cancel = this.#options.clock.after(delayMs, () => {
      this.#isBusy = false;
      this.#sendHead();
    });
    this.#cancelRetry = () => {
      cancel();
      this.#isBusy = false;
    };
  }

  #finishHead(): void {
    this.#messages.shift();
    this.#refusals = 0;
  }

  /** The head stays, since it may be on the wire. */
  #makeRoom(): void {
    const index = this.#messages.findIndex(
      ({ isExpendable }, place) => place > 0 && isExpendable === true,
    );
    this.#messages.splice(Math.max(index, 1), 1);
  }
}
