import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAtRest } from '../support/power.ts';
import { type Site, startSite } from '../support/site.ts';
import { addCharger, isHeard, type SiteDevice } from '../support/site-devices.ts';
import { accept, boost } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

/** A boost must be out within 1.5 s then, and its evidence window is 7.5 s. */
const timeScale = 40;

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

function startsOf(charger: SiteDevice) {
  return charger.lines({ event: 'execute', action: 'RemoteStartTransaction' });
}

describe.concurrent('a boost', () => {
  test('of a charger that accepts and does nothing fails once its meter contradicts', async () => {
    const charger = await addCharger(site, { character: 'accept-nothing' });

    const id = await accept(site, boost(charger));

    const ended = await site.reaches(id, 'FAILED');
    expect(ended).toMatchObject({
      reason: { code: 'effect_not_seen' },
      evidence: { aspect: 'meter', value: { powerW: 0 } },
    });
    expect(ended.timeline.map(({ status }) => status)).toContain('ACKNOWLEDGED');
    expect(startsOf(charger)).toEqual([]);
    const shown = await show(charger);
    expect(shown.status.currentState).not.toBe('BOOSTING');
    expect(shown.alerts[0]?.message).toContain('A command had no effect');
  });

  test('of a full vehicle fails as vehicle_not_drawing', async () => {
    const charger = await addCharger(site, { socPercent: 100 });

    const id = await accept(site, boost(charger));

    const ended = await site.reaches(id, 'FAILED');
    expect(ended.reason).toMatchObject({ code: 'vehicle_not_drawing' });
    expect(ended.evidence).toMatchObject({
      aspect: 'status',
      value: { state: 'suspended_vehicle' },
    });
  });

  test('is REJECTED when the charger refuses the start', async () => {
    const faults = [{ on: 'RemoteStartTransaction', do: 'reject' }];
    const charger = await addCharger(site, { faults });

    const id = await accept(site, boost(charger));

    const ended = await site.reaches(id, 'REJECTED');
    expect(ended.reason?.detail).toBe('RemoteStartTransaction: Rejected');
    expect(startsOf(charger)).toEqual([]);
    expect((await show(charger)).status.currentState).not.toBe('BOOSTING');
  });

  test('of a running session is REJECTED when the profile is refused in every way', async () => {
    const faults = [{ on: 'SetChargingProfile', do: 'reject' }];
    const charger = await addCharger(site, { faults });
    await charger.device().act('local-override', {});
    await isHeard(charger, 'StartTransaction');

    const id = await accept(site, boost(charger));

    const ended = await site.reaches(id, 'REJECTED');
    expect(ended.reason).toMatchObject({ code: 'unsupported' });
    expect(ended.reason?.detail).toContain('SetChargingProfile: Rejected (tried: ');
    expect(charger.lines({ type: 'CALL', action: 'RemoteStartTransaction' })).toEqual([]);
  });

  test('of a session that runs already lifts its limit and does not start another', async () => {
    const charger = await addCharger(site);
    await charger.device().act('local-override', {});
    await isHeard(charger, 'StartTransaction');

    const id = await accept(site, boost(charger));

    await site.reaches(id, 'SUCCEEDED');
    expect(charger.lines({ type: 'CALL', action: 'RemoteStartTransaction' })).toEqual([]);
    const profiles = charger.lines({ type: 'CALL', action: 'SetChargingProfile' });
    expect(profiles.map(({ payload }) => payload)).toMatchObject([
      { csChargingProfiles: { chargingProfilePurpose: 'TxProfile' } },
    ]);
    const cancel = await accept(site, boost(charger, 'CANCEL'));
    expect(await site.reaches(cancel, 'SUCCEEDED')).toMatchObject({
      evidence: { aspect: 'profile', value: { boostInstalled: false, readBack: true } },
    });
  });

  test('that gets no answer to its start looks first and does not start twice', async () => {
    const faults = [
      { on: 'RemoteStartTransaction', do: 'silent', when: 'after-execute', times: 1 },
    ];
    const charger = await addCharger(site, { faults });

    const id = await accept(site, boost(charger));

    await site.reaches(id, 'SUCCEEDED');
    expect(
      charger.lines({ direction: 'in', type: 'CALL', action: 'RemoteStartTransaction' }),
    ).toHaveLength(1);
  });

  test('ends with its session: unplugged, the device is not BOOSTING any more', async () => {
    const charger = await addCharger(site);
    const id = await accept(site, boost(charger));
    await site.reaches(id, 'SUCCEEDED');
    expect((await show(charger)).status.currentState).toBe('BOOSTING');

    await charger.device().act('unplug', {});

    await waitFor(
      async () => (await show(charger)).status.currentState !== 'BOOSTING',
      'the boost to have ended',
    );
    expect(await site.read(id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  test('that is cancelled before it proved itself ends SUPERSEDED by its cancel', async () => {
    const charger = await addCharger(site, { character: 'accept-nothing-mute' });
    const id = await accept(site, boost(charger));
    await site.reaches(id, 'ACKNOWLEDGED');

    const cancel = await accept(site, boost(charger, 'CANCEL'));

    await site.reaches(cancel, 'SUCCEEDED');
    expect(await site.read(id)).toMatchObject({ status: 'SUPERSEDED', supersededBy: cancel });
  });
});

describe.concurrent('the cancel of a boost', () => {
  test('survives a link that is open at one end only', async () => {
    const faults = [{ on: 'ClearChargingProfile', do: 'half-open', afterMs: 20_000, times: 1 }];
    const charger = await addCharger(site, { faults });
    await site.reaches(await accept(site, boost(charger)), 'SUCCEEDED');

    const id = await accept(site, boost(charger, 'CANCEL'));

    const ended = await site.reaches(id, 'SUCCEEDED');
    expect(ended.attempt).toBeGreaterThan(1);
    expect(ended.evidence).toMatchObject({ value: { powerW: isAtRest } });
    expect(charger.lines({ event: 'link-up' })).toHaveLength(2);
  });

  test('that gets no answer is sent again', async () => {
    const faults = [{ on: 'ClearChargingProfile', do: 'silent', times: 1 }];
    const charger = await addCharger(site, { faults });
    await site.reaches(await accept(site, boost(charger)), 'SUCCEEDED');

    const id = await accept(site, boost(charger, 'CANCEL'));

    expect(await site.reaches(id, 'SUCCEEDED')).toMatchObject({ attempt: 2 });
  });

  test('of a charger that accepts it and goes on charging fails', async () => {
    const faults = [{ on: 'SetChargingProfile', do: 'accept-nothing' }];
    const charger = await addCharger(site, { faults });
    await site.reaches(await accept(site, boost(charger)), 'SUCCEEDED');

    const id = await accept(site, boost(charger, 'CANCEL'));

    const ended = await site.reaches(id, 'FAILED');
    expect(ended.reason).toMatchObject({ code: 'effect_not_seen' });
    expect(ended.reason?.detail).toMatch(/still shows \d{4,} W/);
  });
});
