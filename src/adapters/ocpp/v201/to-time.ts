/** A station's time stamp as Unix ms; `nowMs` where it cannot be read (OCPP 2.0.1, RFC 3339). */
export function toTimeMs(timestamp: string, nowMs: number): number {
  const atMs = Date.parse(timestamp);
  return Number.isFinite(atMs) ? atMs : nowMs;
}
