import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listCharacters } from '../../simulators/ocpp-charger/character.ts';
import { outcomes } from '../support/character-outcomes.ts';
import { journeyMs, journeysOf, runJourney, startJourneySite } from '../support/ev-journey.ts';
import type { Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startJourneySite('1.6');
});
afterAll(() => site?.stop());

describe.concurrent('every EV mutation ends in the truth at a charger of OCPP 1.6', {
  timeout: journeyMs,
}, () => {
  test.each(journeysOf('1.6'))('$character', async (journey) => {
    await runJourney(site, journey);
  });
});

test('no character is left out', async () => {
  expect(Object.keys(outcomes).toSorted()).toEqual(await listCharacters());
});
