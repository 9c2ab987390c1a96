import { GraphQLError } from 'graphql';
import { fixedLimits } from '../http/limits.ts';

/** Pushed items, loaded one by one as a reader asks for them. */
export type BoundedFeed<Item, Value> = {
  push(item: Item): void;
  /** Calls back once when the reader leaves, or the feed breaks. */
  onEnd(callback: () => void): void;
  readonly iterable: AsyncIterableIterator<Value>;
};

/**
 * Makes a feed between a source that does not wait and a reader that may be slow. At most 1,000
 * items wait; one more breaks the feed, and the reader is told to come again and read what it
 * missed with `deviceTransactions`. `load` gives `null` for what the reader is not shown.
 * An async generator would not do: its `return()` waits for an item that may never come.
 */
export function makeBoundedFeed<Item, Value>(
  load: (item: Item) => Promise<Value | null>,
): BoundedFeed<Item, Value> {
  const waiting: Item[] = [];
  const enders: (() => void)[] = [];
  let wake: (() => void) | null = null;
  let state: 'open' | 'overrun' | 'ended' = 'open';

  const end = (): void => {
    state = 'ended';
    waiting.length = 0;
    for (const callback of enders.splice(0)) callback();
    wake?.();
  };
  const next = async (): Promise<IteratorResult<Value>> => {
    while (state !== 'ended') {
      const item = waiting.shift();
      if (item !== undefined) {
        const value = await loadOrEnd(item);
        if (value !== null) return { done: false, value };
      } else if (state === 'overrun') {
        end();
        throw new GraphQLError('Too many changes are waiting: subscribe again.');
      } else {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
    }
    return { done: true, value: undefined };
  };
  const loadOrEnd = async (item: Item): Promise<Value | null> => {
    try {
      return await load(item);
    } catch (error) {
      end();
      throw error;
    }
  };
  return {
    push(item) {
      if (state !== 'open') return;
      if (waiting.length >= fixedLimits.waitingChanges) state = 'overrun';
      else waiting.push(item);
      wake?.();
    },
    onEnd: (callback) => void enders.push(callback),
    iterable: {
      next,
      async return() {
        end();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    },
  };
}
