import { skewMs } from '../skew.ts';

/** How a charger's clock compares with ours, as far as what came on one link tells. */
export type SampleClock = {
  /** What it says of when a sample was taken can be believed; `null` = nothing has told yet. */
  isRight: boolean | null;
  /** When the sample that the next is compared with was taken, and came, Unix ms. */
  last: { readonly atMs: number; readonly nowMs: number } | null;
  /** What was metered before shows nothing any more, by our clock, Unix ms; `null` = everything. */
  sinceMs: number | null;
};

/** Between two samples of a clock that runs as ours does: stamps of full seconds, a slow link. */
const JITTER_MS = 2_000;

/** Of a link that has just begun. */
export function makeSampleClock(): SampleClock {
  return { isRight: null, last: null, sinceMs: null };
}

/** A message that came as it was stamped shows that the clock is right; any other, nothing. */
export function noteTime(clock: SampleClock, timestamp: string | undefined, nowMs: number): void {
  const atMs = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  if (Math.abs(nowMs - atMs) <= skewMs) clock.isRight = true;
}

/**
 * Notes when a sample was taken, and says whether that was before what is looked for now: a charger
 * that was offline delivers its samples late. A clock is right where a sample arrives as it was
 * taken. Of a backlog each is less late than the one before it, so while nothing has told, the
 * first late sample is taken for one of those; equally late ones come from a clock that is wrong,
 * and count by their arrival. Times are Unix ms.
 */
export function noteSample(
  clock: SampleClock,
  sample: { readonly atMs: number; readonly nowMs: number },
): 'present' | 'past' {
  const { atMs, nowMs } = sample;
  const lag = compare(clock.last, sample);
  if (lag !== 'unknown') clock.last = sample;
  if (Math.abs(nowMs - atMs) <= skewMs) clock.isRight = true;
  else if (lag === 'steady') clock.isRight = false;
  // A clock that stands still falls behind from the first sample on.
  else if (lag === 'growing') clock.isRight ??= false;
  const isPast = clock.sinceMs !== null && atMs < clock.sinceMs - skewMs;
  return clock.isRight !== false && isPast ? 'past' : 'present';
}

/**
 * How late a sample is against the one before. `unknown`: they came too close to each other to
 * tell; `queued`: it catches up, or is older than that one, so that samples wait somewhere.
 */
function compare(
  last: SampleClock['last'],
  { atMs, nowMs }: { readonly atMs: number; readonly nowMs: number },
): 'steady' | 'growing' | 'queued' | 'unknown' {
  if (!last) return 'queued';
  const takenMs = atMs - last.atMs;
  const passedMs = nowMs - last.nowMs;
  if (takenMs < 0 || takenMs - passedMs > JITTER_MS) return 'queued';
  if (passedMs <= JITTER_MS) return 'unknown';
  return passedMs - takenMs > JITTER_MS ? 'growing' : 'steady';
}
