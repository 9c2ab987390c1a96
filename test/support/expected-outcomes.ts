/** The EV mutations of a journey, in its order; `Again`: what was learnt is used. */
export const steps = [
  'boost',
  'cancel',
  'boostAgain',
  'cancelAgain',
  'suspend',
  'resume',
  'charge',
  'rest',
  'test',
] as const;

/** One of them. `charge` and `rest`: preferences by which the plan does that now. */
export type Step = (typeof steps)[number];

/** How a mutation has to end. */
export type Expected = {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'REJECTED' | 'UNCONFIRMED';
  readonly code?: string;
  /** What the gateway asked to change, each phrase once, as `askedOf` has it; absent: by chance. */
  readonly asked?: readonly string[];
  /** What is among it in any case, where the rest is by chance. */
  readonly asks?: readonly string[];
  /** By the hardware: power above the floor, a session without it, or no session. */
  readonly power: 'draws' | 'rests' | 'none';
  /** Purposes of our profiles in the hardware; absent: by chance. */
  readonly held?: readonly string[];
};

/** How a character takes the EV mutations, and why that is the truth. */
export type Outcomes = {
  readonly why: string;
  readonly phases?: 1 | 3;
  /** True: no session, and nothing learnt, is there for the next step. */
  readonly holdsNothing?: boolean;
  readonly expected: Readonly<Partial<Record<Step, Expected>>>;
  /** What is different in OCPP 2.x. */
  readonly in2x?: Readonly<Partial<Record<Step, Expected>>>;
};

type Power = Expected['power'];

/** Succeeds, after these calls. */
export function done(
  asked: readonly string[],
  power: Power,
  held: readonly string[] = [],
): Expected {
  return { status: 'SUCCEEDED', asked, power, held };
}

/** Fails with this code, after these calls. */
export function failed(
  code: string,
  asked: readonly string[],
  power: Power,
  held: readonly string[] = [],
): Expected {
  return { status: 'FAILED', code, asked, power, held };
}

/** Every way to write a limit into one place, in the order of the ladder. */
export function formsOf(limit: string, place: string): readonly string[] {
  const forms = ['', ' level 0', ' relative', ' relative level 0'];
  return forms.flatMap((form) => ['A', 'W'].map((unit) => `${limit} ${place} ${unit}${form}`));
}

/** The whole ladder, wider places included. */
export function ladderOf(limit: string): readonly string[] {
  const wider = ['connector', 'station'].flatMap((place) =>
    ['', ' relative level 0'].flatMap((form) => [
      `${limit} ${place} A${form}`,
      `${limit} ${place} W${form}`,
    ]),
  );
  const ceiling = ['', ' level 0'].flatMap((form) => [
    `${limit} ceiling A${form}`,
    `${limit} ceiling W${form}`,
  ]);
  return [...formsOf(limit, 'session'), ...wider, ...ceiling];
}

/** A guard is for whatever session comes, and at level 0 in every form. */
export const guardLadder = ['connector', 'station', 'ceiling'].flatMap((place) =>
  (place === 'ceiling' ? [''] : ['', ' relative']).flatMap((form) =>
    ['A', 'W'].map((unit) => `guard most ${place} ${unit}${form}`),
  ),
);

/** The journey of a charger that takes limits in this unit and form, once that is known. */
function known(unit: 'A' | 'W', form = ''): Readonly<Record<Step, Expected>> {
  const say = (limit: string, place = 'session') => `${limit} ${place} ${unit}${form}`;
  const guardForm = form.replace(' level 0', '');
  return {
    boost: done(['start'], 'draws'),
    cancel: done(['clear boost', say('plan rest')], 'rests', ['plan']),
    boostAgain: done([say('boost most')], 'draws', ['plan', 'boost']),
    cancelAgain: done(['clear boost', say('plan rest')], 'rests', ['plan']),
    suspend: done(['clear plan', 'clear guard', 'clear test'], 'draws'),
    resume: done([`guard most connector ${unit}${guardForm}`], 'draws', ['guard']),
    charge: done([say('plan most')], 'draws', ['guard', 'plan']),
    rest: done([say('plan rest')], 'rests', ['guard', 'plan']),
    test: done(
      [`start with ${say('test most')}`, say('test most'), say('test least'), 'stop', 'clear test'],
      'none',
    ),
  };
}

/** Follows the standard. */
export const plain = known('A');
/** Takes watts. */
export const watts = known('W');
/** Takes level 0. */
export const levelZero = known('A', ' level 0');
/** Takes what is relative. */
export const relative = known('A', ' relative');

/** As the plain one, once: nothing is learnt of it. */
export function once(expected: Readonly<Record<Step, Expected>>): Outcomes['expected'] {
  const { boostAgain: _boost, cancelAgain: _cancel, ...rest } = expected;
  return rest;
}
