import { type Static, Type } from 'typebox';
import {
  type EvidenceInput,
  noEvidence,
  toEvidence,
  toFreshReport,
  type Verdict,
} from '../evidence.ts';
import { periodAt } from '../planning/plan.ts';
import type { MeterReport, ProfileReport, SessionReport } from '../reports.ts';
import { outOfService } from './inoperative.ts';
import { chargingPowerFloorW } from './power-floor.ts';
import { isTold } from './profile-word.ts';
import { type CommandSpec, type DeviceView, minutes, seconds } from './spec.ts';

const schema = Type.Object(
  {
    /**
     * True where the plan rests now: the power must fall. False where nothing is to be brought to
     * rest. Absent: what the boost began is. Filled at acceptance.
     */
    planRests: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

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
  complete: (_params, view) => {
    // After a suspension nothing of ours may limit it; its plan is made, but not in force.
    if (view.wishes.suspended || !hasBoost(view)) return { planRests: false };
    const period = periodAt(view.settings.plan, view.nowMs);
    return period ? { planRests: period.limit === 0 } : {};
  },
  replans: true,
  faults: () => [],
  refuse: () => null,
  judge: ({ planRests }, input) => judgeCancel(input, planRests),
};

/**
 * A boost is open, its profile is installed, or what it began may run: a test ends what it began,
 * so a session of ours is a test's own only while that goes on.
 */
function hasBoost({ wishes, reports }: DeviceView): boolean {
  if (wishes.boost) return true;
  if ((reports.profile?.value as ProfileReport | undefined)?.boostInstalled) return true;
  const session = reports.session?.value as SessionReport | undefined;
  return session?.running === true && session.startedByGateway && !wishes.test;
}

/**
 * The profile must be gone on a read-back newer than SENT. Where the plan rests, or there is none
 * and the boost began the session, the power must be below the floor too (design section 5).
 */
function judgeCancel(input: EvidenceInput, planRests: boolean | undefined): Verdict {
  const profile = input.reports.profile;
  const isReadBack = profile && profile.receivedAtMs >= input.sentAtMs;
  if (!isReadBack) return noEvidence;
  const shown = profile.value as ProfileReport;
  if (shown.outOfServiceId !== undefined) {
    return outOfService(toEvidence('profile', profile, shown));
  }
  if (shown.boostInstalled) {
    const evidence = toEvidence('profile', profile, shown);
    return {
      kind: 'contrary',
      code: 'effect_not_seen',
      detail: 'our profile is still installed',
      evidence,
    };
  }
  if (!isTold(shown)) return noEvidence;
  const session = input.reports.session?.value as SessionReport | undefined;
  const mustRest = planRests ?? session?.startedByGateway ?? false;
  if (session?.running && mustRest) return judgePower(input);
  const ended = mustRest ? toEnd(input) : null;
  return { kind: 'proved', evidence: ended ?? toEvidence('profile', profile, shown) };
}

/** What had to come to rest has ended since: that proves it, not what was read before. */
function toEnd({ reports: { session }, sentAtMs }: EvidenceInput) {
  const isNews = session !== undefined && session.receivedAtMs >= sentAtMs;
  return isNews ? toEvidence('session', session, session.value) : null;
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
