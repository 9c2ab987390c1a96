import { type Static, Type } from 'typebox';
import { type EvidenceInput, noEvidence, toEvidence, type Verdict } from '../evidence.ts';
import type { BatteryReport, ProfileReport } from '../reports.ts';
import { judgeEquality, matches } from './equality.ts';
import { toControlPolicy } from './policies.ts';
import { type CommandSpec, minutes } from './spec.ts';

const schema = Type.Object({}, { additionalProperties: false });

/**
 * Stop controlling a device: our limits are taken from it, what it does now it goes on doing
 * (ocpp.md 3.2, "Suspend smart control"; mqtt.md `suspend`). A boost has its own cancel.
 */
export const suspend: CommandSpec<'suspend', Static<typeof schema>> = {
  kind: 'suspend',
  schema,
  policy: toControlPolicy(minutes(2)),
  classes: ['charger', 'vehicle', 'battery'],
  supersedeKey: () => 'control',
  aspects: ['profile', 'battery'],
  wish: { name: 'suspended', change: 'open' },
  replans: true,
  faults: () => [],
  refuse: () => null,
  judge: (_params, input) => (input.reports.battery ? judgeBattery(input) : judgeProfiles(input)),
};

function judgeBattery(input: EvidenceInput): Verdict {
  return judgeEquality(input, 'battery', (value) => {
    const shown = (value as BatteryReport).suspended;
    return { wanted: true, shown, equal: matches(shown, (each) => each) };
  });
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
  return shown.readBack ? { kind: 'proved', evidence } : noEvidence;
}
