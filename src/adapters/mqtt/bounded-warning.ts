import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';

const linesPerMinute = 10;
const minuteMs = 60_000;

/**
 * Makes a warning that strangers may cause as often as they like: ten lines a minute, and with the
 * first of the next how many were left out. Counting is the metrics' task.
 */
export function makeBoundedWarning(
  { clock, log }: { clock: Clock; log: Log },
  message: string,
): (fields: object) => void {
  let windowEndsMs = 0;
  let lines = 0;
  let leftOut = 0;
  return (fields) => {
    const nowMs = clock.nowMs();
    if (nowMs >= windowEndsMs) {
      windowEndsMs = nowMs + minuteMs;
      lines = 0;
    }
    if (lines >= linesPerMinute) {
      leftOut += 1;
      return;
    }
    lines += 1;
    log.warn(leftOut > 0 ? { ...fields, leftOut } : fields, message);
    leftOut = 0;
  };
}
