import { expect } from 'vitest';
import { outcomes } from './character-outcomes.ts';
import { type Expected, type Outcomes, type Step, steps } from './expected-outcomes.ts';
import { isAtRest, isDrawing } from './power.ts';
import type { Site } from './site.ts';
import { addCharger, isHeard, type LogLine, type SiteDevice } from './site-devices.ts';
import { accept, boost, control, type Mutation, testCharge } from './site-mutations.ts';
import { waitFor } from './wait-for.ts';
import { askedOf } from './wire-words.ts';

/** What the charger's own hardware shows. */
type Hardware = {
  readonly session: { readonly powerW: number } | null;
  readonly profiles: readonly { readonly chargingProfileId: number }[];
};

/** One charger of a character in a version of OCPP, and another one of the same model. */
export type Journey = {
  readonly character: string;
  readonly protocol: string;
  readonly phases: 1 | 3;
  readonly expected: Outcomes['expected'];
};

/** The journeys of all characters in a version, with those first that take long. */
export function journeysOf(protocol: string): readonly Journey[] {
  const all = Object.entries(outcomes).map(([character, { phases = 1, expected, in2x }]) => {
    const own = protocol === '1.6' ? {} : in2x;
    return { character, protocol, phases, expected: { ...expected, ...own } };
  });
  return all.toSorted((one, other) => toWindows(other) - toWindows(one));
}

/** A first charger of the version, for which the gateway reads what that version says. */
export async function warmUp(site: Site, protocol: string): Promise<void> {
  const first = { character: 'plain', protocol, phases: 1, expected: {} } as const;
  const charger = await join(site, first, false);
  await charger.goAway();
}

/** How many of its mutations wait for evidence that does not come. */
function toWindows({ expected }: Journey): number {
  const waiting = ['FAILED', 'UNCONFIRMED'];
  return Object.values(expected).filter(({ status }) => waiting.includes(status)).length;
}

const purposes = ['guard', 'plan', 'boost', 'test'];
const idBase = 7_011;

/**
 * Sends every EV mutation to a charger, one after the other, and its test charge to another one of
 * its model once the first one has taught what the model takes. Each has to end as expected, by
 * the calls that were made for it, and the hardware has to agree.
 */
export async function runJourney(site: Site, journey: Journey): Promise<void> {
  const { expected } = journey;
  const charger = await join(site, journey, false);
  const lessons = steps.filter((step) => step === 'boost' || step.includes('Again'));
  const last = lessons.findLast((step) => expected[step]);
  let tested: Promise<void> = Promise.resolve();
  for (const step of steps) {
    const wanted = expected[step];
    if (!wanted || step === 'test') continue;
    await expectStep(site, charger, { step, wanted });
    if (step === last) tested = runTest(site, journey);
  }
  await Promise.all([tested, retire(site, charger)]);
}

async function runTest(site: Site, journey: Journey): Promise<void> {
  const wanted = journey.expected.test;
  if (!wanted) return;
  const charger = await join(site, journey, true);
  await expectStep(site, charger, { step: 'test', wanted });
}

/** On a slow machine nothing may be learnt in time: then the charger dials again. */
async function join(site: Site, { character, protocol, phases }: Journey, isOnboarded: boolean) {
  const options = { character, protocol, phases, isOnboarded, isStarted: false };
  const charger = await addCharger(site, options);
  const isLearnt = async () => {
    await charger.comeBack();
    const isAsked = () => charger.lines({ direction: 'in', type: 'CALL' }).some(isSampleAsked);
    return await waitFor(isAsked, `${charger.identity} to be learnt`, 5_000).catch(charger.goAway);
  };
  await waitFor(isLearnt, `${charger.identity} to be learnt at last`, 15_000);
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
  { step, wanted }: { step: Step; wanted: Expected },
): Promise<void> {
  const before = askedOf(charger);
  const known = isPlan(step) ? await schedulesOf(site, charger) : [];
  const id = await accept(site, toMutation(charger, step));
  if (isPlan(step)) {
    await site.reaches(id, 'SUCCEEDED');
    await expectSchedule(site, charger, { wanted, known, before: before.length });
  } else {
    const { reason } = await site.reaches(id, wanted.status);
    expect({ step, code: reason?.code }).toEqual({ step, code: wanted.code });
  }
  await waitFor(() => isAsExpected(charger, wanted), `${step}: ${JSON.stringify(wanted)}`).catch(
    (cause: unknown) => {
      throw new Error(`${step} left ${JSON.stringify(charger.device().state())}`, { cause });
    },
  );
  if (!wanted.asked) return;
  // What the vehicle tells of itself may have the plan before said again.
  const again = (phrase: string) => isPlan(step) && phrase === before.at(-1);
  const asked = [...new Set(askedOf(charger).slice(before.length))];
  const own = asked.filter((phrase) => wanted.asked?.includes(phrase) || !again(phrase));
  expect({ step, asked: own }).toEqual({ step, asked: wanted.asked });
}

/** The newest one decides: the plan is made again when its vehicle tells more. */
async function expectSchedule(
  site: Site,
  charger: SiteDevice,
  { wanted, known, before }: { wanted: Expected; known: readonly string[]; before: number },
): Promise<void> {
  const isAsked = () => {
    const asked = askedOf(charger).slice(before);
    return wanted.asked?.every((phrase) => asked.includes(phrase)) ?? true;
  };
  const last = { seen: '' };
  const isThere = async () => {
    const [newest] = (await schedulesOf(site, charger)).filter((id) => !known.includes(id));
    if (!newest || !isAsked()) return false;
    const { status, reason } = await site.read(newest);
    last.seen = `${status} ${reason?.code} ${reason?.detail}`;
    return status === wanted.status && reason?.code === wanted.code;
  };
  await waitFor(isThere, 'the schedule', 20_000).catch((cause: unknown) => {
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

function toMutation(charger: SiteDevice, step: Step): Mutation {
  switch (step) {
    case 'boost':
    case 'boostAgain':
      return boost(charger);
    case 'cancel':
    case 'cancelAgain':
      return boost(charger, 'CANCEL');
    case 'suspend':
      return control(charger, 'SUSPEND');
    case 'resume':
      return control(charger, 'UNSUSPEND');
    case 'charge':
      return prefer(charger, { max: 100, min: 100 });
    case 'rest':
      return prefer(charger, { max: 10 });
    case 'test':
      return testCharge(charger);
  }
}

/** Wants the vehicle this full every day, hours from now; `min` is charged at once. */
function prefer({ deviceId }: SiteDevice, wish: { max: number; min?: number }): Mutation {
  const document = `mutation($input: SmartFlexDevicePreferencesInput!) {
    setDevicePreferences(input: $input) { id }
  }`;
  const time = new Date().getUTCHours() < 12 ? '17:00' : '04:00';
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
  const schedules = days.map((dayOfWeek) => ({ dayOfWeek, time, ...wish }));
  const input = { deviceId, mode: 'CHARGE', unit: 'PERCENTAGE', schedules };
  return { document, variables: { input } };
}

/** The schedules that the gateway made for a charger, newest first. */
async function schedulesOf(site: Site, { deviceId }: SiteDevice): Promise<readonly string[]> {
  const document = `query($id: ID!) {
    deviceTransactions(deviceId: $id, kind: "set_charging_schedule", first: 20) {
      edges { node { id } }
    }
  }`;
  type Data = { deviceTransactions: { edges: { node: { id: string } }[] } };
  const answer = await site.api.send<Data>(document, { id: deviceId });
  return answer.data?.deviceTransactions.edges.map(({ node }) => node.id) ?? [];
}

/** `deauthenticateFlexDevice`: the link is cut, and whoever dials again is refused. */
async function retire(site: Site, charger: SiteDevice): Promise<void> {
  const document = `mutation($id: String!) {
    deauthenticateFlexDevice(input: { deviceId: $id }) { device { status { current } } }
  }`;
  const cuts = charger.lines({ event: 'link-down' }).length;
  const { data } = await site.api.send(document, { id: charger.deviceId });
  expect(data).toMatchObject({
    deauthenticateFlexDevice: { device: { status: { current: 'RETIRED' } } },
  });
  const isOut = () =>
    charger.lines({ event: 'link-down' }).length > cuts &&
    charger.lines({ event: 'connect-failed' }).length > 0;
  await waitFor(isOut, `${charger.identity} to be shut out`);
  // Whoever goes on dialling with old credentials is taken for an attack.
  await charger.goAway();
}
