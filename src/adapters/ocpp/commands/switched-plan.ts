import {
  type ChargingScheduleParams,
  restsAt,
} from '../../../domain/commands/charging-schedule.ts';
import { chargingPowerFloorW } from '../../../domain/commands/power-floor.ts';
import type { SendResult } from '../../../domain/reply.ts';
import type { Charger } from '../charger.ts';
import type { Steps } from '../procedure.ts';
import { switchPlan } from '../profiles/own-profiles.ts';
import { onOffRung } from '../profiles/rungs.ts';
import { clearPlans } from './clear-profile.ts';
import { switchOff, waitForEnd } from './on-off.ts';
import type { LimitReading } from './read-limit.ts';
import type { ReadBack } from './watch-profiles.ts';

/** A plan that no profile can say. */
export type SwitchedPlan = {
  readonly planId: string;
  /** It lets nothing flow now. */
  readonly rests: boolean;
  /** Of every profile that was tried. */
  readonly refusal: SendResult;
  /** The charger said after the window that it ends its session. */
  readonly onEnding: () => void;
};

/**
 * Keeps a plan by on and off (ocpp.md 3.3, rungs 4 and 5): the session that runs while the plan
 * rests is ended; one that has to run was begun before the profiles were tried. The gateway comes
 * back at each switch of the plan. `null`: done, or the end of the session is on its way.
 */
export async function ensureSwitched(steps: Steps, plan: SwitchedPlan): Promise<SendResult | null> {
  const { memory } = steps.charger;
  // Rungs may be left then, and nothing may be sent any more.
  if (steps.isPastDeadline()) return plan.refusal;
  // What an earlier plan has left would hold down what is begun.
  const isLimited = memory.profiles.planId !== null && !memory.isSwitched;
  if (isLimited && (await clearPlans(steps))) return plan.refusal;
  await learnSwitched(steps);
  const ended = plan.rests ? await ensureEnded(steps, plan) : null;
  if (ended) return ended;
  switchPlan(memory, plan.planId);
  return null;
}

async function ensureEnded(
  steps: Steps,
  { planId, refusal, onEnding }: SwitchedPlan,
): Promise<SendResult | null> {
  const { memory } = steps.charger;
  const session = memory.runningSession();
  if (!session) return null;
  const ended = await switchOff(steps, () => {
    switchPlan(memory, planId);
    onEnding();
  });
  if (!ended || ended.kind === 'accepted') {
    await waitForEnd(steps, session);
    return null;
  }
  const isRefused = ended.kind === 'rejected' || ended.kind === 'unsupported';
  // Refused as well: what was tried before is told, unless something else is left to be done.
  return isRefused && memory.outOfServiceId === null ? refusal : ended;
}

/** Shown once more until its model is taken for it, as every rung is. */
async function learnSwitched({ charger: { traits } }: Steps): Promise<void> {
  const { rung, rungStanding } = await traits.read();
  const isKnown = rung === onOffRung && rungStanding === 'sure';
  if (!isKnown) await traits.learn({ rung: onOffRung });
}

/** No schedule of the charger shows such a plan: its session and its meter do. */
export function judgeSwitched(
  { memory, clock }: Charger,
  params: ChargingScheduleParams,
  reading: LimitReading,
): ReadBack {
  const limitAmps = reading.kind === 'read' ? reading.limitAmps : null;
  const { powerW } = memory.main();
  const isIdle = powerW !== null && powerW <= chargingPowerFloorW;
  const isAtRest = memory.runningSession() === null || isIdle;
  return { limitAmps, isShown: isAtRest || !restsAt(params, clock.nowMs()) };
}
