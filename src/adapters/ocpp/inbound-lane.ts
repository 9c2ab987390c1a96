import { CallError } from './call-error.ts';
import type { Exchange, Payload } from './rpc-channel.ts';

/** The answer to an inbound CALL; `afterAnswer` runs when it went to the socket. */
export type InboundAnswer = { readonly payload: object; readonly afterAnswer?: () => void };

/** What the lane asks of the link that it belongs to. */
export type LaneHost = {
  /** Resolves when the link has its epoch, or never will: nothing is run before. */
  readonly opened: Promise<void>;
  isGone(): boolean;
  onFlood(): void;
};

/** One CALL with what serves it; a payload that breaks its schema never gets there. */
export type Visit = {
  readonly messageId: string;
  readonly exchange: Exchange;
  readonly run: (params: Payload) => Promise<InboundAnswer>;
};

/** CALLs of one charger that wait here; OCPP-J allows one at a time, some send a few. */
const PENDING_MAX = 64;

/**
 * Runs the handlers of one charger's CALLs one after another and answers in the order of arrival
 * (the library does neither).
 */
export class InboundLane {
  readonly #host: LaneHost;
  /** Of each CALL whose answer is not on the socket yet; as a rule there is one. */
  readonly #answered: { readonly messageId: string; readonly release: () => void }[] = [];
  #last: Promise<unknown>;
  #pending = 0;

  constructor(host: LaneHost) {
    this.#host = host;
    this.#last = host.opened;
  }

  /** Serves one CALL in its turn; resolves with its checked answer. */
  serve(visit: Visit): Promise<object> {
    if (this.#pending >= PENDING_MAX) {
      this.#host.onFlood();
      return Promise.reject(new CallError('GenericError', 'too many calls at once'));
    }
    this.#pending += 1;
    const result = this.#run(this.#last, visit);
    this.#last = this.#finish(visit.messageId, result);
    return result.then(({ payload }) => payload);
  }

  /** The answer to a CALL went to the socket. */
  onAnswered(messageId: string): void {
    const place = this.#answered.findIndex((each) => each.messageId === messageId);
    if (place >= 0) this.#answered.splice(place, 1)[0]?.release();
  }

  /** Lets go of whatever waits for an answer that can no longer leave. */
  close(): void {
    for (const { release } of this.#answered.splice(0)) release();
  }

  async #run(before: Promise<unknown>, { exchange, run }: Visit): Promise<InboundAnswer> {
    await before;
    if (this.#host.isGone()) throw new CallError('GenericError', 'the link has ended');
    const answer = await run(exchange.read());
    exchange.check(answer.payload);
    return answer;
  }

  /** Holds the next one back until this answer is on the socket, so that none overtakes it. */
  async #finish(messageId: string, result: Promise<InboundAnswer>): Promise<void> {
    const isSent = this.#host.isGone()
      ? null
      : new Promise<void>((release) => void this.#answered.push({ messageId, release }));
    const answer = await result.catch(() => null);
    if (!this.#host.isGone()) await isSent;
    this.#pending -= 1;
    if (!this.#host.isGone()) answer?.afterAnswer?.();
  }
}
