import { type Static, Type } from 'typebox';
import { type EvidenceInput, noEvidence, toEvidence, type Verdict } from '../evidence.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object({}, { additionalProperties: false });

/**
 * Restart a device (mqtt.md `reboot`). Proved by another boot than the one that it was sent to;
 * never retried, since every attempt is a restart (lifecycle rule 6).
 */
export const reboot: CommandSpec<'reboot', Static<typeof schema>> = {
  kind: 'reboot',
  schema,
  policy: {
    waitsOffline: 'no',
    expiresAfterMs: seconds(60),
    autoRetry: false,
    answerWindowMs: seconds(30),
    evidenceWindowMs: seconds(180),
    graceMs: minutes(15),
    laneFreeAt: 'settled',
  },
  classes: ['heat_pump_controller', 'heat_pump_unit', 'battery'],
  supersedeKey: () => null,
  aspects: ['boot'],
  evidenceSince: 'sent',
  faults: () => [],
  refuse: () => null,
  judge: (_params, input) => judgeBoot(input),
};

/** The same boot proves nothing against it: the device may still be about to restart. */
function judgeBoot({ reports, marks, sentAtMs }: EvidenceInput): Verdict {
  const report = reports.boot;
  const before = marks.boot;
  if (!report || !before || report.receivedAtMs < sentAtMs) return noEvidence;
  if (report.bootId === before.bootId) return noEvidence;
  return { kind: 'proved', evidence: toEvidence('boot', report, { bootId: report.bootId }) };
}
