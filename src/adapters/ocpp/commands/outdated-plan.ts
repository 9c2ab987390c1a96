import type { Charger } from '../charger.ts';
import type { Profile } from '../dialect.ts';
import { makeProfile } from '../profiles/make-profile.ts';
import { presentLimit } from '../profiles/present-limit.ts';
import { reportProfiles } from '../profiles/report-profiles.ts';
import { toWanted } from './wanted-limit.ts';

const HOUR_MS = 60 * 60_000;
const PER_HOUR_MAX = 10;

/**
 * Has the plan given again, by a command of its own, where its profile says something else than it
 * would now: a limit in watts counts over the phases that were known when it was written.
 */
export async function renewPlan(charger: Charger): Promise<void> {
  const { memory } = charger;
  const held = memory.held.get('plan');
  if (!held?.planId || held.rung.unit !== 'W') return;
  const present = makeProfile(toWanted(charger, 'plan', held.curve), held.rung, memory);
  if (!present || toLimits(present) === toLimits(held.profile)) return;
  await outdatePlan(charger);
}

/**
 * Tells, once, that the plan that the charger holds is to be given again; ten times an hour at the
 * most, for a vehicle may change its phases for ever. What is left out then is looked at again with
 * the samples that follow.
 */
export async function outdatePlan(charger: Charger): Promise<void> {
  const { memory, clock } = charger;
  const held = memory.held.get('plan');
  if (!held?.planId || memory.profiles.planOutdated) return;
  const nowMs = clock.nowMs();
  const inHour = memory.outdatedAtMs.filter((atMs) => atMs > nowMs - clock.windowMs(HOUR_MS));
  if (inHour.length >= PER_HOUR_MAX) return;
  memory.outdatedAtMs = [...inHour, nowMs];
  memory.profiles.planOutdated = true;
  const limitAmps = presentLimit(held.profile, nowMs);
  await reportProfiles(charger, { limitAmps, readBack: false });
}

function toLimits({ periods }: Profile): string {
  return JSON.stringify(periods.map(({ limit, phases }) => [limit, phases]));
}
