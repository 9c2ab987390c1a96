import type { Changes, TransactionChange } from '../../domain/ports/changes.ts';
import type { Log } from '../../domain/ports/log.ts';

/** The node's one reader of the change stream, shared by all its subscribers. */
export type ChangeFeed = {
  /** Begins to read with the first listener; the returned function takes the listener out. */
  listen(onChange: (change: TransactionChange) => void): () => void;
  /** How many listen. */
  readonly count: number;
  /** Stops reading, whoever still listens. */
  stop(): Promise<void>;
};

/** Makes the feed; nothing is read while nobody listens. */
export function makeChangeFeed(changes: Changes, log: Log): ChangeFeed {
  const listeners = new Set<(change: TransactionChange) => void>();
  let reader: { stop(): Promise<void> } | null = null;
  const stop = async (): Promise<void> => {
    const running = reader;
    reader = null;
    await running?.stop();
  };
  const deliver = (change: TransactionChange): void => {
    for (const listener of listeners) listener(change);
  };
  return {
    listen(onChange) {
      listeners.add(onChange);
      reader ??= changes.follow(deliver);
      return () => {
        if (listeners.delete(onChange) && listeners.size === 0) {
          stop().catch((err) => log.warn({ err }, 'the change stream did not stop'));
        }
      };
    },
    get count() {
      return listeners.size;
    },
    async stop() {
      listeners.clear();
      await stop();
    },
  };
}
