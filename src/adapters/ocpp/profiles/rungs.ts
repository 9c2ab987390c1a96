import type { RateUnit } from './units.ts';

/** Where a limit of ours is put: the narrowest first (OCPP 1.6 3.13.1). */
export type ProfilePlace = 'session' | 'connector' | 'station' | 'ceiling';

/** How a profile is written, from the fullest to what the most particular charger takes. */
export type ProfileForm = 'plain' | 'level 0' | 'relative' | 'bare';

/** One way to write and place a profile. */
export type Rung = {
  readonly unit: RateUnit;
  readonly form: ProfileForm;
  readonly place: ProfilePlace;
};
