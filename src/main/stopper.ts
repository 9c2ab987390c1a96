import type { Log } from '../domain/ports/log.ts';

/** Things that were started, to be stopped in reverse order (style.md, "Limits and lifetimes"). */
export type Stopper = {
  add(name: string, stop: () => Promise<void> | void): void;
  /** Stops everything, also when a part fails; safe to call twice. */
  stop(log: Log): Promise<void>;
};

/** Makes an empty stopper. */
export function makeStopper(): Stopper {
  const parts: { name: string; stop: () => Promise<void> | void }[] = [];
  return {
    add(name, stop) {
      parts.push({ name, stop });
    },
    async stop(log) {
      for (let part = parts.pop(); part; part = parts.pop()) {
        try {
          await part.stop();
        } catch (error) {
          log.error({ part: part.name, err: error }, 'a part did not stop cleanly');
        }
      }
    },
  };
}
