import type { KnownTraits } from '../../../domain/ports/charger-traits.ts';
import type { SendResult } from '../../../domain/reply.ts';
import type { CallText, Profile } from '../dialect.ts';
import { pause } from '../pause.ts';
import {
  hasStatus,
  isNotOffered,
  type LateReading,
  type StepAnswer,
  type StepEnd,
  type Steps,
  toRefusal,
} from '../procedure.ts';
import { makeProfile, type WantedLimit } from './make-profile.ts';
import { findRival, giveWay, holdProfile } from './own-profiles.ts';
import { keepSwitchedOn, mustSwitchOn, switchOnProfiles } from './profile-switch.ts';
import {
  onOffRung,
  type ProfilePlace,
  type Rung,
  toLearntName,
  toRungName,
  toRungs,
  toUsual,
} from './rungs.ts';

/** A session is fresh for so long, ms. */
const FRESH_MS = 10_000;
const AGAIN_AFTER_MS = 2_000;

/** A limit to be put into a charger by whatever way it takes. */
export type Climb = {
  readonly wanted: WantedLimit;
  /** Narrowest first; a limit below the most belongs into no place that outlives its session. */
  readonly places: readonly ProfilePlace[];
  /** Names the plan that the limit is of; `null` = of none. */
  readonly planId: string | null;
  /** What an acceptance that comes after the window means for the command. */
  readonly onLate: () => ReturnType<LateReading>;
  /** True for a profile in the place of another that is to stay: then nothing is written. */
  readonly mustYield?: (profile: Profile, rung: Rung) => boolean;
};

/** What came of it. `ended`: nothing more may be sent; `refused`: by every rung that was tried. */
export type Climbed =
  | { readonly kind: 'installed'; readonly rung: Rung }
  | {
      readonly kind: 'refused';
      readonly refusal: SendResult;
      /** In answer to the first rung: charging profiles are not offered at all. */
      readonly isNotOffered: boolean;
      /** Where one is taken another has to stay. */
      readonly mustYield: boolean;
    }
  | StepEnd;

/**
 * The fallback ladder (ocpp.md 3.3). A station that has smart charging switched off has it switched
 * on in answer to its first refusal, and is then offered the same anew.
 */
export async function climb(steps: Steps, request: Climb): Promise<Climbed> {
  const climbed = await climbRungs(steps, request);
  if (climbed.kind !== 'refused' || climbed.mustYield || !mustSwitchOn(steps)) return climbed;
  const ended = await switchOnProfiles(steps);
  if (ended) return ended;
  const again = await climbRungs(steps, request, climbed);
  await keepSwitchedOn(steps.charger, again.kind !== 'refused');
  return again;
}

/**
 * The rungs: one SetChargingProfile after another until one is accepted,
 * each a step of its own, the one that worked for the model first. Bounded by the list of rungs,
 * and by the command's deadline, which is looked at between them. `refused`: what came of it before
 * the smart charging was switched on.
 */
async function climbRungs(
  steps: Steps,
  request: Climb,
  refused: Climbed | null = null,
): Promise<Climbed> {
  const { memory, traits, dialect } = steps.charger;
  const known = await traits.read();
  const remembered = toRemembered(known);
  const usual = toUsual(request.places, memory.facts.rateUnit);
  const tried: string[] = [];
  const seen = new Set<string>();
  let last: { action: string; answer: StepAnswer } | null = null;
  for (const rung of toRungs({ ...request, unit: memory.facts.rateUnit, remembered })) {
    const profile = makeProfile(request.wanted, rung, memory);
    const text = profile && dialect.setProfile(profile);
    if (!text || !isNew(seen, text)) continue;
    if (request.mustYield?.(profile, rung)) return yielded;
    if (steps.isPastDeadline()) {
      // What was tried was refused, so nothing of it can still take effect.
      if (last) break;
      return refused ?? steps.end('past its deadline before the profile');
    }
    await makeRoom(steps, request.wanted, profile);
    const { curve } = request.wanted;
    const taken = { profile, rung, curve, planId: request.planId };
    const take = () => holdProfile(memory, request.wanted.purpose, taken);
    const late = toLate(request, { text, take });
    const answer = await put(steps, request, { text, late, rung, tried });
    if (answer.kind === 'ended') return answer;
    if (hasStatus(answer, 'Accepted')) {
      take();
      await learn(steps, { name: toLearntName(rung, request.places), usual, known });
      return { kind: 'installed', rung };
    }
    tried.push(toRungName(rung));
    last = { action: text.action, answer };
    if (isNotOffered(answer) || mustSwitchOn(steps)) break;
  }
  const isUnknown = last !== null && tried.length === 1 && isNotOffered(last.answer);
  memory.profiles.isLimitless = isUnknown;
  const refusal = toRefused(last, tried);
  return { kind: 'refused', refusal, isNotOffered: isUnknown, mustYield: false };
}

const yielded: Climbed = {
  kind: 'refused',
  refusal: { kind: 'unsupported', detail: 'another profile of ours is there' },
  ...{ isNotOffered: false, mustYield: true },
};

/** That nothing is taken has to be sure before rungs are left out for it. */
function toRemembered({ rung, rungStanding }: KnownTraits): string | null {
  return rung === onOffRung && rungStanding !== 'sure' ? null : rung;
}

/**
 * Right after a session began some chargers refuse for a moment what they take later: that says
 * nothing about the form, so the first one is tried once more.
 */
async function put(
  steps: Steps,
  { wanted }: Climb,
  step: {
    readonly text: CallText;
    readonly late: LateReading;
    readonly rung: Rung;
    readonly tried: readonly string[];
  },
): Promise<StepAnswer | StepEnd> {
  const { text, late, rung, tried } = step;
  const { clock } = steps.charger;
  const answer = await steps.call(text, late, toNote(tried, rung));
  if (tried.length > 0 || answer.kind === 'ended') return answer;
  if (hasStatus(answer, 'Accepted') || isNotOffered(answer)) return answer;
  if (!isFresh(steps, wanted.connectorId)) return answer;
  await pause(clock, clock.windowMs(AGAIN_AFTER_MS), steps.signal);
  return steps.isPastDeadline() ? answer : steps.call(text, late, 'again');
}

function isFresh({ charger: { memory, clock } }: Steps, connectorId: number): boolean {
  const { begunAtMs } = memory.connector(connectorId);
  return begunAtMs !== null && clock.nowMs() - begunAtMs <= clock.windowMs(FRESH_MS);
}

/**
 * What is usual takes back what was shown of the model. Anything else is shown once more until its
 * model is taken for it.
 */
async function learn(
  { charger: { traits } }: Steps,
  rung: { readonly name: string; readonly usual: string | null; readonly known: KnownTraits },
): Promise<void> {
  const { name, usual, known } = rung;
  const isKnown = known.rungStanding === 'sure' && known.rung === name;
  if (name !== usual && !isKnown) await traits.learn({ rung: name });
  if (name === usual && known.rungStanding !== 'unknown') await traits.learn({ rung: null });
}

/** Takes away the rival that the charger would refuse a profile for; a refusal tells itself. */
async function makeRoom(steps: Steps, { purpose }: WantedLimit, profile: Profile): Promise<void> {
  const { memory, dialect } = steps.charger;
  const rival = dialect.replacesByLevel ? null : findRival(memory, purpose, profile);
  const held = rival && memory.held.get(rival)?.profile;
  if (!held) return;
  const answer = await steps.call(dialect.clearProfile(held));
  if (answer.kind !== 'ended' && hasStatus(answer, 'Accepted', 'Unknown')) {
    giveWay(memory, rival, purpose);
  }
}

/** A rung that writes the very same as an earlier one is none. */
function isNew(seen: Set<string>, { params }: CallText): boolean {
  const written = JSON.stringify(params);
  if (seen.has(written)) return false;
  seen.add(written);
  return true;
}

/** The first attempt needs no word; each further one says what is different. */
function toNote(tried: readonly string[], rung: Rung): string {
  return tried.length === 0 ? '' : toRungName(rung);
}

function toLate(
  request: Climb,
  { text, take }: { readonly text: CallText; readonly take: () => void },
): LateReading {
  return (answer) => {
    if (!hasStatus(answer, 'Accepted')) return toRefusal(text.action, answer);
    take();
    return request.onLate();
  };
}

/** One refusal is told as it came; several are told with the ways that were tried. */
function toRefused(
  last: { readonly action: string; readonly answer: StepAnswer } | null,
  tried: readonly string[],
): SendResult {
  if (!last) return { kind: 'unsupported', detail: 'no charging profile can say it' };
  const refusal = toRefusal(last.action, last.answer);
  if (refusal.kind !== 'rejected') return refusal;
  const ways = tried.join('; ');
  return { kind: 'unsupported', detail: `${refusal.detail} (tried: ${ways})` };
}
