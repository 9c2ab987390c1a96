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

/** What is done when an accepted limit has no effect, and when the next one has. */
export type OtherUnit = {
  run(steps: Steps): Promise<void>;
  /** Remembers the unit for the model, if it was this that brought the effect. */
  onEffect(): void;
};

/** True when power above the floor was metered in a running session since it was last forgotten. */
export function isCharging({ memory }: Charger): boolean {
  return memory.runningSession() !== null && (memory.main().powerW ?? 0) > chargingPowerFloorW;
}

/**
 * Some chargers accept amperes and take the number for watts (ocpp.md 3.4): nothing flows, though
 * the vehicle would. The same limit is then given in the other unit, once.
 */
export function tryOtherUnit(charger: Charger, purpose: ProfilePurpose): OtherUnit {
  const { memory, dialect, traits, clock } = charger;
  let given: Rung | null = null;
  return {
    async run(steps) {
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
      given = rung;
    },
    onEffect() {
      if (given) void traits.learn({ rung: toRungName(given) });
      given = null;
    },
  };
}

/** A session runs, nothing flows, and it is not the vehicle that does not want. */
function isWithheld({ memory }: Charger): boolean {
  const { status, powerW } = memory.main();
  const isIdle = powerW !== null && powerW <= IDLE_W;
  return memory.runningSession() !== null && isIdle && status?.state !== 'suspended_vehicle';
}
