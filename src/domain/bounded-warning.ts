import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';

type Parts = { readonly clock: Clock; readonly log: Log };
type Warn = (fields: object) => void;

const linesPerMinute = 10;
const linesPerSourcePerMinute = 5;
const linesOfAllSourcesPerMinute = 60;
/** Sources that are told apart at a time; the oldest is forgotten for a new one. */
const sourcesMax = 1_000;
const minuteMs = 60_000;

/**
 * Makes a warning that strangers may cause as often as they like: ten lines a minute, and with the
 * first of the next how many were left out. Counting is the metrics' task.
 */
export function makeBoundedWarning({ clock, log }: Parts, message: string): Warn {
  return bound({ clock, max: linesPerMinute, leftOutAs: 'leftOut' }, (fields) =>
    log.warn(fields, message),
  );
}

/** The same for each source, five lines a minute, so that none hides another; sixty of them all. */
export function makeWarningBySource(
  { clock, log }: Parts,
  message: string,
): (source: string, fields: object) => void {
  const all = bound(
    { clock, max: linesOfAllSourcesPerMinute, leftOutAs: 'leftOutOfAll' },
    (fields) => log.warn(fields, message),
  );
  const sources = new Map<string, Warn>();
  return (source, fields) => {
    let warn = sources.get(source);
    if (!warn) {
      warn = bound({ clock, max: linesPerSourcePerMinute, leftOutAs: 'leftOut' }, all);
      sources.set(source, warn);
      const oldest = sources.keys().next().value;
      if (sources.size > sourcesMax && oldest !== undefined) sources.delete(oldest);
    }
    warn({ source, ...fields });
  };
}

function bound(
  { clock, max, leftOutAs }: { clock: Clock; max: number; leftOutAs: string },
  write: Warn,
): Warn {
  let windowEndsMs = 0;
  let lines = 0;
  let leftOut = 0;
  return (fields) => {
    const nowMs = clock.nowMs();
    if (nowMs >= windowEndsMs) {
      windowEndsMs = nowMs + minuteMs;
      lines = 0;
    }
    if (lines >= max) {
      leftOut += 1;
      return;
    }
    lines += 1;
    write(leftOut > 0 ? { ...fields, [leftOutAs]: leftOut } : fields);
    leftOut = 0;
  };
}
