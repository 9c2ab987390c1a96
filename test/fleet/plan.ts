import { makeRandom, type Random } from '../../simulators/lib/random.ts';

/** What happens to one charger at one moment of the simulated time. */
export type Act = {
  /** Simulated ms since the start. */
  readonly atMs: number;
  /** Index of the charger. */
  readonly charger: number;
  readonly what: ActKind;
};

/** Mutations first, then what happens to the charger itself. */
export type ActKind =
  | 'boost'
  | 'cancel'
  | 'suspend'
  | 'resume'
  | 'preferences'
  | 'unplug'
  | 'plug'
  | 'drop-link'
  | 'half-open'
  | 'reboot';

/** How often each is drawn, of a hundred. */
const weights: readonly (readonly [ActKind, number])[] = [
  ['boost', 30],
  ['cancel', 18],
  ['suspend', 5],
  ['resume', 7],
  ['preferences', 5],
  ['unplug', 7],
  ['plug', 12],
  ['drop-link', 8],
  ['half-open', 4],
  ['reboot', 4],
];

/** Between two acts on one charger, simulated ms. */
const gapMinMs = 60_000;
const gapMaxMs = 15 * 60_000;

/** The same seed, count and time make the same acts; in the order of their time. */
export function planActs(options: {
  readonly seed: number;
  readonly chargers: number;
  readonly forMs: number;
}): readonly Act[] {
  const acts: Act[] = [];
  for (let charger = 0; charger < options.chargers; charger += 1) {
    const random = makeRandom(options.seed, `acts/${charger}`);
    for (let atMs = gap(random); atMs < options.forMs; atMs += gap(random)) {
      acts.push({ atMs, charger, what: draw(random) });
    }
  }
  return acts.sort((left, right) => left.atMs - right.atMs || left.charger - right.charger);
}

function gap(random: Random): number {
  return Math.round(gapMinMs + random() * (gapMaxMs - gapMinMs));
}

function draw(random: Random): ActKind {
  let rest = random() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [what, weight] of weights) {
    rest -= weight;
    if (rest < 0) return what;
  }
  return 'boost';
}
