import { skewMs } from '../skew.ts';

/** How a charger's clock compares with ours, as far as the samples of one link tell. */
export type SampleClock = {
  /** The last that told was right: what it says of when a sample was taken can be believed. */
  isRight: boolean;
  /** How long before its arrival the last sample was taken by its own word, ms. */
  delayMs: number | null;
  /** What was metered before shows nothing any more, by our clock, Unix ms; `null` = everything. */
  sinceMs: number | null;
};

/** Of a link that has just begun: samples count by their arrival. */
export function makeSampleClock(): SampleClock {
  return { isRight: false, delayMs: null, sinceMs: null };
}

/**
 * Notes when a sample was taken, and says whether that was before what is looked for now: a charger
 * that was offline delivers its samples late. A clock is right where a sample arrives as it was
 * taken. Of a backlog each is less late than the one before it; equally late ones come from a clock
 * that is wrong, and count by their arrival. Times are Unix ms.
 */
export function noteSample(
  clock: SampleClock,
  { atMs, nowMs }: { readonly atMs: number; readonly nowMs: number },
): 'present' | 'past' {
  const delayMs = nowMs - atMs;
  const isSteady = clock.delayMs !== null && Math.abs(delayMs - clock.delayMs) <= skewMs;
  clock.delayMs = delayMs;
  if (Math.abs(delayMs) <= skewMs) clock.isRight = true;
  else if (isSteady) clock.isRight = false;
  const isPast = clock.sinceMs !== null && atMs < clock.sinceMs - skewMs;
  return clock.isRight && isPast ? 'past' : 'present';
}
