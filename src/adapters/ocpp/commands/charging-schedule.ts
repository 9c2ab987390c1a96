import {
  type ChargingScheduleParams,
  restsAt,
  setChargingSchedule as spec,
} from '../../../domain/commands/charging-schedule.ts';
import { chargingPowerFloorW } from '../../../domain/commands/power-floor.ts';
import type { Order } from '../../../domain/ports/connections.ts';
import type { SendResult } from '../../../domain/reply.ts';
import type { Charger } from '../charger.ts';
import type { Profile } from '../dialect.ts';
import type { Steps } from '../procedure.ts';
import { climb } from '../profiles/ladder.ts';
import { ensureNoBoostLeft } from '../profiles/leftover.ts';
import { type LimitCurve, limitAt } from '../profiles/limit-curve.ts';
import { makeProfile } from '../profiles/make-profile.ts';
import { giveWay, isSamePlace } from '../profiles/own-profiles.ts';
import { toPlaces } from '../profiles/places.ts';
import type { Rung } from '../profiles/rungs.ts';
import { nominalVoltage } from '../profiles/units.ts';
import type { CommandHandler } from '../version.ts';
import { clearPlans } from './clear-profile.ts';
import { ensureLifted, toTopLimit } from './lift-limit.ts';
import { judgeLifted, toLifted } from './lifted-plan.ts';
import { isCharging, isTakenForWatts, tryOtherUnit } from './other-unit.ts';
import { ensureReadBack } from './read-back.ts';
import type { LimitReading } from './read-limit.ts';
import { toCurve } from './schedule-curve.ts';
import { ensureBegun } from './session-steps.ts';
import { ensureSwitched, judgeSwitched } from './switched-plan.ts';
import { toWanted } from './wanted-limit.ts';
import { type ReadBack, watchProfiles } from './watch-profiles.ts';

const AMPS_TOLERANCE = 0.5;
/** Meters, voltages and a charger's own draw. */
const POWER_TOLERANCE = 1.2;

type Planned = { readonly params: ChargingScheduleParams; readonly curve: LimitCurve };

/**
 * Bring the charger's own schedule to what the gateway plans (ocpp.md 3.2, "Charge preferences"
 * and 3.1, step 5): a profile of the running session, else a default of the connector for whatever
 * session comes, else by ending and beginning sessions; an open boost is lifted above it again.
 */
export const setChargingSchedule: CommandHandler = async (order, steps) => {
  if (order.command.kind !== 'set_charging_schedule') {
    return { kind: 'unsupported', detail: 'no charging schedule' };
  }
  if (steps.isPastDeadline()) return steps.end('past its deadline: nothing was sent').verdict;
  const { params } = order.command;
  const { charger } = steps;
  const { memory, clock, traits } = charger;
  const { endsOnZero } = await traits.read();
  const curve = toCurve(params, { facts: memory.facts, endsOnZero, nowMs: clock.nowMs() });
  const lifted = toLifted(charger);
  const judge = (reading: LimitReading) => {
    if (memory.isSwitched) return judgeSwitched(charger, params, reading);
    if (curve) return judgeReading(charger, { params, curve }, reading);
    return judgeLifted(charger, lifted, reading);
  };
  const onEnding = () => watch(steps, curve, judge);
  const ended =
    (params.begins ? await ensureBegun(order, steps) : null) ??
    (params.isBoosting ? null : await ensureNoBoostLeft(steps)) ??
    (await ensurePlanned(steps, params, { curve, onEnding })) ??
    (params.isBoosting && !memory.isSwitched ? await ensureBoosted(order, steps) : null) ??
    (await ensureReadBack(steps, judge));
  if (ended) return ended;
  watch(steps, curve, judge);
  return { kind: 'accepted' };
};

function watch(
  steps: Steps,
  curve: LimitCurve | null,
  judge: (reading: LimitReading) => ReadBack,
): void {
  const { charger } = steps;
  const { memory } = charger;
  const forMs = spec.policy.evidenceWindowMs ?? 0;
  const isEnough = () => !mustFlow(charger, curve) || isCharging(charger);
  const onNothing = async (signal: AbortSignal, limitAmps: number | null) => {
    const purpose = memory.profiles.boostInstalled ? 'boost' : 'plan';
    await tryOtherUnit(steps.goOn(signal), purpose, limitAmps);
  };
  steps.watch(watchProfiles(charger, { forMs, judge, isEnough, onNothing }));
}

/** A session runs that the plan, or a boost above it, lets charge, and its vehicle would. */
function mustFlow({ memory, clock }: Charger, curve: LimitCurve | null): boolean {
  const isAllowed =
    memory.profiles.boostInstalled || (curve && (limitAt(curve, clock.nowMs()) ?? 0) > 0);
  const isWilling = memory.main().status?.state !== 'suspended_vehicle';
  return memory.runningSession() !== null && isWilling && isAllowed === true;
}

async function ensurePlanned(
  steps: Steps,
  params: ChargingScheduleParams,
  { curve, onEnding }: { readonly curve: LimitCurve | null; readonly onEnding: () => void },
): Promise<SendResult | null> {
  const { charger } = steps;
  const { memory, clock } = charger;
  const { planId } = params;
  if (planId === null || !curve) return clearPlans(steps);
  const key = memory.runningKey();
  const isPause = key !== null && limitAt(curve, clock.nowMs()) === 0;
  // Before the limit leaves: the end of a session may arrive before the answer to it.
  if (isPause) memory.paused = { sessionId: key.sessionId, atMs: clock.nowMs() };
  const climbed = await climb(steps, {
    wanted: toWanted(charger, 'plan', curve),
    places: toPlaces(memory, curve),
    planId,
    onLate: () => null,
    mustYield: (profile, rung) => params.isBoosting && isOfBoost(charger, profile, rung),
  });
  if (climbed.kind === 'ended') return climbed.verdict;
  if (climbed.kind === 'installed') return null;
  memory.paused = null;
  if (climbed.mustYield) {
    giveWay(memory, 'plan', 'boost');
    return null;
  }
  const rests = restsAt(params, clock.nowMs());
  return ensureSwitched(steps, { planId, rests, refusal: climbed.refusal, onEnding });
}

/** The place of the open boost; of one that an earlier link gave, if it was taken the same way. */
function isOfBoost(charger: Charger, profile: Profile, rung: Rung): boolean {
  const { memory } = charger;
  const isKnown = memory.profiles.boostInstalled && memory.runningKey() !== null;
  const boost =
    memory.held.get('boost')?.profile ??
    (isKnown ? makeProfile(toTopLimit(charger), rung, memory) : null);
  return boost !== null && isSamePlace(boost, profile);
}

async function ensureBoosted(order: Order, steps: Steps): Promise<SendResult | null> {
  const lifted = await ensureLifted(order, steps, () => null);
  if (lifted.kind === 'done') return null;
  return lifted.kind === 'ended' ? lifted.verdict : lifted.refusal;
}

/**
 * The schedule that the charger shows is its word; one that shows no limit says nothing, and then
 * the meter of a running session does. What it shows above our limit is not our plan.
 */
function judgeReading(
  charger: Charger,
  { params, curve }: Planned,
  reading: LimitReading,
): ReadBack {
  const { memory, clock } = charger;
  const limitAmps = reading.kind === 'read' ? reading.limitAmps : null;
  const wantedAmps = limitAt(curve, clock.nowMs());
  // Nothing of the plan can be seen where nothing is limited, or below a boost.
  const isBelow = params.isBoosting && memory.profiles.boostInstalled;
  if (wantedAmps === null || isBelow) return { limitAmps, isShown: true };
  if (limitAmps === null) return { limitAmps, isShown: isMetered(charger, wantedAmps) };
  const isOther = limitAmps > wantedAmps + AMPS_TOLERANCE || isTakenForWatts(limitAmps);
  memory.profiles.planId = isOther ? null : params.planId;
  return { limitAmps, isShown: true };
}

function isMetered({ memory }: Charger, wantedAmps: number): boolean {
  const { powerW, settling } = memory.main();
  if (!memory.runningSession() || powerW === null) return false;
  if (wantedAmps === 0) return powerW <= chargingPowerFloorW;
  const mostW = wantedAmps * nominalVoltage * memory.phasesOf(memory.mainConnectorId());
  if (settling !== null) return false;
  return powerW > chargingPowerFloorW && powerW <= mostW * POWER_TOLERANCE;
}
