/**
 * Lets telemetry through to the store, so many at a time and no more: samples are acknowledged at
 * once, decide no outcome, and are dropped under pressure instead of waiting.
 */
export type SampleGate = {
  /** Starts storing, or says that it was dropped. `onFailure`: the store did not take it. */
  pass(key: string, store: () => Promise<void>, onFailure: (error: unknown) => void): boolean;
};

/** Makes a gate with bounds per key and in all. */
export function makeSampleGate(bounds: { perKeyMax: number; totalMax: number }): SampleGate {
  const inFlight = new Map<string, number>();
  let total = 0;
  const release = (key: string) => {
    total -= 1;
    const left = (inFlight.get(key) ?? 1) - 1;
    if (left === 0) inFlight.delete(key);
    else inFlight.set(key, left);
  };
  return {
    pass(key, store, onFailure) {
      const mine = inFlight.get(key) ?? 0;
      if (mine >= bounds.perKeyMax || total >= bounds.totalMax) return false;
      inFlight.set(key, mine + 1);
      total += 1;
      store()
        .catch(onFailure)
        .finally(() => release(key));
      return true;
    },
  };
}
