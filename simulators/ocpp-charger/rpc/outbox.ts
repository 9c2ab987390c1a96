import type { SimClock } from '../../lib/clock.ts';
import type { Call, CallError, CallResult, JsonObject } from './frame.ts';

/** What became of a CALL of ours. */
export type CallOutcome =
  | { readonly kind: 'result'; readonly payload: JsonObject }
  | { readonly kind: 'error'; readonly code: string; readonly description: string }
  | { readonly kind: 'timeout' }
  /** Never sent, or sent on a connection that went away before the answer. */
  | { readonly kind: 'link-down' };

/** What an outbox is made of. */
export type OutboxOptions = {
  readonly clock: SimClock;
  readonly send: (call: Call) => boolean;
  /** CALLs without an answer at one time: 1 by OCPP-J 1.6 4.1.1; some vendors send more. */
  readonly parallelMax: number;
  /** Wall time; call timeouts are never scaled. */
  readonly timeoutMs: number;
  /** The message id of the nth CALL; default `cp-n`. */
  readonly idOf?: (number: number) => string;
};

type Waiting = { readonly call: Call; readonly resolve: (outcome: CallOutcome) => void };
type Pending = Waiting & { readonly cancelTimeout: () => void };

const WAITING_MAX = 200;

/**
 * Our CALLs of one connection, in order, at most `parallelMax` unanswered (OCPP-J 1.6 4.1.1).
 * The other direction does not pass through here: a CALL from the central system is answered
 * whether or not one of ours is out.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #pending = new Map<string, Pending>();
  #waiting: Waiting[] = [];
  #isOpen = false;
  #lastId = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Sends a CALL when its turn comes; not without a connection or with a full queue. */
  call(action: string, payload: JsonObject): Promise<CallOutcome> {
    if (!this.#isOpen || this.#waiting.length >= WAITING_MAX) {
      return Promise.resolve({ kind: 'link-down' });
    }
    this.#lastId += 1;
    const { idOf = (number: number) => `cp-${number}` } = this.#options;
    const call: Call = { kind: 'call', id: idOf(this.#lastId), action, payload };
    return new Promise((resolve) => {
      this.#waiting.push({ call, resolve });
      this.#sendNext();
    });
  }

  /** Takes an answer; false when nothing waits for it (late, doubled, invented). */
  answer(frame: CallResult | CallError): boolean {
    const { id } = frame;
    if (!this.#pending.has(id)) return false;
    this.#settle(
      id,
      frame.kind === 'result'
        ? { kind: 'result', payload: frame.payload }
        : { kind: 'error', code: frame.code, description: frame.description },
    );
    return true;
  }

  /** The action of a CALL that is still unanswered. */
  actionOf(id: string): string | undefined {
    return this.#pending.get(id)?.call.action;
  }

  open(): void {
    this.#isOpen = true;
  }

  /** The connection is gone: everything that waits ends as `link-down`. */
  close(): void {
    this.#isOpen = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const id of [...this.#pending.keys()]) this.#settle(id, { kind: 'link-down' });
    for (const { resolve } of waiting) resolve({ kind: 'link-down' });
  }

  #sendNext(): void {
    while (this.#isOpen && this.#pending.size < this.#options.parallelMax) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      const { id } = next.call;
      const { clock, timeoutMs } = this.#options;
      const cancelTimeout = clock.after(timeoutMs * clock.speed, () =>
        this.#settle(id, { kind: 'timeout' }),
      );
      this.#pending.set(id, { ...next, cancelTimeout });
      if (!this.#options.send(next.call)) this.#settle(id, { kind: 'link-down' });
    }
  }

  #settle(id: string, outcome: CallOutcome): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    pending.cancelTimeout();
    pending.resolve(outcome);
    this.#sendNext();
  }
}
