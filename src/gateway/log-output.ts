import { type DestinationStream, destination } from 'pino';
import type { Clock } from '../domain/ports/clock.ts';

/** Where log lines go. */
export type LogOutput = DestinationStream & {
  /** Writes what waits, and is through with it when it returns. */
  flush(): void;
};

/** How long a line may wait for others, so that many share one write to the kernel, ms. */
const flushAfterMs = 20;
/** Bytes that wait at most. */
const waitingMax = 8_192;

/**
 * Opens the log's end, a file descriptor. Lines wait a moment for others. None is lost by a process
 * that ends in any way in which it is still asked, an exception that nobody catches included; a
 * SIGKILL takes those of the last moment with it.
 */
export function openLogOutput(clock: Clock, fd: number): LogOutput {
  const output = destination({ dest: fd, sync: true, minLength: waitingMax });
  let isArmed = false;
  const flush = () => {
    isArmed = false;
    output.flushSync();
  };
  process.on('exit', flush);
  return {
    write(line) {
      output.write(line);
      if (isArmed) return;
      isArmed = true;
      clock.after(flushAfterMs, flush);
    },
    flush,
  };
}
