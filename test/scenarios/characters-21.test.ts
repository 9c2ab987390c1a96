import { afterAll, beforeAll, describe, test } from 'vitest';
import { journeyMs, journeysOf, runJourney, startJourneySite } from '../support/ev-journey.ts';
import type { Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startJourneySite('2.1');
});
afterAll(() => site?.stop());

describe.concurrent('every EV mutation ends in the truth at a charger of OCPP 2.1', {
  timeout: journeyMs,
}, () => {
  test.each(journeysOf('2.1'))('$character', async (journey) => {
    await runJourney(site, journey);
  });
});
