import type { Clock } from '../../domain/ports/clock.ts';
import type { Answer, Payload, RpcChannel, SentCall } from './rpc-channel.ts';

/** What came of one CALL within its window. A silent one may still be answered: `late`. */
export type CallAnswer =
  | Answer
  | { readonly kind: 'silent'; readonly late: Promise<Answer> }
  /** Proved that no byte of it left. */
  | { readonly kind: 'not-sent'; readonly detail: string };

/** One CALL to be made. */
export type Call = {
  readonly action: string;
  readonly params: Payload;
  /** The window for its answer from the moment its frame leaves, ms, real. */
  readonly windowMs: number;
  /** Called when the frame has left. */
  readonly onSent?: (sent: SentCall) => void;
  /** Checked when its turn comes: an aborted call never leaves. */
  readonly signal?: AbortSignal;
};

const WAITING_MAX = 16;
/** Calls of one link that were never answered: more is no charger that listens. */
const UNANSWERED_MAX = 32;

type LaneParts = {
  readonly channel: Pick<RpcChannel, 'send'>;
  readonly clock: Clock;
  readonly onDeaf: () => void;
};

/**
 * The one outbound slot of a charger: one CALL at a time towards it (OCPP-J 1.6 4.1.1), in order,
 * with a bounded queue. The slot is free again at the answer or at the end of the window. It knows
 * nothing of what the charger asks us: the two directions are independent.
 */
export class OutboundLane {
  readonly #parts: LaneParts;
  #slot: Promise<unknown> | null = null;
  #waiting = 0;
  #unanswered = 0;

  constructor(parts: LaneParts) {
    this.#parts = parts;
  }

  async call(call: Call): Promise<CallAnswer> {
    if (this.#waiting >= WAITING_MAX) return { kind: 'not-sent', detail: 'too many calls wait' };
    this.#waiting += 1;
    const mine = this.#take(this.#slot, call);
    const slot = mine.catch(() => undefined);
    this.#slot = slot;
    // Nothing of the last CALL is kept while none follows.
    void slot.then(() => {
      if (this.#slot === slot) this.#slot = null;
    });
    return await mine;
  }

  async #take(before: Promise<unknown> | null, call: Call): Promise<CallAnswer> {
    await before;
    this.#waiting -= 1;
    return await this.#exchange(call);
  }

  async #exchange(call: Call): Promise<CallAnswer> {
    const { channel, clock, onDeaf } = this.#parts;
    if (call.signal?.aborted) return { kind: 'not-sent', detail: 'called off before it left' };
    const sent = channel.send(call.action, call.params);
    if (!sent) return { kind: 'not-sent', detail: 'the link was closed before it left' };
    call.onSent?.(sent);
    this.#unanswered += 1;
    void sent.answer.then(() => {
      this.#unanswered -= 1;
    });
    if (this.#unanswered > UNANSWERED_MAX) onDeaf();
    return await within(sent.answer, call.windowMs, clock);
  }
}

function within(answer: Promise<Answer>, windowMs: number, clock: Clock): Promise<CallAnswer> {
  return new Promise((resolve) => {
    const cancel = clock.after(windowMs, () => resolve({ kind: 'silent', late: answer }));
    void answer.then((value) => {
      cancel();
      resolve(value);
    });
  });
}
