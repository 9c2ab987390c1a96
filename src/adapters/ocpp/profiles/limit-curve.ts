/** A limit over time, A per phase. Invariant: the first stretch begins at 0, they rise. */
export type LimitCurve = {
  /** Unix ms. */
  readonly startMs: number;
  readonly stretches: readonly { readonly afterS: number; readonly limitAmps: number }[];
  /** `null` = no end. */
  readonly durationS: number | null;
  /** There was no room for what follows from here on, Unix ms; absent = it is all there. */
  readonly cutAtMs?: number;
};

/** A charger whose clock is behind ours must not wait for its limit. */
const CLOCK_ALLOWANCE_MS = 5 * 60_000;

/** One limit and no end: for a session it is safe if we vanish, because it ends with it. */
export function flatCurve(limitAmps: number, nowMs: number): LimitCurve {
  const startMs = nowMs - CLOCK_ALLOWANCE_MS;
  return { startMs, stretches: [{ afterS: 0, limitAmps }], durationS: null };
}

/** One limit that ends by itself so many seconds from now, for a place that outlives a session. */
export function briefCurve(limit: {
  readonly limitAmps: number;
  readonly nowMs: number;
  readonly forS: number;
}): LimitCurve {
  const { limitAmps, nowMs, forS } = limit;
  return { ...flatCurve(limitAmps, nowMs), durationS: CLOCK_ALLOWANCE_MS / 1_000 + forS };
}

/** The limit that a curve sets at a moment, A; `null` = none. */
export function limitAt({ startMs, stretches, durationS }: LimitCurve, atMs: number) {
  const elapsedS = (atMs - startMs) / 1_000;
  if (elapsedS < 0 || (durationS !== null && elapsedS >= durationS)) return null;
  return stretches.findLast(({ afterS }) => afterS <= elapsedS)?.limitAmps ?? null;
}
