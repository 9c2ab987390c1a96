import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import type { WatchPlan } from '../evidence-watch.ts';
import { reportProfiles } from '../profiles/report-profiles.ts';
import { orListed } from './list-own.ts';
import { askLimit, isWord, type LimitReading, toReading } from './read-limit.ts';
import { sampling } from './watch-plans.ts';

/** What a read-back says of our profiles: the limit that holds now, and whether it shows them. */
export type ReadBack = { readonly limitAmps: number | null; readonly isShown: boolean };

/** How the effect of a change of our profiles is looked for. */
export type ProfileSearch = {
  /** The kind's evidence window, ms, before `TIME_SCALE`. */
  readonly forMs: number;
  readonly judge: (reading: LimitReading) => ReadBack;
  /** What the meter has to show besides. */
  readonly isEnough: () => boolean;
  /** Tried once when a few samples have shown nothing; told the limit that is shown, A. */
  readonly onNothing?: (signal: AbortSignal, limitAmps: number | null) => Promise<void>;
};

/** Reads back and samples after the last answer, for evidence must be newer than that. */
export function watchProfiles(charger: Charger, search: ProfileSearch): WatchPlan {
  const { sample, ...own } = sampling(charger);
  const { onNothing } = search;
  let isShown = false;
  let limitAmps: number | null = null;
  return {
    forMs: search.forMs,
    ...own,
    sample: async (signal) => {
      await sample(signal);
      if (signal.aborted) return;
      const connectorId = charger.memory.mainConnectorId();
      const answer = await callInBackground(charger, askLimit(charger, connectorId));
      // Silence shows nothing.
      if (answer.kind !== 'result' && answer.kind !== 'error') return;
      const reading = await orListed(charger, toReading(charger, connectorId, answer), signal);
      // By now it may be the next command that decides what the charger holds.
      if (signal.aborted) return;
      const shown = search.judge(reading);
      ({ isShown, limitAmps } = shown);
      const readBack = isShown && isWord(charger.memory, reading);
      await reportProfiles(charger, { limitAmps, readBack });
    },
    isShown: () => isShown && search.isEnough(),
    ...(onNothing && { onNothing: (signal: AbortSignal) => onNothing(signal, limitAmps) }),
  };
}
