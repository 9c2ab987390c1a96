import {
  type EvidenceInput,
  noEvidence,
  toEvidence,
  toFreshReport,
  type Verdict,
} from '../evidence.ts';
import type { Aspect } from '../reports.ts';

/** What a wish compares: the wanted value, and the one that a report shows. */
export type Comparison = {
  readonly wanted: unknown;
  readonly shown: unknown;
  readonly equal: boolean;
};

/**
 * Judges a command whose effect is one aspect's new value: proved when the fresh report equals the
 * wish, contrary when it differs (counted only at the end of the window), none before a report.
 */
export function judgeEquality(
  input: EvidenceInput,
  aspect: Aspect,
  compare: (value: unknown) => Comparison,
): Verdict {
  const report = toFreshReport(input, aspect);
  if (!report) return noEvidence;
  const { wanted, shown, equal } = compare(report.value);
  const evidence = toEvidence(aspect, report, shown ?? null);
  if (equal) return { kind: 'proved', evidence };
  const [wish, world] = [wanted, shown ?? null].map((each) => JSON.stringify(each));
  const detail = `wanted ${wish}, the device shows ${world}`;
  return { kind: 'contrary', code: 'effect_not_seen', detail, evidence };
}

/** Equal within a twentieth of a degree: devices round what they store. */
export function isSameCelsius(left: number | null | undefined, right: number): boolean {
  return typeof left === 'number' && Math.abs(left - right) < 0.05;
}
