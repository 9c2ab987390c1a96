import { type Static, Type } from 'typebox';
import {
  type EvidenceInput,
  noEvidence,
  toEvidence,
  toFreshReport,
  type Verdict,
} from '../evidence.ts';
import { periodAt } from '../planning/plan.ts';
import type {
  BatteryReport,
  MeterReport,
  ProfileReport,
  SessionReport,
  StatusReport,
} from '../reports.ts';
import { judgeEquality, matches } from './equality.ts';
import { toControlPolicy } from './policies.ts';
import { chargingPowerFloorW } from './power-floor.ts';
import { isTold } from './profile-word.ts';
import { type CommandSpec, type DeviceView, minutes } from './spec.ts';

const schema = Type.Object(
  {
    /** True where a vehicle that is in a session should now be charging; filled at acceptance. */
    expectsPower: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/**
 * Control a device again: the guard is installed, where a limit is taken at all, and the present
 * plan follows as a command of its own (ocpp.md 3.2, "Resume smart control"; mqtt.md `resume`).
 */
export const resume: CommandSpec<'resume', Static<typeof schema>> = {
  kind: 'resume',
  schema,
  policy: toControlPolicy(minutes(5)),
  classes: ['charger', 'vehicle', 'battery'],
  supersedeKey: () => 'control',
  aspects: ['profile', 'status', 'session', 'meter', 'battery'],
  wish: { name: 'suspended', change: 'close' },
  complete: (_params, view) => ({ expectsPower: expectsPower(view) }),
  replans: true,
  faults: () => [],
  refuse: () => null,
  judge: ({ expectsPower: isExpected }, input) => {
    if (input.reports.battery) return judgeBattery(input);
    const installed = judgeGuard(input);
    if (installed.kind !== 'proved' || isExpected !== true) return installed;
    return judgePower(input);
  },
};

/** Where the plan rests, no power comes, and none is missed (docs/adr/0008). */
function expectsPower(view: DeviceView): boolean {
  const session = view.reports.session?.value as SessionReport | undefined;
  if (view.device.class === 'battery' || !session?.running) return false;
  return (periodAt(view.settings.plan, view.nowMs)?.limit ?? 1) > 0;
}

function judgeBattery(input: EvidenceInput): Verdict {
  return judgeEquality(input, 'battery', (value) => {
    const shown = (value as BatteryReport).suspended;
    return { wanted: false, shown, equal: matches(shown, (each) => !each) };
  });
}

function judgeGuard({ reports: { profile }, sentAtMs }: EvidenceInput): Verdict {
  if (!profile || profile.receivedAtMs < sentAtMs) return noEvidence;
  const shown = profile.value as ProfileReport;
  const evidence = toEvidence('profile', profile, shown);
  // What takes no limit has no guard: its sessions are ended and begun as the plan says.
  const isControlled = shown.guardInstalled || shown.control === 'on_off';
  if (isControlled && isTold(shown)) return { kind: 'proved', evidence };
  const detail = 'our guard is not installed';
  return { kind: 'contrary', code: 'effect_not_seen', detail, evidence };
}

/** Lifted but not drawn is a failure of the vehicle (design section 5). */
function judgePower(input: EvidenceInput): Verdict {
  const session = input.reports.session?.value as SessionReport | undefined;
  const meter = toFreshReport(input, 'meter');
  if (!meter) return noEvidence;
  const { powerW, isSettling = false } = meter.value as MeterReport;
  if (isSettling && powerW > chargingPowerFloorW) return noEvidence;
  const evidence = toEvidence('meter', meter, meter.value);
  if (session?.running && powerW > chargingPowerFloorW) return { kind: 'proved', evidence };
  const status = input.reports.status?.value as StatusReport | undefined;
  const isVehicleIdle = status?.state === 'suspended_vehicle';
  const code = isVehicleIdle ? 'vehicle_not_drawing' : 'effect_not_seen';
  const detail = `the meter shows ${powerW} W, the floor is ${chargingPowerFloorW} W`;
  return { kind: 'contrary', code, detail, evidence };
}
