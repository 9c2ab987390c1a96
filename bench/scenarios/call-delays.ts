import type { Sample } from '../generator/load.ts';

/** A CALL as it was seen at a charger. */
type SeenCall = { readonly target: number; readonly atUs: number };

/**
 * From each mutation being sent to the first CALL at its charger, in ms. A charger gets one command
 * at a time, so the first CALL from then on, before the outcome, is that command's own; a command
 * without one is left out.
 */
export function toCallDelaysMs(
  samples: readonly Sample[],
  calls: readonly SeenCall[],
): readonly number[] {
  const byTarget = Map.groupBy(calls, ({ target }) => target);
  return samples.flatMap(({ target, startUs, doneUs }) => {
    const first = byTarget.get(target)?.find(({ atUs }) => atUs >= startUs && atUs <= doneUs);
    return first ? [(first.atUs - startUs) / 1_000] : [];
  });
}
