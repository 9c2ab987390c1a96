import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';

/**
 * What a test must close before its file ends. Files share a process one after the other, so that
 * what one leaves open fails those behind it too; pipes and message ports belong to the test
 * runner.
 */
const WATCHED = new Set([
  'ProcessWrap',
  'TCPSocketWrap',
  'TCPServerWrap',
  'PipeServerWrap',
  'TLSWrap',
  'UDPWrap',
  'Timeout',
  'Immediate',
]);

/** The test runner has short timers of its own, and a socket takes a moment to close. */
const SETTLE_MS = 1_500;
const POLL_MS = 25;

/** What is open in a list from `process.getActiveResourcesInfo()`, as `2 x TCPSocketWrap`. */
export function openResources(active: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of active.filter((candidate) => WATCHED.has(candidate))) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} x ${name}`);
}

/** Waits briefly for what is just being closed, then says what stayed open. */
export async function findLeaks(): Promise<readonly string[]> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    // Looked at between two waits, when this loop has no timer of its own.
    const leaks = openResources(process.getActiveResourcesInfo());
    if (leaks.length === 0 || Date.now() >= deadline) return leaks;
    await sleep(POLL_MS);
  }
}

// As a setup file of vitest this runs after everything else in each test file.
afterAll(async () => {
  const leaks = await findLeaks();
  if (leaks.length > 0) throw new Error(`left open after this test file: ${leaks.join(', ')}`);
});
