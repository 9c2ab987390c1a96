const DAY_MS = 24 * 60 * 60_000;
/** A start or an end may have waited in a charger that was long offline. */
const PAST_MAX_MS = 30 * DAY_MS;
const FUTURE_MAX_MS = 10 * 60_000;
/** A register of a charger at a home never gets there, Wh. */
export const registerMaxWh = 1e10;

/** A charger's time, Unix ms; ours where its clock was never set or runs ahead. */
export function toPlausibleTimeMs(toldMs: number, nowMs: number): number {
  const isPlausible =
    Number.isFinite(toldMs) && toldMs >= nowMs - PAST_MAX_MS && toldMs <= nowMs + FUTURE_MAX_MS;
  return isPlausible ? toldMs : nowMs;
}

/** A register reading, Wh; what was read last where it cannot be one. */
export function toPlausibleWh(toldWh: number, lastWh: number | null): number {
  const isPlausible = Number.isFinite(toldWh) && toldWh >= 0 && toldWh <= registerMaxWh;
  return isPlausible ? toldWh : (lastWh ?? 0);
}
