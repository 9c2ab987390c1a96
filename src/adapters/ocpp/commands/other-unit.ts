import { chargingPowerFloorW } from '../../../domain/commands/power-floor.ts';
import type { Charger } from '../charger.ts';
import { hasStatus, type Steps } from '../procedure.ts';
import { limitAt } from '../profiles/limit-curve.ts';
import { makeProfile } from '../profiles/make-profile.ts';
import { holdProfile } from '../profiles/own-profiles.ts';
import type { ProfilePurpose } from '../profiles/profile-slots.ts';
import { type Rung, toRungName } from '../profiles/rungs.ts';
import type { RateUnit } from '../profiles/units.ts';
import { mendGuard } from './mend-guard.ts';
import { outdatePlan } from './outdated-plan.ts';
import { toWanted } from './wanted-limit.ts';

/** Of the charger itself, or of what its meter makes up, W. */
const IDLE_W = 100;
/** The least that a limit can be without being none, A; none of ours is below 6. */
const NOBODYS_A = 1;

/**
 * True when power above the floor was metered in a running session since it was last forgotten, and
 * is not what flowed before and may be on its way down.
 */
export function isCharging({ memory }: Charger): boolean {
  const { powerW, settling } = memory.main();
  const isFlowing = (powerW ?? 0) > chargingPowerFloorW && settling === null;
  return memory.runningSession() !== null && isFlowing;
}

/**
 * True for a limit that nobody sets: between none and the least that a vehicle takes. A charger
 * that shows one took amperes for watts.
 */
export function isTakenForWatts(limitAmps: number | null): boolean {
  return limitAmps !== null && limitAmps > 0 && limitAmps < NOBODYS_A;
}

/**
 * Some chargers accept amperes and take the number for watts (ocpp.md 3.4): nothing flows, though
 * the vehicle would, or their schedule shows it. The same limit is then given in the other unit,
 * once. `shownAmps`: what the schedule shows now, `null` = nothing.
 */
export async function tryOtherUnit(
  steps: Steps,
  purpose: ProfilePurpose,
  shownAmps: number | null,
): Promise<void> {
  const { charger } = steps;
  const { memory, dialect, clock } = charger;
  const held = memory.held.get(purpose);
  if (!held || (limitAt(held.curve, clock.nowMs()) ?? 0) === 0) return;
  if (!isWithheld(charger) && !isTakenForWatts(shownAmps)) return;
  const rung: Rung = { ...held.rung, unit: held.rung.unit === 'A' ? 'W' : 'A' };
  const profile = makeProfile(toWanted(charger, purpose, held.curve), rung, memory);
  if (!profile) return;
  const answer = await steps.call(dialect.setProfile(profile), undefined, toRungName(rung));
  if (answer.kind === 'ended' || !hasStatus(answer, 'Accepted')) return;
  holdProfile(memory, purpose, { ...held, profile, rung });
  learnByEffect(steps, rung, isTakenForWatts(shownAmps));
}

/**
 * Keeps to the unit with the first sample that shows power: that sample proves the command, and the
 * next one ends this search. What is held besides is mended with it. A vehicle that begins late
 * looks the same, so the model is taken for it only where its schedule showed it (`isShown`).
 */
function learnByEffect({ charger, signal }: Steps, rung: Rung, isShown: boolean): void {
  const { memory, traits, log } = charger;
  const { unit } = rung;
  const stop = memory.onChange(() => {
    if (!isCharging(charger)) return;
    stop();
    // A wider place says nothing against the session's own.
    if (isShown) void traits.learn({ rung: toRungName({ ...rung, place: 'session' }) });
    else memory.facts = { ...memory.facts, rateUnit: unit };
    void mendOthers(charger, unit).catch((error: unknown) => {
      log.warn({ err: error }, 'limits in the wrong unit were not mended');
    });
  });
  signal.addEventListener('abort', stop, { once: true });
}

/** What lies below would be wrong by the voltage once it is what holds. */
async function mendOthers(charger: Charger, unit: RateUnit): Promise<void> {
  const { held } = charger.memory;
  if ((held.get('plan')?.rung.unit ?? unit) !== unit) await outdatePlan(charger);
  await mendGuard(charger, unit);
}

/** A session runs, nothing flows, and it is not the vehicle that does not want. */
function isWithheld({ memory }: Charger): boolean {
  const { status, powerW } = memory.main();
  const isIdle = powerW !== null && powerW <= IDLE_W;
  return memory.runningSession() !== null && isIdle && status?.state !== 'suspended_vehicle';
}
