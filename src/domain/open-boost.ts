import type { DeviceView } from './commands/spec.ts';
import type { DeviceLink } from './device.ts';
import { isDrawing, toChargerFacts } from './planning/charger-facts.ts';

/** For how long a link may be gone before nothing is expected of its device any more, ms. */
export const briefLossMs = 60_000;

/**
 * True while an open boost is a fact: its command is on its way, in its window or was proved, or,
 * where its outcome is not known, the charger shows it. One that a device took with it when it went
 * away for over a minute is none, until that is back.
 */
export function isBoosting(
  view: Pick<DeviceView, 'wishes' | 'reports' | 'link' | 'nowMs'>,
): boolean {
  return isBoostBelieved(view) && !isLongGone(view.link, view.nowMs);
}

/** The same, whether its device can be reached or not: another one would be one too many. */
export function isBoostBelieved(view: Pick<DeviceView, 'wishes' | 'reports'>): boolean {
  const { boost } = view.wishes;
  return boost !== undefined && (boost.isDoubted !== true || isShown(view));
}

/** It is not connected, and was not within the last minute. `nowMs`: Unix ms. */
export function isLongGone({ live, lostAtMs, connectedAtMs }: DeviceLink, nowMs: number): boolean {
  // A node that died has noted no loss.
  const seenAtMs = Math.max(lostAtMs ?? 0, connectedAtMs ?? 0);
  return !live && nowMs - seenAtMs > briefLossMs;
}

/** A session charges, or has our boost's profile. */
function isShown({ reports }: Pick<DeviceView, 'reports'>): boolean {
  const facts = toChargerFacts(reports);
  const isInstalled = facts.profile?.boostInstalled === true;
  return facts.session?.running === true && (isInstalled || isDrawing(facts));
}
