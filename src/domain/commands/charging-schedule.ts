import { type Static, Type } from 'typebox';
import {
  type EvidenceInput,
  noEvidence,
  toEvidence,
  toFreshReport,
  type Verdict,
} from '../evidence.ts';
import type { MeterReport, ProfileReport, SessionReport } from '../reports.ts';
import { refuseSchedule } from './charger-guards.ts';
import { outOfService } from './inoperative.ts';
import { chargingPowerFloorW } from './power-floor.ts';
import { isTold } from './profile-word.ts';
import { type CommandSpec, type InputFault, minutes, seconds } from './spec.ts';

const schema = Type.Object(
  {
    /** Names the plan; `null` takes what was planned away. */
    planId: Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Null()]),
    /** In order; each holds until the next begins, the last until `endAt`. */
    periods: Type.Array(
      Type.Object(
        {
          startAt: Type.String({ format: 'date-time' }),
          /** A per phase: 0, or 6 and more (safety.md). */
          limitAmps: Type.Number({ minimum: 0, maximum: 125 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 24 },
    ),
    /** From here on nothing is limited; `null` with no periods. */
    endAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    /** An open boost is lifted above it again: the charger may have forgotten it. */
    isBoosting: Type.Boolean(),
    /** The plan charges now: a session is begun where none runs. */
    begins: Type.Boolean(),
    /** The plan rests now, and is kept by on and off: the session that runs is ended. */
    ends: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/** The parameters of {@link setChargingSchedule}. */
export type ChargingScheduleParams = Static<typeof schema>;

/** What a schedule limits to at a moment, A per phase; `null` = nothing is limited. */
export function limitOf({ periods, endAt }: ChargingScheduleParams, atMs: number): number | null {
  if (endAt === null || Date.parse(endAt) <= atMs) return null;
  const begun = periods.filter(({ startAt }) => Date.parse(startAt) <= atMs);
  return begun.at(-1)?.limitAmps ?? null;
}

/** True where a schedule lets nothing flow at a moment (Unix ms). */
export function restsAt(params: ChargingScheduleParams, atMs: number): boolean {
  return !params.isBoosting && limitOf(params, atMs) === 0;
}

/** The least current that a vehicle can be given, A (IEC 61851-1, safety.md "EV current"). */
export const leastAmps = 6;

/**
 * Bring a charger's own schedule to what the gateway plans: made by the gateway, after a change of
 * plan and after a reconnect (design section 5; ocpp.md 3.1, step 5).
 */
export const setChargingSchedule: CommandSpec<'set_charging_schedule', ChargingScheduleParams> = {
  kind: 'set_charging_schedule',
  schema,
  policy: {
    waitsOffline: 'no',
    expiresAfterMs: minutes(15),
    autoRetry: true,
    answerWindowMs: seconds(30),
    evidenceWindowMs: minutes(2),
    graceMs: minutes(15),
    laneFreeAt: 'acknowledged',
  },
  classes: ['charger', 'vehicle'],
  supersedeKey: () => 'schedule',
  aspects: ['profile', 'session', 'meter'],
  replans: true,
  faults: (params) => toFaults(params),
  refuse: (params, view) => refuseSchedule(view, params),
  judge: (params, input) => judgeSchedule(params, input),
};

function toFaults({ periods, endAt }: ChargingScheduleParams): readonly InputFault[] {
  const faults: InputFault[] = [];
  const fault = (path: readonly string[], message: string) =>
    faults.push({ code: 'invalid_parameters', path, message });
  periods.forEach(({ startAt, limitAmps }, index) => {
    const path = ['periods', String(index)];
    if (limitAmps > 0 && limitAmps < leastAmps) {
      fault([...path, 'limitAmps'], `must be 0, or ${leastAmps} A and more`);
    }
    const next = periods[index + 1]?.startAt ?? endAt;
    if (next !== null && Date.parse(next) <= Date.parse(startAt)) {
      fault([...path, 'startAt'], 'must be before what follows it');
    }
  });
  if (periods.length > 0 && endAt === null) fault(['endAt'], 'must be given with periods');
  return faults;
}

/** What the charger holds, by its own acceptance or its read-back, newer than SENT. */
function judgeSchedule(params: ChargingScheduleParams, input: EvidenceInput): Verdict {
  const { profile } = input.reports;
  if (!profile || profile.receivedAtMs < input.sentAtMs) return noEvidence;
  const shown = profile.value as ProfileReport;
  const evidence = toEvidence('profile', profile, shown);
  if (shown.outOfServiceId !== undefined) return outOfService(evidence);
  // Where one place is all there is, the boost has it until it ends.
  const isCovered = params.isBoosting && shown.planCovered === true;
  const isPlanned = (shown.planId ?? null) === params.planId || isCovered;
  const isSwitched = shown.control === 'on_off';
  // What takes no limit has none for a boost to be lifted above.
  const isLifted = !params.isBoosting || shown.boostInstalled || isSwitched;
  const session = input.reports.session?.value as SessionReport | undefined;
  if (params.begins && !session?.running) {
    const idle = 'the plan charges now, and no session runs';
    return { kind: 'contrary', code: 'effect_not_seen', detail: idle, evidence };
  }
  if (isPlanned && isLifted) {
    const mustRest = isSwitched && (params.ends === true || restsAt(params, input.sentAtMs));
    if (mustRest) return judgeRest(input, evidence);
    return isTold(shown) ? { kind: 'proved', evidence } : noEvidence;
  }
  const detail = isPlanned ? 'the boost is not installed' : 'another schedule is installed';
  return { kind: 'contrary', code: 'effect_not_seen', detail, evidence };
}

/** By on and off: no session runs, or nothing flows in the one that does. */
function judgeRest(input: EvidenceInput, installed: ReturnType<typeof toEvidence>): Verdict {
  const { session } = input.reports;
  if (!(session?.value as SessionReport | undefined)?.running) {
    const isNews = session !== undefined && session.receivedAtMs >= input.sentAtMs;
    const evidence = isNews ? toEvidence('session', session, session.value) : installed;
    return { kind: 'proved', evidence };
  }
  const meter = toFreshReport(input, 'meter');
  if (!meter) return noEvidence;
  const { powerW } = meter.value as MeterReport;
  const evidence = toEvidence('meter', meter, meter.value);
  if (powerW <= chargingPowerFloorW) return { kind: 'proved', evidence };
  const detail = `the plan rests, and the meter shows ${powerW} W`;
  return { kind: 'contrary', code: 'effect_not_seen', detail, evidence };
}
