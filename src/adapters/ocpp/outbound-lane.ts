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

/** The one outbound slot of a charger. */
export type OutboundLane = { call(call: Call): Promise<CallAnswer> };

const WAITING_MAX = 16;
/** Calls of one link that were never answered: more is no charger that listens. */
const UNANSWERED_MAX = 32;

/**
 * One CALL at a time towards the charger (OCPP-J 1.6 4.1.1), in order, with a bounded queue. The
 * slot is free again at the answer or at the end of the window. It knows nothing of what the
 * charger asks us: the two directions are independent.
 */
export function makeOutboundLane(options: {
  readonly channel: Pick<RpcChannel, 'send'>;
  readonly clock: Clock;
  readonly onDeaf: () => void;
}): OutboundLane {
  let slot: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let unanswered = 0;

  async function exchange(call: Call): Promise<CallAnswer> {
    if (call.signal?.aborted) return { kind: 'not-sent', detail: 'called off before it left' };
    const sent = options.channel.send(call.action, call.params);
    if (!sent) return { kind: 'not-sent', detail: 'the link was closed before it left' };
    call.onSent?.(sent);
    unanswered += 1;
    void sent.answer.then(() => {
      unanswered -= 1;
    });
    if (unanswered > UNANSWERED_MAX) options.onDeaf();
    return within(sent.answer, call.windowMs, options.clock);
  }

  return {
    async call(call) {
      if (waiting >= WAITING_MAX) return { kind: 'not-sent', detail: 'too many calls wait' };
      waiting += 1;
      const mine = slot.then(() => {
        waiting -= 1;
        return exchange(call);
      });
      slot = mine.catch(() => undefined);
      return mine;
    },
  };
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
