import { chargingPowerFloorW } from '../../../domain/commands/power-floor.ts';
import type { Charger } from '../charger.ts';
import { hasStatus, type Steps } from '../procedure.ts';
import { flatCurve } from '../profiles/limit-curve.ts';
import { makeProfile } from '../profiles/make-profile.ts';
import { holdProfile } from '../profiles/own-profiles.ts';
import type { ProfilePurpose } from '../profiles/profile-slots.ts';
import { type Rung, toRungName } from '../profiles/rungs.ts';
import { toWanted } from './wanted-limit.ts';

/** Of the charger itself, or of what its meter makes up, W. */
const IDLE_W = 100;

/** True when power above the floor was metered in a running session since it was last forgotten. */
export function isCharging({ memory }: Charger): boolean {
  return memory.runningSession() !== null && (memory.main().powerW ?? 0) > chargingPowerFloorW;
}

/**
 * Some chargers accept amperes and take the number for watts (ocpp.md 3.4): nothing flows, though
 * the vehicle would. The same limit is then given in the other unit, once.
 */
export async function tryOtherUnit(steps: Steps, purpose: ProfilePurpose): Promise<void> {
  const { charger } = steps;
  const { memory, dialect, clock } = charger;
  const held = memory.held.get(purpose);
  if (!held || !isWithheld(charger)) return;
  const rung: Rung = { ...held.rung, unit: held.rung.unit === 'A' ? 'W' : 'A' };
  const curve = flatCurve(memory.facts.maxAmps, clock.nowMs());
  const profile = makeProfile(toWanted(charger, purpose, curve), rung, memory);
  if (!profile) return;
  const name = toRungName(rung);
  const answer = await steps.call(dialect.setProfile(profile), undefined, name);
  if (answer.kind === 'ended' || !hasStatus(answer, 'Accepted')) return;
  holdProfile(memory, purpose, { profile, rung, planId: null });
  learnByEffect(steps, name);
}

/**
 * Remembers the rung for the model with the first sample that shows power: that sample proves the
 * command, and the next one ends this search.
 */
function learnByEffect({ charger, signal }: Steps, rung: string): void {
  const stop = charger.memory.onChange(() => {
    if (!isCharging(charger)) return;
    stop();
    void charger.traits.learn({ rung });
  });
  signal.addEventListener('abort', stop, { once: true });
}

/** A session runs, nothing flows, and it is not the vehicle that does not want. */
function isWithheld({ memory }: Charger): boolean {
  const { status, powerW } = memory.main();
  const isIdle = powerW !== null && powerW <= IDLE_W;
  return memory.runningSession() !== null && isIdle && status?.state !== 'suspended_vehicle';
}
