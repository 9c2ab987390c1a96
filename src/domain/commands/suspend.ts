import { type Static, Type } from 'typebox';
import { type EvidenceInput, noEvidence, toEvidence, type Verdict } from '../evidence.ts';
import { isPluggedIn, toChargerFacts } from '../planning/charger-facts.ts';
import { periodAt } from '../planning/plan.ts';
import type { BatteryReport, ProfileReport, SessionReport } from '../reports.ts';
import { judgeEquality, matches } from './equality.ts';
import { toControlPolicy } from './policies.ts';
import { isTold } from './profile-word.ts';
import { type CommandSpec, type DeviceView, minutes } from './spec.ts';

const schema = Type.Object(
  {
    /** The plan has ended the session of a vehicle that waits; filled at acceptance. */
    begins: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/**
 * Stop controlling a device: our limits are taken from it, what it does now it goes on doing
 * (ocpp.md 3.2, "Suspend smart control"; mqtt.md `suspend`). A session that our plan has ended,
 * because no limit could say its rest, is begun again. A boost has its own cancel.
 */
export const suspend: CommandSpec<'suspend', Static<typeof schema>> = {
  kind: 'suspend',
  schema,
  policy: toControlPolicy(minutes(2)),
  classes: ['charger', 'vehicle', 'battery'],
  supersedeKey: () => 'control',
  aspects: ['profile', 'session', 'battery'],
  wish: { name: 'suspended', change: 'open' },
  complete: (params, view) => (wasEndedByPlan(view) ? { ...params, begins: true } : params),
  replans: true,
  faults: () => [],
  refuse: () => null,
  judge: ({ begins = false }, input) =>
    input.reports.battery ? judgeBattery(input) : judgeCharger(input, begins),
};

/** Other ends were not ours; some chargers give no reason, or none of these. */
const OUR_ENDS: ReadonlySet<string | null> = new Set(['Remote', 'Other', null]);

/** A vehicle waits in a rest of our plan that nothing but the end of its session could say. */
function wasEndedByPlan(view: DeviceView): boolean {
  const facts = toChargerFacts(view.reports);
  const { profile, session } = facts;
  const rests = periodAt(view.settings.plan, view.nowMs)?.limit === 0;
  if (profile?.control !== 'on_off' || !profile.planId || !rests) return false;
  if (!session || session.running || session.vehicleLeft || !isPluggedIn(facts)) return false;
  return OUR_ENDS.has(session.endReason);
}

function judgeBattery(input: EvidenceInput): Verdict {
  return judgeEquality(input, 'battery', (value) => {
    const shown = (value as BatteryReport).suspended;
    return { wanted: true, shown, equal: matches(shown, (each) => each) };
  });
}

function judgeCharger(input: EvidenceInput, begins: boolean): Verdict {
  const lifted = judgeProfiles(input);
  const { session } = input.reports;
  if (lifted.kind !== 'proved' || !begins) return lifted;
  if (!session) return noEvidence;
  const evidence = toEvidence('session', session, session.value);
  if ((session.value as SessionReport).running) return { kind: 'proved', evidence };
  const detail = 'the session that the plan had ended was not begun again';
  return { kind: 'contrary', code: 'effect_not_seen', detail, evidence };
}

/** Gone on a read-back newer than SENT: the plan's profile and the guard's. */
function judgeProfiles({ reports: { profile }, sentAtMs }: EvidenceInput): Verdict {
  if (!profile || profile.receivedAtMs < sentAtMs) return noEvidence;
  const shown = profile.value as ProfileReport;
  const evidence = toEvidence('profile', profile, shown);
  if (shown.planId || shown.guardInstalled) {
    const detail = 'a limit of ours is still installed';
    return { kind: 'contrary', code: 'effect_not_seen', detail, evidence };
  }
  return isTold(shown) ? { kind: 'proved', evidence } : noEvidence;
}
