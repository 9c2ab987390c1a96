import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Site, startSite } from '../support/site.ts';
import { addHeatPump, type SiteDevice } from '../support/site-devices.ts';
import { accept, setWater, setZone } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

/** Answer and evidence windows are 600 ms then. */
const timeScale = 50;

let site: Site;
beforeAll(async () => {
  site = await startSite({ timeScale });
});
afterAll(() => site?.stop());

const water = 'set_water_setpoint';

/** The requests of one transaction, as the controller received them. */
function requestsOf(pump: SiteDevice, id: string) {
  return pump
    .lines({ direction: 'in', type: 'publish', id })
    .map(({ payload }) => payload as { tx: string; attempt: number; seq: number });
}

async function alertsOf(pump: SiteDevice): Promise<readonly string[]> {
  const document = `{ devices(accountNumber: "${pump.account}") { alerts { message } } }`;
  const answer = await site.api.send<{ devices: { alerts: { message: string }[] }[] }>(document);
  return (answer.data?.devices[0]?.alerts ?? []).map(({ message }) => message);
}

describe.concurrent('a controller', () => {
  test('that says it succeeded and changes nothing: FAILED, with an alert', async () => {
    const pump = await addHeatPump(site, { faults: [{ on: water, do: 'accept-nothing' }] });

    const id = await accept(site, setWater(pump, 58));

    const ended = await site.reaches(id, 'FAILED');
    expect(ended).toMatchObject({ reason: { code: 'effect_not_seen' }, attempt: 1 });
    expect(ended.evidence).toMatchObject({ aspect: 'config' });
    expect(pump.executed()).toEqual([]);
    expect((await alertsOf(pump))[0]).toContain('A command had no effect');
  });

  test('that misses a request gets it again and executes it once', async () => {
    const pump = await addHeatPump(site, { faults: [{ on: water, do: 'silent', times: 1 }] });

    const id = await accept(site, setWater(pump, 56));

    expect(await site.reaches(id, 'SUCCEEDED')).toMatchObject({ attempt: 2 });
    expect(pump.executed()).toEqual([id]);
  });

  test('whose answer was lost repeats the answer and not the action', async () => {
    const faults = [{ on: water, do: 'silent', when: 'after-execute', times: 1 }];
    const pump = await addHeatPump(site, { faults });

    const id = await accept(site, setWater(pump, 55));

    expect(await site.reaches(id, 'SUCCEEDED')).toMatchObject({ attempt: 2, verified: 'TRUE' });
    expect(pump.executed()).toEqual([id]);
    expect(requestsOf(pump, id)).toHaveLength(2);
  });

  test('whose answer comes when nobody waits any more: UNCONFIRMED, then SUCCEEDED', async () => {
    const faults = [{ on: water, do: 'late', afterMs: 200_000 }];
    const pump = await addHeatPump(site, { faults });

    const id = await accept(site, setWater(pump, 54));

    await site.reaches(id, 'UNCONFIRMED');
    const ended = await site.reaches(id, 'SUCCEEDED');
    expect(ended).toMatchObject({ verified: 'TRUE', evidence: { value: 54 } });
    expect(pump.executed()).toEqual([id]);
  });

  test('that is busy at first is asked again', async () => {
    const faults = [{ on: water, do: 'reject', code: 'busy', times: 2 }];
    const pump = await addHeatPump(site, { faults });

    const id = await accept(site, setWater(pump, 53));

    expect(await site.reaches(id, 'SUCCEEDED')).toMatchObject({ attempt: 3 });
  });

  test('that stays busy: REJECTED busy after the third time', async () => {
    const pump = await addHeatPump(site, {
      faults: [{ on: water, do: 'reject', code: 'busy' }],
    });

    const id = await accept(site, setWater(pump, 52));

    const ended = await site.reaches(id, 'REJECTED');
    expect(ended).toMatchObject({ attempt: 3, reason: { code: 'busy' } });
    expect(pump.executed()).toEqual([]);
  });

  test('that refuses: REJECTED with its own code, asked once', async () => {
    const pump = await addHeatPump(site, {
      faults: [{ on: water, do: 'reject', code: 'local_override' }],
    });

    const id = await accept(site, setWater(pump, 51));

    const ended = await site.reaches(id, 'REJECTED');
    expect(ended).toMatchObject({ attempt: 1, reason: { code: 'local_override' } });
    expect((await alertsOf(pump))[0]).toContain('A command was rejected');
  });

  test('that finds the request stale: EXPIRED', async () => {
    const pump = await addHeatPump(site, {
      faults: [{ on: water, do: 'reject', code: 'stale' }],
    });

    const id = await accept(site, setWater(pump, 50));

    expect(await site.reaches(id, 'EXPIRED')).toMatchObject({ reason: { code: 'stale' } });
    expect(pump.executed()).toEqual([]);
  });

  test('that finds a repeat stale after an unanswered attempt: UNCONFIRMED', async () => {
    const faults = [
      { on: water, do: 'silent', times: 1 },
      { on: water, do: 'reject', code: 'stale' },
    ];
    const pump = await addHeatPump(site, { faults });

    const id = await accept(site, setWater(pump, 49));

    expect(await site.reaches(id, 'UNCONFIRMED')).toMatchObject({ attempt: 2 });
  });

  test('that answers twice: SUCCEEDED once, and the second answer changes nothing', async () => {
    const pump = await addHeatPump(site, { faults: [{ on: water, do: 'answer-twice' }] });

    const id = await accept(site, setWater(pump, 48));

    const ended = await site.reaches(id, 'SUCCEEDED');
    // What a device says is handled in its order, so the second answer is behind us by then.
    const next = await accept(site, setZone(pump, { zone: 'ZONE_2', mode: 'OFF' }));
    await site.reaches(next, 'SUCCEEDED');
    expect(pump.lines({ direction: 'out', type: 'publish', id })).toHaveLength(2);
    const later = await site.read(id);
    expect(later.stateNumber).toBe(ended.stateNumber);
    expect(later.timeline).toEqual(ended.timeline);
    expect(pump.executed()).toEqual([id, next]);
  });

  test('that answers garbage is asked again, and its link lives on', async () => {
    const faults = [{ on: water, do: 'garbage', when: 'after-execute', times: 1 }];
    const pump = await addHeatPump(site, { faults });

    const id = await accept(site, setWater(pump, 47));

    expect(await site.reaches(id, 'SUCCEEDED')).toMatchObject({ attempt: 2 });
    expect(pump.executed()).toEqual([id]);
  });

  test('behind a link that is open at one end only is reached when it comes back', async () => {
    const faults = [{ on: water, do: 'half-open', afterMs: 50_000, times: 1 }];
    const pump = await addHeatPump(site, { faults });

    const id = await accept(site, setWater(pump, 46));

    expect((await site.reaches(id, 'SUCCEEDED')).attempt).toBeGreaterThan(1);
    expect(pump.executed()).toEqual([id]);
  });

  test('that is silent once does not hold up the next command for good', async () => {
    const pump = await addHeatPump(site, { faults: [{ on: water, do: 'silent' }] });

    const silent = await accept(site, setWater(pump, 45));
    const next = await accept(site, setZone(pump, { zone: 'ZONE_1', mode: 'OFF' }));

    await site.reaches(next, 'SUCCEEDED');
    expect(await site.read(silent)).toMatchObject({ status: 'UNCONFIRMED' });
    expect(pump.executed()).toEqual([next]);
  });

  test('whose wish is overtaken while it is out: the older one ends SUPERSEDED', async () => {
    const faults = [{ on: water, do: 'silent', times: 3 }];
    const pump = await addHeatPump(site, { faults });

    const older = await accept(site, setWater(pump, 43));
    await site.reaches(older, 'UNCONFIRMED');
    const newer = await accept(site, setWater(pump, 42));

    await site.reaches(newer, 'SUCCEEDED');
    await waitFor(
      async () => (await site.read(older)).status === 'SUPERSEDED',
      'the older one to be superseded',
    );
    expect(await site.read(older)).toMatchObject({ supersededBy: newer, attempt: 3 });
  });
});
