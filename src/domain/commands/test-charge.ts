import { type Static, Type } from 'typebox';
import { type EvidenceInput, noEvidence, toEvidence, type Verdict } from '../evidence.ts';
import type { TestReport } from '../reports.ts';
import { refuseTestCharge } from './charger-guards.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object({}, { additionalProperties: false });

/**
 * Prove that a vehicle can be charged and that its charging can be controlled: it begins, and the
 * power falls when the limit is lowered (ocpp.md 3.2, "Test charge"). It succeeds when both were
 * metered, and fails with its verdict otherwise.
 */
export const testCharge: CommandSpec<'test_charge', Static<typeof schema>> = {
  kind: 'test_charge',
  schema,
  policy: {
    waitsOffline: 'briefly',
    expiresAfterMs: seconds(60),
    autoRetry: true,
    answerWindowMs: seconds(30),
    evidenceWindowMs: minutes(5),
    graceMs: minutes(30),
    laneFreeAt: 'acknowledged',
  },
  right: 'test',
  classes: ['charger', 'vehicle'],
  supersedeKey: () => 'boost',
  aspects: ['test'],
  wish: { name: 'test', change: 'open' },
  isTest: true,
  // One that passed makes a device live, and with that planned for.
  replans: true,
  faults: () => [],
  refuse: (_params, view, moment) => refuseTestCharge(view, moment),
  judge: (_params, input) => judgeTest(input),
};

/** The adapter concludes one report from the frames after the last step; it is the verdict. */
function judgeTest(input: EvidenceInput): Verdict {
  const report = input.reports.test;
  if (!report || report.receivedAtMs < input.sentAtMs) return noEvidence;
  const shown = report.value as TestReport;
  // What an earlier test came to may be stored late, when this one was sent already.
  if (shown.transactionId !== input.transactionId) return noEvidence;
  const evidence = toEvidence('test', report, shown);
  if (shown.verdict === 'controllable') return { kind: 'proved', evidence };
  return { kind: 'contrary', code: shown.verdict, detail: shown.detail, evidence, isFinal: true };
}
