import type { Charger } from '../charger.ts';
import type { LimitCurve } from '../profiles/limit-curve.ts';
import type { WantedLimit } from '../profiles/make-profile.ts';
import type { ProfilePurpose } from '../profiles/profile-slots.ts';

/** A limit for the connector that commands act on, and the session that runs there. */
export function toWanted(
  charger: Charger,
  purpose: ProfilePurpose,
  curve: LimitCurve,
): WantedLimit {
  const { memory } = charger;
  const startedAtMs = memory.runningSession()?.startedAtMs ?? null;
  return {
    purpose,
    connectorId: memory.mainConnectorId(),
    curve,
    session: memory.runningKey(),
    sessionStartMs: startedAtMs === null ? null : toProfileTimeMs(charger, startedAtMs),
  };
}

/** Payloads are not scaled, so what a scaled clock counted is counted out again (lifecycle.md). */
function toProfileTimeMs({ clock }: Charger, atMs: number): number {
  const nowMs = clock.nowMs();
  return nowMs - (nowMs - atMs) / clock.windowMs(1);
}
