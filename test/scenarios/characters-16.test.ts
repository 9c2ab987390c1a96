import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listCharacters } from '../../simulators/ocpp-charger/character.ts';
import { outcomes } from '../support/character-outcomes.ts';
import { runJourney } from '../support/ev-journey.ts';
import { type Site, startSite } from '../support/site.ts';

/** A boost's evidence window is 10 s then. */
const timeScale = 30;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale });
});
afterAll(() => site?.stop());

describe.concurrent('every EV mutation ends in the truth at a charger of OCPP 1.6', () => {
  test.each(Object.entries(outcomes))('%s', async (character, { phases = 1, expected }) => {
    await runJourney(site, { character, protocol: '1.6', phases, expected });
  });
});

test('no character is left out', async () => {
  expect(Object.keys(outcomes).toSorted()).toEqual(await listCharacters());
});
