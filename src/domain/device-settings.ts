import type { ChargingPlan } from './planning/plan.ts';

/** One day's wish. Times are local to the site (`SITE_TIME_ZONE`), percent of the battery. */
export type DayPreference = {
  /** 0 = Monday ... 6 = Sunday. */
  readonly day: number;
  /** `HH:MM`. */
  readonly readyBy: string;
  /** Reached by then. */
  readonly targetSocPercent: number;
  /** Charged at once up to here, and for a battery never discharged below; `null` = nothing. */
  readonly minSocPercent: number | null;
};

/** What the owner of a vehicle or battery wants of each day of the week: always seven, in order. */
export type ChargingPreferences = {
  readonly days: readonly DayPreference[];
  readonly setAtMs: number;
};

/** A place on earth, degrees. */
export type Place = { readonly latitude: number; readonly longitude: number };

/** A command of the gateway's own that switched charging on or off (safety.md, "EV current"). */
export type ChargingSwitch = {
  readonly transactionId: string;
  /** When its last attempt was sent, Unix ms. */
  readonly atMs: number;
};

/** What the gateway holds for a device, besides what the device reports. */
export type DeviceSettings = {
  readonly preferences: ChargingPreferences | null;
  /** Whether a battery may give to the grid; `null` = nobody said. */
  readonly gridExport: boolean | null;
  /** The plan that was made last, with or without an effect so far. */
  readonly plan: ChargingPlan | null;
  /** The last command that the gateway made for the plan; `null` = none yet. */
  readonly planCommandId: string | null;
  /** The last command of somebody else that changed what is planned. */
  readonly planCauseId: string | null;
  /** Where the device's property is; `null` = no location is configured. */
  readonly home: Place | null;
  /** The last ten, oldest first. */
  readonly switches: readonly ChargingSwitch[];
};

/** Nothing is held. */
export const noSettings: DeviceSettings = {
  preferences: null,
  gridExport: null,
  plan: null,
  planCommandId: null,
  planCauseId: null,
  home: null,
  switches: [],
};
