import type { RateUnit } from './units.ts';

/** Where a limit of ours is put, the narrowest first (OCPP 1.6 3.13.1). */
export type ProfilePlace = 'session' | 'connector' | 'station' | 'ceiling';

/**
 * How a profile is written: as the standard has it, and then with less and less that a charger
 * could refuse. `bare`: without numbers of phases and without a duration.
 */
export type ProfileForm = 'plain' | 'level 0' | 'relative' | 'relative level 0' | 'bare';

/** One way to write and to place a profile. */
export type Rung = {
  readonly unit: RateUnit;
  readonly form: ProfileForm;
  readonly place: ProfilePlace;
};

/** The rung below all profiles: sessions are ended and begun (ocpp.md 3.3, 4). */
export const onOffRung = 'on and off';

const FORMS: readonly ProfileForm[] = ['plain', 'level 0', 'relative', 'relative level 0', 'bare'];
/** In a wider place only the ends of the list are tried: a ladder has a bounded length. */
const WIDER_FORMS: readonly ProfileForm[] = ['plain', 'bare'];
const PLACES: readonly ProfilePlace[] = ['session', 'connector', 'station', 'ceiling'];

/**
 * The ladder of ocpp.md 3.3 for a profile that may be put into these places: what worked
 * before, then each form in the charger's own unit and in the other one, then wider places.
 */
export function toRungs(wish: {
  readonly places: readonly ProfilePlace[];
  /** What its configuration says. */
  readonly unit: RateUnit;
  /** The rung that worked for this charger or its model, as {@link toRungName} named it. */
  readonly remembered: string | null;
}): readonly Rung[] {
  const { places, unit } = wish;
  const units: readonly RateUnit[] = unit === 'A' ? ['A', 'W'] : ['W', 'A'];
  const all = places.flatMap((place, index) =>
    (index === 0 ? FORMS : WIDER_FORMS).flatMap((form) =>
      units.map((each): Rung => ({ unit: each, form, place })),
    ),
  );
  // Of a model that takes no limit only the usual one is asked, in both units: it may have changed.
  if (wish.remembered === onOffRung) return all.slice(0, 2);
  const first = parseRung(wish.remembered, places);
  if (!first) return all;
  return [first, ...all.filter((rung) => toRungName(rung) !== toRungName(first))];
}

/** A rung as it is remembered and told in a timeline. */
export function toRungName({ unit, form, place }: Rung): string {
  return `${unit}, ${form}, ${place}`;
}

/**
 * A rung as it is learnt: that the narrowest of these places serves says nothing against a narrower
 * one, where there is one.
 */
export function toLearntName(rung: Rung, places: readonly ProfilePlace[]): string {
  return toRungName(rung.place === places[0] ? { ...rung, place: 'session' } : rung);
}

/** The rung that is tried first where nothing was learnt, as it would be learnt. */
export function toUsual(places: readonly ProfilePlace[], unit: RateUnit): string | null {
  const [first] = toRungs({ places, unit, remembered: null });
  return first ? toLearntName(first, places) : null;
}

/** Where its place does not serve here, its unit and form still say what the model takes. */
function parseRung(name: string | null, places: readonly ProfilePlace[]): Rung | null {
  const [unit, form, place] = (name ?? '').split(', ');
  const [narrowest] = places;
  const knownForm = FORMS.find((each) => each === form);
  const knownPlace = PLACES.find((each) => each === place);
  if ((unit !== 'A' && unit !== 'W') || !knownForm || !knownPlace || !narrowest) return null;
  return { unit, form: knownForm, place: places.includes(knownPlace) ? knownPlace : narrowest };
}
