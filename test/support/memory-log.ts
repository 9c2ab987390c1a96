import type { Log } from '../../src/domain/ports/log.ts';

/** A log that keeps what it is given, so that a test can look for it (or for a secret in it). */
export type MemoryLog = Log & { readonly lines: readonly LogLine[] };

/** One kept line. */
export type LogLine = { readonly level: string; readonly message: string; readonly fields: object };

/** Makes a log in memory; children write into the same lines. */
export function makeMemoryLog(lines: LogLine[] = [], base: object = {}): MemoryLog {
  const write = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields: { ...base, ...fields } });
  };
  return {
    lines,
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => makeMemoryLog(lines, { ...base, ...fields }),
  };
}
