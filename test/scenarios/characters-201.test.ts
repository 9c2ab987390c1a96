import { afterAll, beforeAll, describe, test } from 'vitest';
import { journeysOf, runJourney, warmUp } from '../support/ev-journey.ts';
import { type Site, startSite } from '../support/site.ts';

/** A boost's evidence window is 10 s then. */
const timeScale = 30;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale });
  await warmUp(site, '2.0.1');
});
afterAll(() => site?.stop());

describe.concurrent('every EV mutation ends in the truth at a charger of OCPP 2.0.1', () => {
  test.each(journeysOf('2.0.1'))('$character', async (journey) => {
    await runJourney(site, journey);
  });
});
