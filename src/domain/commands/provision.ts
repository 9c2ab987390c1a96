import { type Static, Type } from 'typebox';
import { noEvidence, toEvidence } from '../evidence.ts';
import type { BootReport } from '../reports.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object(
  { fingerprint: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  { additionalProperties: false },
);

/**
 * The last step of provisioning (provisioning.md 2.3, steps 5 and 6): a registered controller is
 * to come back with its own certificate, whose SHA-256 fingerprint this names. The gateway makes
 * it and nothing goes over the wire: proved by a birth on exactly that certificate. One that does
 * not come within the hour is abandoned, and what it was given is revoked. A link that came by
 * something else (a secret, an older certificate) makes it UNCONFIRMED at once, so that it holds up
 * no command behind it; from then on the device has an hour, two at most after its registration.
 */
export const provision: CommandSpec<'provision', Static<typeof schema>> = {
  kind: 'provision',
  schema,
  policy: {
    waitsOffline: 'yes',
    expiresAfterMs: minutes(60),
    // A link stays on the certificate that it came with: asking it again tells nothing new.
    autoRetry: false,
    answerWindowMs: seconds(30),
    evidenceWindowMs: seconds(60),
    graceMs: minutes(60),
    laneFreeAt: 'settled',
  },
  right: 'provision',
  classes: ['heat_pump_controller'],
  supersedeKey: () => 'provision',
  aspects: ['boot'],
  // A birth may be stored between the take and its result.
  evidenceSince: 'sent',
  faults: () => [],
  refuse: () => null,
  judge: ({ fingerprint }, { reports }) => {
    // The certificate was made for this transaction: a birth on it cannot be older than the wish.
    const report = reports.boot;
    const shown = report && (report.value as BootReport).certificate;
    if (!report || shown !== fingerprint) return noEvidence;
    return { kind: 'proved', evidence: toEvidence('boot', report, { certificate: shown }) };
  },
  farewell: (ending) => (ending === 'SUCCEEDED' || ending === 'SUPERSEDED' ? null : 'abandon'),
};
