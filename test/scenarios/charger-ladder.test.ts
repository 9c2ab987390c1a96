import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Site, startSite } from '../support/site.ts';
import { addCharger, isHeard, type SiteDevice } from '../support/site-devices.ts';
import { accept, boost, control, testCharge } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

/** The evidence window of a test charge is 7.5 s then. */
const timeScale = 40;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale });
});
afterAll(() => site?.stop());

type Written = {
  readonly stackLevel: number;
  readonly chargingProfilePurpose: string;
  readonly chargingProfileKind: string;
  readonly chargingSchedule: { readonly chargingRateUnit: string };
};

/** The profiles that a charger was given, in order. */
function profilesOf(charger: SiteDevice): readonly Written[] {
  return charger
    .lines({ direction: 'in', type: 'CALL', action: 'SetChargingProfile' })
    .map(({ payload }) => (payload as { csChargingProfiles: Written }).csChargingProfiles);
}

/** What its vehicle draws, W. */
function powerOf(charger: SiteDevice): number {
  const { session } = charger.device().state() as { session: { powerW: number } | null };
  return session?.powerW ?? 0;
}

/** A charger in a session that its driver began. */
async function addDriven(character: string): Promise<SiteDevice> {
  const charger = await addCharger(site, { character });
  await charger.device().act('local-override', {});
  await isHeard(charger, 'StartTransaction');
  return charger;
}

/** What a test charge came to. */
async function verdictOf(charger: SiteDevice): Promise<string> {
  const id = await accept(site, testCharge(charger));
  const endings = ['SUCCEEDED', 'FAILED', 'REJECTED'];
  const isOver = async () => endings.includes((await site.read(id)).status);
  await waitFor(isOver, `the end of ${id}`, 20_000);
  const { status, reason } = await site.read(id);
  return status === 'SUCCEEDED' ? 'controllable' : (reason?.code ?? status);
}

describe.concurrent('a test charge', () => {
  test.each([
    ['no-smart-charging', 40, 'starts_only'],
    ['accept-nothing', 40, 'no_effect'],
    ['stops-at-once', 40, 'no_effect'],
    ['plain', 100, 'vehicle_full'],
    ['plain', 40, 'controllable'],
    ['lies-about-units', 40, 'controllable'],
    ['profile-in-start-refused', 40, 'controllable'],
    ['ends-on-zero', 40, 'controllable'],
  ])('of a charger that is %s, at %i percent, shows %s', async (character, socPercent, verdict) => {
    const charger = await addCharger(site, { character, socPercent, isOnboarded: true });
    expect(await verdictOf(charger)).toBe(verdict);
    const starts = charger.lines({ event: 'execute', action: 'RemoteStartTransaction' });
    expect(starts).toHaveLength(character === 'accept-nothing' ? 0 : 1);
    // Whatever it showed, nothing of it goes on.
    await waitFor(() => powerOf(charger) < 500, 'the test to have ended');
  });
});

describe.concurrent('the ladder', () => {
  test.each([
    ['watts-only', ['A', 'W'], ['W']],
    ['stack-level-zero', [8, 8, 0], [0]],
    ['relative-only', ['Absolute', 'Absolute', 'Absolute', 'Absolute', 'Relative'], ['Relative']],
  ])('of a charger that is %s is climbed once, by two for their model', async (...row) => {
    const [character, all, next] = row;
    const boosted = async (charger: SiteDevice) => {
      await site.reaches(await accept(site, boost(charger)), 'SUCCEEDED');
      return waysOf(charger, character);
    };
    const first = await addDriven(character);
    expect(await boosted(first)).toEqual(all);
    await site.reaches(await accept(site, boost(first, 'CANCEL')), 'SUCCEEDED');
    expect(await boosted(first)).toEqual([...all, ...next]);

    expect(await boosted(await addDriven(character))).toEqual(all);
    expect(await boosted(await addDriven(character))).toEqual(next);
  });

  test('has no rungs where there are no profiles: the meter proves a boost', async () => {
    const charger = await addDriven('no-smart-charging');
    const boosted = await site.reaches(await accept(site, boost(charger)), 'SUCCEEDED');
    expect(boosted.evidence).toMatchObject({ aspect: 'meter' });
    expect(profilesOf(charger)).toHaveLength(1);
    expect(powerOf(charger)).toBeGreaterThan(500);
  });

  test('ends in REJECTED with what was tried, and the session is left alone', async () => {
    const charger = await addDriven('needs-local-setting');
    const ended = await site.reaches(await accept(site, boost(charger)), 'REJECTED');
    expect(ended.reason).toMatchObject({ code: 'unsupported' });
    expect(ended.reason?.detail).toMatch(/A, plain, session; W, plain, session; .*relative/);
    expect(charger.lines({ type: 'CALL', action: 'RemoteStopTransaction' })).toEqual([]);
  });
});

/** What is special to a character, of each profile that it was given. */
function waysOf(charger: SiteDevice, character: string): readonly unknown[] {
  const profiles = profilesOf(charger);
  // Right after its session began the first form may have been tried twice.
  const isAgain = (at: number) =>
    at === 1 && JSON.stringify(profiles[0]) === JSON.stringify(profiles[1]);
  return profiles.filter((_, index) => !isAgain(index)).map(toTrait(character));
}

function toTrait(character: string): (profile: Written) => unknown {
  return ({ stackLevel, chargingProfileKind, chargingSchedule }) => {
    if (character === 'watts-only') return chargingSchedule.chargingRateUnit;
    return character === 'relative-only' ? chargingProfileKind : stackLevel;
  };
}

test('a suspended charger is left without our limits, a resumed one has its guard', async () => {
  const charger = await addCharger(site);
  const suspended = await site.reaches(
    await accept(site, control(charger, 'SUSPEND')),
    'SUCCEEDED',
  );
  expect(suspended.evidence).toMatchObject({
    value: { planId: null, guardInstalled: false, readBack: true },
  });
  const cleared = charger.lines({ direction: 'in', type: 'CALL', action: 'ClearChargingProfile' });
  expect(cleared.map(({ payload }) => payload)).toEqual([
    { id: 7_012 },
    { id: 7_011 },
    { id: 7_014 },
  ]);

  await site.reaches(await accept(site, control(charger, 'UNSUSPEND')), 'SUCCEEDED');
  expect(profilesOf(charger)).toMatchObject([
    { chargingProfilePurpose: 'TxDefaultProfile', stackLevel: 0 },
  ]);
});
