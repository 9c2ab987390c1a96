import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listCharacters } from '../../simulators/ocpp-charger/character.ts';
import { outcomes } from '../support/character-outcomes.ts';
import { journeysOf, runJourney, warmUp } from '../support/ev-journey.ts';
import { type Site, startSite } from '../support/site.ts';

/** A boost's evidence window is 10 s then. */
const timeScale = 30;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale });
  await warmUp(site, '1.6');
});
afterAll(() => site?.stop());

describe.concurrent('every EV mutation ends in the truth at a charger of OCPP 1.6', () => {
  test.each(journeysOf('1.6'))('$character', async (journey) => {
    await runJourney(site, journey);
  });
});

test('no character is left out', async () => {
  expect(Object.keys(outcomes).toSorted()).toEqual(await listCharacters());
});
