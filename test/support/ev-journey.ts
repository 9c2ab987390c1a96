import { expect } from 'vitest';
import { outcomes } from './character-outcomes.ts';
import { readyByHour, retire, type Spelling, toMutation } from './ev-mutations.ts';
import { type Expected, type Outcomes, type Step, steps } from './expected-outcomes.ts';
import { isAtRest, isDrawing } from './power.ts';
import { type Site, startSite } from './site.ts';
import { addCharger, isHeard, type LogLine, type SiteDevice } from './site-devices.ts';
import { accept } from './site-mutations.ts';
import { schedulesOf } from './site-schedules.ts';
import { toZoneAt } from './site-time.ts';
import { waitFor } from './wait-for.ts';
import { askedOf } from './wire-words.ts';

/** What the charger's own hardware shows. */
type Hardware = {
  readonly session: { readonly powerW: number } | null;
  readonly profiles: readonly { readonly chargingProfileId: number }[];
};

/** A call's window is 2 s then, which a busy machine keeps; a boost's evidence window is 20 s. */
const timeScale = 15;
/** A machine that is busy with other tests takes its time: a wait ends late only where it fails. */
const patienceMs = 40_000;
/** For the whole journey of a character. */
export const journeyMs = 180_000;
/** What is learnt of a link at all is learnt by then. */
const learntMs = 5_000;
const dialsMax = 6;

/** One charger of a character in a version of OCPP, and another one of the same model. */
export type Journey = {
  readonly character: string;
  readonly protocol: string;
  readonly phases: 1 | 3;
  readonly expected: Outcomes['expected'];
  /** Steps that follow from each other, in order; what stands apart has a charger of its own. */
  readonly ways: readonly (readonly Step[])[];
};

/** The journeys of all characters in a version, with those first that take long. */
export function journeysOf(protocol: string): readonly Journey[] {
  const all = Object.entries(outcomes).map(([character, { phases = 1, expected, ...more }]) => {
    const { in2x, holdsNothing = false } = more;
    const own = protocol === '1.6' ? {} : in2x;
    const ways = holdsNothing ? waysApart : [steps];
    return { character, protocol, phases, ways, expected: { ...expected, ...own } };
  });
  return all.toSorted((one, other) => toWindows(other) - toWindows(one));
}

/** A charger that holds neither a session nor what it learnt brings nothing to the next step. */
const waysApart: Journey['ways'] = [
  ['boost', 'cancel'],
  ['suspend', 'resume'],
  ['charge', 'rest'],
  ['test'],
];

/** A site with a first charger of the version, for which the gateway reads what that one says. */
export async function startJourneySite(protocol: string): Promise<Site> {
  const settings = { SITE_TIME_ZONE: toZoneAt(readyByHour) };
  const site = await startSite({ timeScale, settings });
  const first = { character: 'plain', protocol, phases: 1 } as const;
  try {
    const charger = await join(site, first, false);
    await charger.goAway();
    return site;
  } catch (error) {
    await site.stop();
    throw error;
  }
}

/** How many of its mutations wait for evidence that does not come. */
function toWindows({ expected }: Journey): number {
  const waiting = ['FAILED', 'UNCONFIRMED'];
  return Object.values(expected).filter(({ status }) => waiting.includes(status)).length;
}

const purposes = ['guard', 'plan', 'boost', 'test'];
const idBase = 7_011;

/** The documents as published for one version, for the others the later spelling. */
function toSpelling({ protocol }: Pick<Journey, 'protocol'>): Spelling {
  return protocol === '2.0.1' ? 'account' : 'device';
}

/**
 * Sends every EV mutation to chargers of a character, and a test charge to another one of the
 * model once the first one has taught what the model takes. Each has to end as expected, by the
 * calls that were made for it, and the hardware has to agree.
 */
export async function runJourney(site: Site, journey: Journey): Promise<void> {
  const runs: (() => Promise<void>)[] = [];
  // One after the other: a machine that brings up many at once learns nothing of them in time.
  for (const way of journey.ways) {
    const charger = await join(site, journey, way[0] === 'test');
    runs.push(() => runWay(site, journey, { way, charger }));
  }
  await Promise.all(runs.map((run) => run()));
}

async function runWay(
  site: Site,
  journey: Journey,
  { way, charger }: { way: readonly Step[]; charger: SiteDevice },
): Promise<void> {
  const spelling = toSpelling(journey);
  const wantedOf = (step: Step) => journey.expected[step];
  const own = way.filter((step) => wantedOf(step) && (step !== 'test' || way[0] === 'test'));
  const last = own.findLast((step) => step === 'boost' || step.includes('Again'));
  let tested: Promise<void> = Promise.resolve();
  for (const step of own) {
    const wanted = wantedOf(step);
    if (wanted) await expectStep(site, charger, { step, wanted, spelling });
    if (step === last && way.includes('test')) tested = runTest(site, journey);
  }
  await Promise.all([tested, leave(site, charger, spelling)]);
}

async function runTest(site: Site, journey: Journey): Promise<void> {
  const charger = await join(site, journey, true);
  await runWay(site, journey, { way: ['test'], charger });
}

/** On a slow machine nothing may be learnt in time: then the charger dials again. */
async function join(
  site: Site,
  { character, protocol, phases }: Pick<Journey, 'character' | 'protocol' | 'phases'>,
  isOnboarded: boolean,
) {
  const options = { character, protocol, phases, isOnboarded, isStarted: false };
  const charger = await addCharger(site, options);
  const isAsked = () => charger.lines({ direction: 'in', type: 'CALL' }).some(isSampleAsked);
  for (let dials = 0; dials < dialsMax && !isAsked(); dials += 1) {
    await charger.goAway();
    await charger.comeBack();
    await waitFor(isAsked, `${charger.identity} to be learnt`, learntMs).catch(() => false);
  }
  if (!isAsked()) throw new Error(`${charger.identity} was not learnt in ${dialsMax} links`);
  await isHeard(charger, 'StatusNotification', ({ connectorId }) => connectorId === 1);
  return charger;
}

/** The last thing that a new link is asked for. */
function isSampleAsked({ action, payload }: LogLine): boolean {
  const { requestedMessage } = payload as LogLine;
  return action === 'TriggerMessage' && /^(MeterVal|TransactionEv)/.test(String(requestedMessage));
}

async function expectStep(
  site: Site,
  charger: SiteDevice,
  { step, wanted, spelling }: { step: Step; wanted: Expected; spelling: Spelling },
): Promise<void> {
  const before = askedOf(charger);
  const beganAtMs = Date.now();
  const known = isPlan(step) ? await schedulesOf(site, charger) : [];
  const id = await accept(site, toMutation(charger, step, spelling));
  if (isPlan(step)) {
    await site.reaches(id, 'SUCCEEDED', patienceMs);
    await expectSchedule(site, charger, { wanted, known, before: before.length });
  } else {
    const { reason } = await site.reaches(id, wanted.status, patienceMs);
    expect({ step, code: reason?.code }).toEqual({ step, code: wanted.code });
  }
  const what = `${step}: ${JSON.stringify(wanted)}`;
  await waitFor(() => isAsExpected(charger, wanted), what, patienceMs).catch((cause: unknown) => {
    throw new Error(`${step} left ${JSON.stringify(charger.device().state())}`, { cause });
  });
  const asks = askedOf(charger).slice(before.length);
  if (isPlan(step)) expectDwell(asks, { beganAtMs, timeScale: site.timeScale });
  if (!wanted.asked) return;
  // What the vehicle tells of itself may have the plan before said again.
  const again = (phrase: string) => isPlan(step) && phrase === before.at(-1);
  const asked = [...new Set(asks)];
  const own = asked.filter((phrase) => wanted.asked?.includes(phrase) || !again(phrase));
  expect({ step, asked: own }).toEqual({ step, asked: wanted.asked });
}

/** Starts that the plan makes are 60 s apart, and ten in an hour (safety.md, "EV current"). */
function expectDwell(asked: readonly string[], { beganAtMs = 0, timeScale = 1 }): void {
  const passedMs = (Date.now() - beganAtMs) * timeScale;
  const hours = Math.ceil(passedMs / 3_600_000);
  const allowed = Math.min(1 + Math.floor(passedMs / 60_000), 10 * hours);
  const starts = asked.filter((phrase) => phrase.startsWith('start'));
  expect(starts.length).toBeLessThanOrEqual(allowed);
}

/** The newest one decides: the plan is made again when its vehicle tells more. */
async function expectSchedule(
  site: Site,
  charger: SiteDevice,
  { wanted, known, before }: { wanted: Expected; known: readonly string[]; before: number },
): Promise<void> {
  const isAsked = () => {
    const asked = askedOf(charger).slice(before);
    const phrases = wanted.asked ?? wanted.asks ?? [];
    return phrases.every((phrase) => asked.includes(phrase));
  };
  const last = { seen: '' };
  const isThere = async () => {
    const [newest] = (await schedulesOf(site, charger)).filter((id) => !known.includes(id));
    if (!newest || !isAsked()) return false;
    const { status, reason } = await site.read(newest);
    last.seen = `${status} ${reason?.code} ${reason?.detail}`;
    return status === wanted.status && reason?.code === wanted.code;
  };
  await waitFor(isThere, 'the schedule', patienceMs).catch((cause: unknown) => {
    throw new Error(`the schedule is ${last.seen}`, { cause });
  });
}

/** The hardware's own word. */
function isAsExpected(charger: SiteDevice, { power, held }: Expected): boolean {
  const { session, profiles } = charger.device().state() as Hardware;
  const ids = profiles.map((profile) => purposes[profile.chargingProfileId - idBase]);
  if (held && String(ids.toSorted()) !== String([...held].toSorted())) return false;
  if (power === 'none') return session === null;
  const wanted = power === 'draws' ? isDrawing : isAtRest;
  return session !== null && matches(session.powerW, wanted);
}

function matches(value: number, wanted: unknown): boolean {
  return (wanted as { asymmetricMatch(other: unknown): boolean }).asymmetricMatch(value);
}

function isPlan(step: Step): boolean {
  return step === 'charge' || step === 'rest';
}

/** Its link is cut, and whoever dials again is refused. */
async function leave(site: Site, charger: SiteDevice, spelling: Spelling): Promise<void> {
  const cuts = charger.lines({ event: 'link-down' }).length;
  await retire(site, charger, spelling);
  const isOut = () =>
    charger.lines({ event: 'link-down' }).length > cuts &&
    charger.lines({ event: 'connect-failed' }).length > 0;
  await waitFor(isOut, `${charger.identity} to be shut out`, patienceMs);
  // Whoever goes on dialling with old credentials is taken for an attack.
  await charger.goAway();
}
