import {
  type EvidenceInput,
  noEvidence,
  toEvidence,
  toFreshReport,
  type Verdict,
} from '../evidence.ts';
import type { Aspect } from '../reports.ts';

/** True or false as the report shows it; `null` = the report says nothing of it. */
export type Match = boolean | null;

/** What a wish compares: the wanted value, and the one that a report shows. */
export type Comparison = {
  readonly wanted: unknown;
  readonly shown: unknown;
  readonly equal: Match;
};

/** Of each side so many characters stand in a reason, which owners and alerts show. */
const shownLengthMax = 200;

/**
 * Judges a command whose effect is one aspect's new value: proved when the fresh report equals the
 * wish, contrary when it differs (counted only at the end of the window), none before a report,
 * and none while the report leaves the value out: not knowing is no failure (promise 4).
 */
export function judgeEquality(
  input: EvidenceInput,
  aspect: Aspect,
  compare: (value: unknown) => Comparison,
): Verdict {
  const report = toFreshReport(input, aspect);
  if (!report) return noEvidence;
  const { wanted, shown, equal } = compare(report.value);
  if (equal === null) return noEvidence;
  const evidence = toEvidence(aspect, report, shown ?? null);
  if (equal) return { kind: 'proved', evidence };
  const detail = `wanted ${toShort(wanted)}, the device shows ${toShort(shown)}`;
  return { kind: 'contrary', code: 'effect_not_seen', detail, evidence };
}

function toShort(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.length <= shownLengthMax ? text : `${text.slice(0, shownLengthMax)}...`;
}

/** Compares what a report shows, where it shows it. */
export function matches<T>(shown: T | undefined, isWanted: (shown: T) => boolean): Match {
  return shown === undefined ? null : isWanted(shown);
}

/** As {@link matches}, for what a device may not know itself: there `null` says nothing either. */
export function matchesKnown<T>(
  shown: T | null | undefined,
  isWanted: (shown: T) => boolean,
): Match {
  return matches(shown ?? undefined, isWanted);
}

/** One part that differs speaks against the whole; else one that is left out leaves it open. */
export function matchesAll(parts: readonly Match[]): Match {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

/** Equal within a twentieth of a degree: devices round what they store. */
export function isSameCelsius(left: number, right: number): boolean {
  return Math.abs(left - right) < 0.05;
}
