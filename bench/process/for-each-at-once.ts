/**
 * Does the same for each, so many at a time. The first failure ends it: what was started is the
 * caller's to stop, which is why results go out one by one.
 */
export async function forEachAtOnce<T>(
  all: readonly T[],
  atOnce: number,
  work: (one: T, index: number) => Promise<void>,
): Promise<void> {
  const next = all.entries();
  const run = async () => {
    for (const [index, one] of next) await work(one, index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, run));
}
