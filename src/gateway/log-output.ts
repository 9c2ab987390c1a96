import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';
import type { Clock } from '../domain/ports/clock.ts';

/** Where log lines go. */
export type LogOutput = DestinationStream & {
  /** Writes what waits, as far as its reader takes it within a moment. */
  flush(): void;
};

/** How long a line may wait for others, so that many share one write to the kernel, ms. */
const flushAfterMs = 20;
/** Bytes that wait for each other at most. */
const gatheredMax = 8_192;
/** Bytes that wait at most for a reader that is slow; lines beyond it are dropped. */
const heldMax = 1_048_576;
/** How often, and how long each time, one write waits for room in a full pipe, ms. */
const turnsMax = 25;
const turnMs = 2;

/**
 * Opens the log's end, a file descriptor. Lines wait a moment for others. None is lost by a process
 * that ends in any way in which it is still asked, an exception that nobody catches included; a
 * SIGKILL takes those of the last moment with it. A log that nobody can take (its reader is gone,
 * its disk is full) loses lines and never holds the gateway up: pino's own destination waits for
 * such a one for ever.
 */
export function openLogOutput(clock: Clock, fd: number): LogOutput {
  const state = { waiting: '', left: Buffer.alloc(0), isArmed: false, isGone: false };
  const flush = () => {
    const bytes = Buffer.concat([state.left, Buffer.from(state.waiting)]);
    state.waiting = '';
    if (state.isGone || bytes.length === 0) return;
    const { written, isGone } = writeAll(fd, bytes);
    state.isGone = isGone;
    state.left = bytes.subarray(written);
  };
  const flushLater = () => {
    if (state.isArmed) return;
    state.isArmed = true;
    clock.after(flushAfterMs, () => {
      state.isArmed = false;
      flush();
      if (state.left.length > 0) flushLater();
    });
  };
  process.on('exit', flush);
  return {
    write(line) {
      // Its reader takes nothing: what it leaves is tried again by the clock alone.
      const isSlow = state.left.length > 0;
      if (state.isGone || state.left.length + state.waiting.length > heldMax) return;
      state.waiting += line;
      if (!isSlow && state.waiting.length >= gatheredMax) flush();
      if (state.left.length > 0 || state.waiting !== '') flushLater();
    },
    flush,
  };
}

/** Writes as much as is taken within a bound; `isGone`: nothing will be taken any more. */
function writeAll(fd: number, bytes: Buffer): { written: number; isGone: boolean } {
  let written = 0;
  for (let turn = 0; written < bytes.length && turn < turnsMax; ) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === 'EPIPE' || code === 'EBADF') return { written: bytes.length, isGone: true };
      if (code !== 'EAGAIN') return { written: bytes.length, isGone: false };
      turn += 1;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, turnMs);
    }
  }
  return { written, isGone: false };
}
