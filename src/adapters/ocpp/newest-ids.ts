/** Adds an id to those that are known, of which the newest so many are kept. */
export function rememberNewest(known: Set<number>, id: number, countMax: number): void {
  known.add(id);
  const oldest = known.values().next().value;
  if (known.size > countMax && oldest !== undefined) known.delete(oldest);
}
