import type { Aspect, Report, Reports } from './reports.ts';

/** The point that evidence must be newer than: taken at SENT, moved by the device's own answer. */
export type Mark = { readonly rev: number; readonly bootId: string };
/** One mark per aspect that the command changes. */
export type Marks = Readonly<Partial<Record<Aspect, Mark>>>;

/** What a judge may look at. All times are Unix ms. */
export type EvidenceInput = {
  /** Whose wish is judged: a report that names another transaction is not about it. */
  readonly transactionId: string;
  readonly reports: Reports;
  readonly marks: Marks;
  readonly sentAtMs: number;
};

/** What the reports say of a wish; `none` = nothing newer than the mark was reported. */
export type Verdict =
  | { readonly kind: 'proved'; readonly evidence: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'contrary';
      readonly code: string;
      readonly detail: string;
      readonly evidence: Readonly<Record<string, unknown>>;
      /** Nothing that follows can show otherwise: it ends the wish before its window does. */
      readonly isFinal?: true;
    }
  | { readonly kind: 'none' };

/** A report that showed the wish, and was replaced by one that does not, before the answer came. */
export type Shown = Mark & {
  readonly aspect: Aspect;
  readonly evidence: Readonly<Record<string, unknown>>;
};

/** Nothing newer than the mark was reported. */
export const noEvidence: Verdict = { kind: 'none' };

/**
 * The report of an aspect if it is newer than its mark (lifecycle rule 11), else `null`.
 * A report from before SENT never counts, even when a device repeats it after a reconnect with an
 * unchanged `rev`; after a new boot every report received since SENT counts.
 */
export function toFreshReport(input: EvidenceInput, aspect: Aspect): Report | null {
  const report = input.reports[aspect];
  if (!report || report.receivedAtMs < input.sentAtMs) return null;
  const mark = input.marks[aspect];
  // A mark without a boot was named by an answer before any report: only its revision is known.
  const isNewBoot = mark && mark.bootId !== '' && mark.bootId !== report.bootId;
  if (!mark || isNewBoot) return report;
  return report.rev > mark.rev ? report : null;
}

/** The evidence record of one report, as stored in the transaction and shown to clients. */
export function toEvidence(aspect: Aspect, report: Report, value: unknown) {
  return { aspect, rev: report.rev, at: new Date(report.receivedAtMs).toISOString(), value };
}

/** What a report showed, if it is what the verdict was proved by; else `null`. */
export function toShown(verdict: Verdict, aspect: Aspect, report: Report): Shown | null {
  if (verdict.kind !== 'proved' || verdict.evidence['aspect'] !== aspect) return null;
  return { aspect, rev: report.rev, bootId: report.bootId, evidence: verdict.evidence };
}

/**
 * True when a device, by an answer that names this revision, had shown the wish at it or later: the
 * effect was there, though its owner may have changed it since.
 */
export function wasShown(
  shown: Shown | null,
  named: { aspect: Aspect; rev: number },
  reports: Reports,
): shown is Shown {
  if (shown?.aspect !== named.aspect || shown.rev < named.rev) return false;
  // Revisions are comparable inside one boot only.
  return reports[named.aspect]?.bootId === shown.bootId;
}

/** The current revisions as marks: evidence must then be newer than everything stored now. */
export function toMarks(reports: Reports, aspects: readonly Aspect[]): Marks {
  const marks: Partial<Record<Aspect, Mark>> = {};
  for (const aspect of aspects) {
    const report = reports[aspect];
    if (report) marks[aspect] = { rev: report.rev, bootId: report.bootId };
  }
  return marks;
}
