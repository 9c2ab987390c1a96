import { resume as spec } from '../../../domain/commands/resume.ts';
import type { SendResult } from '../../../domain/reply.ts';
import type { Steps } from '../procedure.ts';
import { climb } from '../profiles/ladder.ts';
import { flatCurve } from '../profiles/limit-curve.ts';
import { switchPlan } from '../profiles/own-profiles.ts';
import type { CommandHandler } from '../version.ts';
import { isCharging, tryOtherUnit } from './other-unit.ts';
import { ensureReadBack, takeWord } from './read-back.ts';
import { watchProfiles } from './watch-profiles.ts';

/**
 * Control the charger again (ocpp.md 3.2, "Resume smart control"): the guard, a default at the
 * lowest level that holds where no other limit of ours does. A charger that takes no limit is
 * controlled by on and off (ocpp.md 3.3, rung 4). The present plan follows as a command of its own.
 */
export const resume: CommandHandler = async (_order, steps) => {
  const { charger } = steps;
  if (steps.isPastDeadline()) return steps.end('past its deadline: nothing was sent').verdict;
  const ended = (await ensureGuarded(steps)) ?? (await ensureReadBack(steps));
  if (ended) return ended;
  const forMs = spec.policy.evidenceWindowMs ?? 0;
  // A session that goes on is looked at until it charges: resuming may have to prove that.
  const isEnough = () => charger.memory.runningSession() === null || isCharging(charger);
  const onNothing = (signal: AbortSignal, limitAmps: number | null) =>
    tryOtherGuard(steps.goOn(signal), limitAmps);
  steps.watch(watchProfiles(charger, { forMs, judge: takeWord, isEnough, onNothing }));
  return { kind: 'accepted' };
};

/** A session that another limit of ours may hold down says nothing of the guard. */
async function tryOtherGuard(steps: Steps, limitAmps: number | null): Promise<void> {
  const { planId, boostInstalled } = steps.charger.memory.profiles;
  if (planId === null && !boostInstalled) await tryOtherUnit(steps, 'guard', limitAmps);
}

async function ensureGuarded(steps: Steps): Promise<SendResult | null> {
  const { charger } = steps;
  const { memory, clock } = charger;
  for (const connectorId of memory.connectorIds()) {
    const curve = flatCurve(memory.facts.maxAmps, clock.nowMs());
    const climbed = await climb(steps, {
      wanted: { purpose: 'guard', connectorId, curve, session: null, sessionStartMs: null },
      places: ['connector', 'station', 'ceiling'],
      planId: null,
      // One of several steps: the next attempt looks again.
      onLate: () => null,
    });
    if (climbed.kind === 'ended') return climbed.verdict;
    if (climbed.kind === 'refused') return ensureSwitchable(steps, climbed.refusal);
    // The whole station is guarded then, and so is each connector of it.
    if (climbed.rung.place !== 'connector') return null;
  }
  return null;
}

/**
 * The rung below all profiles needs no CALL: the plan ends and begins sessions. One that was seen
 * to take a limit of ours refuses this one for another reason.
 */
function ensureSwitchable(steps: Steps, refusal: SendResult): SendResult | null {
  const { memory } = steps.charger;
  const isLimited = memory.profiles.planId !== null && !memory.isSwitched;
  if (isLimited || memory.held.size > 0 || steps.isPastDeadline()) return refusal;
  switchPlan(memory, memory.profiles.planId);
  return null;
}
