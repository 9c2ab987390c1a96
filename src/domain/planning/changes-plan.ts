import { targetSoc } from '../commands/charging-preferences.ts';
import type {
  Aspect,
  MeterReport,
  ProfileReport,
  Report,
  SessionReport,
  StatusReport,
} from '../reports.ts';
import { isPluggedIn, toChargerFacts } from './charger-facts.ts';

/**
 * True where a report tells of something that a plan is made from: a vehicle comes or goes, a
 * session begins, ends, or gets or loses priority, a state of charge is told first in its
 * session or passes what a target may be; or of an installed plan that is to be given again.
 * `before`: what it replaced.
 */
export function changesPlan(aspect: Aspect, before: Report | null, value: unknown): boolean {
  switch (aspect) {
    case 'status':
      return !before || isPlugged(before.value) !== isPlugged(value);
    case 'session':
      return !before || toSession(before.value) !== toSession(value);
    case 'meter':
      return tellsNewSoc(before?.value, value);
    case 'profile':
      return isOutdated(value) && !(before && isOutdated(before.value));
    default:
      return false;
  }
}

function isPlugged(value: unknown): boolean {
  const { state } = value as StatusReport;
  const isUnknown = state === 'faulted' || state === 'unavailable' || state === 'reserved';
  return !isUnknown && isPluggedIn({ ...toChargerFacts({}), status: value as StatusReport });
}

function toSession(value: unknown): string | null {
  const { running, sessionId, hasPriority = false } = value as SessionReport;
  return running ? JSON.stringify([sessionId, hasPriority]) : null;
}

/** What the vehicle of another session said tells nothing of this one. */
function tellsNewSoc(before: unknown, value: unknown): boolean {
  const { socPercent, sessionId } = value as Partial<MeterReport>;
  if (typeof socPercent !== 'number') return false;
  const last = before as Partial<MeterReport> | undefined;
  if (typeof last?.socPercent !== 'number' || last.sessionId !== sessionId) return true;
  return toStep(last.socPercent) !== toStep(socPercent);
}

function toStep(percent: number): number {
  return Math.floor(percent / targetSoc.step);
}

function isOutdated(value: unknown): boolean {
  return (value as Partial<ProfileReport>).planOutdated === true;
}
