const MINUTE_MS = 60_000;
/** Once stopped it rests this long (safety.md, "Compressor": 3-5 min). */
export const REST_MIN_MS = 5 * MINUTE_MS;
/** Once started it runs this long (safety.md, "Compressor": about 10 min). */
export const RUN_MIN_MS = 10 * MINUTE_MS;

/** A compressor that guards itself: no command can make it start or stop more often. */
export interface Compressor {
  isRunning: boolean;
  /** Device time since it last started or stopped, ms. */
  sinceMs: number;
  starts: number;
}

/** At rest for long enough to start at once. */
export function makeCompressor(): Compressor {
  return { isRunning: false, sinceMs: REST_MIN_MS, starts: 0 };
}

/**
 * Runs while heat is called for, within its minimum times; gives whether it runs now. A fault
 * stops it at once.
 */
export function stepCompressor(
  compressor: Compressor,
  call: { readonly isCalled: boolean; readonly isFaulted: boolean },
  deviceMs: number,
): boolean {
  compressor.sinceMs += deviceMs;
  const wants = call.isCalled && !call.isFaulted;
  const leastMs = compressor.isRunning ? RUN_MIN_MS : REST_MIN_MS;
  const mayTurn = compressor.sinceMs >= leastMs || (compressor.isRunning && call.isFaulted);
  if (wants !== compressor.isRunning && mayTurn) {
    compressor.isRunning = wants;
    compressor.sinceMs = 0;
    if (wants) compressor.starts += 1;
  }
  return compressor.isRunning;
}

/** A power cut: whatever ran stands still, and rests before it starts again. */
export function stopCompressor(compressor: Compressor): void {
  if (!compressor.isRunning) return;
  compressor.isRunning = false;
  compressor.sinceMs = 0;
}
