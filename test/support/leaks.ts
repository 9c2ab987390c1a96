import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';

/**
 * What a test must close before its file ends. Pipes and message ports belong to the test runner,
 * and file requests end by themselves.
 */
const WATCHED = [
  'ProcessWrap',
  'TCPSocketWrap',
  'TCPServerWrap',
  'PipeServerWrap',
  'TLSWrap',
  'UDPWrap',
  'Timeout',
  'Immediate',
];
const SETTLE_MS = 1_500;
const POLL_MS = 25;

/** Counts the watched resources in a list from `process.getActiveResourcesInfo()`. */
export function countResources(active: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of active.filter((candidate) => WATCHED.includes(candidate))) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** What is open now and was not open before, as `2 x TCPSocketWrap` lines. */
export function leakedSince(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): readonly string[] {
  return [...now]
    .map(([name, count]) => ({ name, extra: count - (before.get(name) ?? 0) }))
    .filter(({ extra }) => extra > 0)
    .map(({ name, extra }) => `${extra} x ${name}`);
}

/**
 * Waits briefly for what is being closed, then says what stayed open. The timer of this loop is
 * itself a resource, so it is looked at only between two waits, when there is none.
 */
export async function findLeaks(before: ReadonlyMap<string, number>): Promise<readonly string[]> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    const leaks = leakedSince(before, countResources(process.getActiveResourcesInfo()));
    if (leaks.length === 0 || Date.now() >= deadline) return leaks;
    await sleep(POLL_MS);
  }
}

/** A setup file of vitest: after each test file nothing it opened may be left open. */
let before: ReadonlyMap<string, number> = new Map();
beforeAll(() => {
  before = countResources(process.getActiveResourcesInfo());
});
afterAll(async () => {
  const leaks = await findLeaks(before);
  if (leaks.length > 0) throw new Error(`left open after this test file: ${leaks.join(', ')}`);
});
