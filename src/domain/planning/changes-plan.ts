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
 * session begins, ends, or gets or loses priority, a state of charge is told for the first time; or
 * of an installed plan that is to be given again. `before`: what it replaced.
 */
export function changesPlan(aspect: Aspect, before: Report | null, value: unknown): boolean {
  switch (aspect) {
    case 'status':
      return !before || isPlugged(before.value) !== isPlugged(value);
    case 'session':
      return !before || toSession(before.value) !== toSession(value);
    case 'meter':
      return tellsSoc(value) && !(before && tellsSoc(before.value));
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

function tellsSoc(value: unknown): boolean {
  return typeof (value as Partial<MeterReport>).socPercent === 'number';
}

function isOutdated(value: unknown): boolean {
  return (value as Partial<ProfileReport>).planOutdated === true;
}
