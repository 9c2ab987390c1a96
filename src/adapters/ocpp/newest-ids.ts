/** The ids that are known with one more, of which the newest so many are kept. */
export function rememberNewest(
  known: readonly number[],
  id: number,
  countMax: number,
): readonly number[] {
  return known.includes(id) ? known : [...known, id].slice(-countMax);
}
