import { type Static, Type } from 'typebox';
import {
  type EvidenceInput,
  noEvidence,
  toEvidence,
  toFreshReport,
  type Verdict,
} from '../evidence.ts';
import type { MeterReport, ProfileReport, SessionReport } from '../reports.ts';
import { chargingPowerFloorW } from './boost.ts';
import { type CommandSpec, minutes, seconds } from './spec.ts';

const schema = Type.Object({}, { additionalProperties: false });

/** End a boost: our profile is lifted, and what the boost began is brought to a halt. */
export const cancelBoost: CommandSpec<'cancel_boost', Static<typeof schema>> = {
  kind: 'cancel_boost',
  schema,
  policy: {
    waitsOffline: 'yes',
    expiresAfterMs: minutes(60),
    autoRetry: true,
    answerWindowMs: seconds(30),
    evidenceWindowMs: minutes(2),
    graceMs: minutes(30),
    laneFreeAt: 'acknowledged',
  },
  classes: ['charger', 'vehicle'],
  supersedeKey: () => 'boost',
  aspects: ['session', 'meter', 'profile'],
  wish: { name: 'boost', change: 'close' },
  faults: () => [],
  refuse: () => null,
  judge: (_params, input) => judgeCancel(input),
};

/**
 * The profile must be gone on a read-back newer than SENT. Where the boost began the session there
 * is no plan to fall back to, so the power must be below the floor too (design section 5).
 */
function judgeCancel(input: EvidenceInput): Verdict {
  const profile = input.reports.profile;
  const isReadBack = profile && profile.receivedAtMs >= input.sentAtMs;
  if (!isReadBack) return noEvidence;
  const shown = profile.value as ProfileReport;
  if (shown.boostInstalled) {
    const evidence = toEvidence('profile', profile, shown);
    return {
      kind: 'contrary',
      code: 'effect_not_seen',
      detail: 'our profile is still installed',
      evidence,
    };
  }
  if (!shown.readBack) return noEvidence;
  const session = input.reports.session?.value as SessionReport | undefined;
  if (!session?.running || !session.startedByGateway) {
    return { kind: 'proved', evidence: toEvidence('profile', profile, shown) };
  }
  return judgePower(input);
}

function judgePower(input: EvidenceInput): Verdict {
  const meter = toFreshReport(input, 'meter');
  if (!meter) return noEvidence;
  const { powerW } = meter.value as MeterReport;
  const evidence = toEvidence('meter', meter, meter.value);
  if (powerW <= chargingPowerFloorW) return { kind: 'proved', evidence };
  const detail = `the meter still shows ${powerW} W, the floor is ${chargingPowerFloorW} W`;
  return { kind: 'contrary', code: 'effect_not_seen', detail, evidence };
}
