import type { CallLimiter } from './ports/credentials.ts';

/** Wrong credentials allowed in a minute (design section 6, "Limits"). */
export type DoorLimits = {
  readonly wrongPerIdentityPerMinute: number;
  readonly wrongPerSourcePerMinute: number;
};

const minuteMs = 60_000;

/** Counts what was wrong at a door, so that nobody can try for long. */
export type WrongCredentials = {
  /** True when one more wrong one would be too many. */
  isThrottled(who: { identity: string; source: string }): Promise<boolean>;
  count(who: { identity: string; source: string }): Promise<void>;
};

/** Makes the count; all doors and all nodes share it. */
export function makeWrongCredentials(limiter: CallLimiter, limits: DoorLimits): WrongCredentials {
  const charge = async (who: { identity: string; source: string }, cost: number) => {
    const room = cost === 0 ? 1 : 0;
    const { wrongPerIdentityPerMinute, wrongPerSourcePerMinute } = limits;
    const answers = await Promise.all([
      limiter.charge(`dev:${who.identity}`, cost, wrongPerIdentityPerMinute - room, minuteMs),
      limiter.charge(`src:${who.source}`, cost, wrongPerSourcePerMinute - room, minuteMs),
    ]);
    return answers.some(({ retryAfterMs }) => retryAfterMs > 0);
  };
  return {
    isThrottled: (who) => charge(who, 0),
    async count(who) {
      await charge(who, 1);
    },
  };
}
