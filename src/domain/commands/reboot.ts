import { type Static, Type } from 'typebox';
import { type EvidenceInput, noEvidence, toEvidence, type Verdict } from '../evidence.ts';
import type { BootReport } from '../reports.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object({}, { additionalProperties: false });

/** A device's clock may differ from ours by so much (lifecycle.md, "Windows"), ms; never scaled. */
const skewMaxMs = 5_000;

/**
 * Restart a device (mqtt.md `reboot`, OCPP Reset). Proved by another boot than the one that it was
 * sent to, unless the device says that it booted before that; never retried, since every attempt is
 * a restart (lifecycle rule 6).
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
  classes: ['heat_pump_controller', 'heat_pump_unit', 'battery', 'charger', 'vehicle'],
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
  if (bootedBefore(report.value as Partial<BootReport>, sentAtMs)) return noEvidence;
  return { kind: 'proved', evidence: toEvidence('boot', report, { bootId: report.bootId }) };
}

/**
 * A device that restarted by itself is on a link that we do not know to be dead: what is sent then
 * goes nowhere, and its birth comes after SENT. Without a clock, or its word, we cannot tell.
 */
function bootedBefore({ bootedAt, clockSet }: Partial<BootReport>, sentAtMs: number): boolean {
  if (clockSet !== true || !bootedAt) return false;
  return Date.parse(bootedAt) + skewMaxMs < sentAtMs;
}
