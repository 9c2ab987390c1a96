import { CallError } from './call-error.ts';
import type { Payload, RpcChannel } from './rpc-channel.ts';

/** The answer to an inbound CALL; `afterAnswer` runs when it went to the socket. */
export type InboundAnswer = { readonly payload: object; readonly afterAnswer?: () => void };

/** CALLs of one charger that wait here; OCPP-J allows one at a time, some send a few. */
const PENDING_MAX = 64;

/**
 * Runs the handlers of one charger's CALLs one after another and answers in the order of arrival
 * (the library does neither). `opened` holds everything back until the link has its epoch.
 */
export function makeInboundLane(options: {
  readonly channel: RpcChannel;
  readonly opened: Promise<void>;
  readonly isGone: () => boolean;
  readonly onFlood: () => void;
}) {
  const answered = new Map<string, () => void>();
  let last: Promise<unknown> = options.opened;
  let pending = 0;

  options.channel.onAnswered((messageId) => {
    answered.get(messageId)?.();
    answered.delete(messageId);
  });

  function join(messageId: string, run: () => Promise<InboundAnswer>): Promise<InboundAnswer> {
    if (pending >= PENDING_MAX) {
      options.onFlood();
      return Promise.reject(new CallError('GenericError', 'too many calls at once'));
    }
    pending += 1;
    const result = last.then(() => {
      if (options.isGone()) throw new CallError('GenericError', 'the link has ended');
      return run();
    });
    last = finish(messageId, result);
    return result;
  }

  /** Holds the next one back until this answer is on the socket, so that none overtakes it. */
  async function finish(messageId: string, result: Promise<InboundAnswer>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (!options.isGone()) answered.set(messageId, resolve);
    else resolve();
    const answer = await result.catch(() => null);
    if (!options.isGone()) await promise;
    pending -= 1;
    if (!options.isGone()) answer?.afterAnswer?.();
  }

  return {
    /** Serves one action with a handler; a payload that breaks its schema never gets there. */
    serve(action: string, handler: (params: Payload) => Promise<InboundAnswer>): void {
      options.channel.onCall(action, (messageId, { read, check }) =>
        join(messageId, () => handler(read())).then(({ payload }) => check(payload)),
      );
    },
    /** Lets go of whatever waits for an answer that can no longer leave. */
    close(): void {
      for (const release of answered.values()) release();
      answered.clear();
    },
  };
}
