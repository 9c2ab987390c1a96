import type { Log } from '../../src/domain/ports/log.ts';
import type { Metrics } from '../../src/domain/ports/metrics.ts';

/** A log that keeps what it is told, for tests that ask. */
export type KeptLog = Log & { readonly lines: { level: string; fields: object; text: string }[] };

/** Makes a log that prints nothing. */
export function makeKeptLog(): KeptLog {
  const lines: KeptLog['lines'] = [];
  const at = (level: string) => (fields: object, text: string) => {
    lines.push({ level, fields, text });
  };
  const log: KeptLog = {
    lines,
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => log,
  };
  return log;
}

/** Metrics that keep how often each counter was counted. */
export function makeKeptMetrics(): Metrics & { readonly counts: Map<string, number> } {
  const counts = new Map<string, number>();
  return {
    counts,
    count: (name, _labels, by = 1) => counts.set(name, (counts.get(name) ?? 0) + by),
    observeSeconds: () => {},
  };
}
