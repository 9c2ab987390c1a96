import { expect } from 'vitest';
import { type Expected, type Step, steps } from './character-outcomes.ts';
import { isAtRest, isDrawing } from './power.ts';
import type { Site } from './site.ts';
import { addCharger, type LogLine, type SiteDevice } from './site-devices.ts';
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
  readonly expected: Readonly<Partial<Record<Step, Expected>>>;
};

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

async function join(site: Site, { character, protocol, phases }: Journey, isOnboarded: boolean) {
  const charger = await addCharger(site, { character, protocol, phases, isOnboarded });
  const isLearnt = () =>
    charger
      .lines({ direction: 'in', type: 'CALL', action: 'TriggerMessage' })
      .some(({ payload }) =>
        /MeterValues|TransactionEvent/.test(String((payload as LogLine)['requestedMessage'])),
      );
  await waitFor(isLearnt, `${charger.identity} to be learnt`, 10_000);
  return charger;
}

async function expectStep(
  site: Site,
  charger: SiteDevice,
  { step, wanted }: { step: Step; wanted: Expected },
): Promise<void> {
  const before = askedOf(charger).length;
  const known = isPlan(step) ? await schedulesOf(site, charger) : [];
  const accepted = await accept(site, toMutation(charger, step));
  const id = isPlan(step) ? await findSchedule(site, charger, known) : accepted;
  if (isPlan(step)) await site.reaches(accepted, 'SUCCEEDED');
  const { reason } = await site.reaches(id, wanted.status);
  expect({ step, code: reason?.code ?? null }).toEqual({ step, code: wanted.code ?? null });
  await waitFor(() => isAsExpected(charger, wanted), `${step}: ${JSON.stringify(wanted)}`).catch(
    (cause: unknown) => {
      throw new Error(`${step} left ${JSON.stringify(charger.device().state())}`, { cause });
    },
  );
  const asked = wanted.asked && [...new Set(askedOf(charger).slice(before))];
  expect({ step, asked }).toEqual({ step, asked: wanted.asked });
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

/** The newest one. A plan that was overtaken by a better one (its vehicle told more) is not it. */
async function findSchedule(
  site: Site,
  charger: SiteDevice,
  known: readonly string[],
): Promise<string> {
  const find = async () => {
    const fresh = (await schedulesOf(site, charger)).filter((id) => !known.includes(id));
    const [newest] = fresh;
    return newest && (await site.read(newest)).status !== 'SUPERSEDED' ? newest : null;
  };
  return await waitFor(find, `a schedule for ${charger.identity}`, 10_000);
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
