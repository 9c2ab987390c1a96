import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Site, startSite } from '../support/site.ts';
import { addCharger, addHeatPump, type SiteDevice } from '../support/site-devices.ts';
import { accept, boost, setWater, setZone } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

/** Grace is 12 s then for a boost and 6 s for a controller; a zone mode expires after 6 s. */
const timeScale = 150;
const graceMs = 30_000;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale });
});
afterAll(() => site?.stop());

type Shown = { status: { currentState: string }; alerts: { message: string }[] };

async function show(charger: SiteDevice): Promise<Shown> {
  const document = `{ devices(accountNumber: "${charger.account}") {
    status { currentState } alerts { message }
  } }`;
  const answer = await site.api.send<{ devices: Shown[] }>(document);
  const [device] = answer.data?.devices ?? [];
  if (!device) throw new Error(JSON.stringify(answer));
  return device;
}

async function statusesOf(id: string): Promise<readonly string[]> {
  return (await site.read(id)).timeline.map(({ status }) => status);
}

describe.concurrent('a boost', () => {
  test('that nothing ever shows, for want of a meter, is UNCONFIRMED, then LOST', async () => {
    const charger = await addCharger(site, { character: 'accept-nothing-mute' });

    const id = await accept(site, boost(charger));

    const unknown = await site.reaches(id, 'UNCONFIRMED');
    expect(unknown).toMatchObject({ verified: null, evidence: null });
    // Nobody knows whether it was begun, and nothing shows it.
    expect((await show(charger)).status.currentState).not.toBe('BOOSTING');
    const ended = await site.reaches(id, 'LOST', graceMs);
    expect(ended.reason).toMatchObject({ code: 'no_evidence' });
    const shown = await show(charger);
    expect(shown.status.currentState).not.toBe('BOOSTING');
    expect(shown.alerts[0]?.message).toBe('The device never showed what became of a command.');
  });

  test('that was answered too late leaves UNCONFIRMED when the answer comes', async () => {
    const late = { on: 'RemoteStartTransaction', do: 'late', afterMs: 150_000 };
    const charger = await addCharger(site, { character: 'accept-nothing-mute', faults: [late] });

    const id = await accept(site, boost(charger));

    await site.reaches(id, 'UNCONFIRMED');
    await waitFor(
      async () => (await statusesOf(id)).includes('ACKNOWLEDGED'),
      'the late answer to count',
    );
    const statuses = await statusesOf(id);
    expect(statuses.indexOf('ACKNOWLEDGED')).toBeGreaterThan(statuses.indexOf('UNCONFIRMED'));
  });
});

/** The requests of one transaction, as the controller received them. */
function requestsOf(pump: SiteDevice, id: string) {
  return pump
    .lines({ direction: 'in', type: 'publish', id })
    .map(({ payload }) => payload as { tx: string; attempt: number; seq: number });
}

const water = 'set_water_setpoint';

describe.concurrent('a controller', () => {
  test('that never answers: asked three times with one id, UNCONFIRMED, then LOST', async () => {
    const pump = await addHeatPump(site, { faults: [{ on: water, do: 'silent' }] });

    const id = await accept(site, setWater(pump, 57));

    await site.reaches(id, 'UNCONFIRMED');
    const ended = await site.reaches(id, 'LOST', graceMs);
    expect(ended).toMatchObject({ attempt: 3, reason: { code: 'no_evidence' } });
    const requests = requestsOf(pump, id);
    expect(requests.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(requests.map(({ tx, seq }) => `${tx} ${seq}`)).size).toBe(1);
    expect((await show(pump)).alerts[0]?.message).toBe(
      'The device never showed what became of a command.',
    );
  });

  test('that is away past the deadline: EXPIRED, and never sent when it is back', async () => {
    const pump = await addHeatPump(site);
    await pump.goAway();

    const id = await accept(site, setZone(pump, { zone: 'ZONE_1', mode: 'OFF' }));

    const ended = await site.reaches(id, 'EXPIRED', graceMs);
    expect(ended).toMatchObject({ attempt: 0, reason: { code: 'expired' } });
    await pump.comeBack();
    const next = await accept(site, setWater(pump, 44));
    await site.reaches(next, 'SUCCEEDED');
    expect(pump.executed()).toEqual([next]);
    expect(requestsOf(pump, id)).toEqual([]);
  });
});
