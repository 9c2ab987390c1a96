import type { Profile } from '../dialect.ts';
import type { LimitCurve } from './limit-curve.ts';
import type { Rung } from './rungs.ts';

/** Which profiles of ours the charger holds, as far as is known. */
export type OwnProfiles = {
  boostInstalled: boolean;
  planId: string | null;
  /** The plan's profile would be written otherwise by what is known since. */
  planOutdated: boolean;
  /** When the part of the plan that there was room for is over, Unix ms; `null` = it is all. */
  planUntilMs: number | null;
  /** The boost's profile is where the plan's would be, so none of the plan can be held. */
  planCovered: boolean;
  guardInstalled: boolean;
  /** It has said on this link that it offers no charging profiles: none of ours can be there. */
  isLimitless: boolean;
};

/** Of a charger that has said nothing of any. */
export const noProfiles: OwnProfiles = {
  boostInstalled: false,
  planId: null,
  planOutdated: false,
  planUntilMs: null,
  planCovered: false,
  guardInstalled: false,
  isLimitless: false,
};

/** A profile of ours that the charger took. */
export type HeldProfile = {
  readonly profile: Profile;
  /** The way in which it took it. */
  readonly rung: Rung;
  /** What it is to say, whatever its unit. */
  readonly curve: LimitCurve;
  /** The plan that it is of; `null` = of none. */
  readonly planId: string | null;
};
