import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Site, startSite } from '../support/site.ts';
import { addCharger, isHeard, type SiteDevice } from '../support/site-devices.ts';
import { accept, boost } from '../support/site-mutations.ts';
import { isPlanned, schedulesOf } from '../support/site-schedules.ts';
import { toZoneAt } from '../support/site-time.ts';
import { waitFor } from '../support/wait-for.ts';

/** The gap between two switches of ours is 1.5 s then. */
const timeScale = 40;

let site: Site;
beforeAll(async () => {
  // Between eight and nine in the evening seven is far away.
  site = await startSite({ timeScale, settings: { SITE_TIME_ZONE: toZoneAt(20) } });
});
afterAll(() => site?.stop());

/** Half full by seven, every day: an hour of charging. */
function preferences(charger: SiteDevice, soc = 50) {
  const document = `mutation($input: VehicleChargingPreferencesInput) {
    setVehicleChargePreferences(input: $input) { krakenflexDevice { krakenflexDeviceId } }
  }`;
  const times = { weekdayTargetTime: '07:00', weekendTargetTime: '07:00' };
  const socs = { weekdayTargetSoc: soc, weekendTargetSoc: soc };
  return { document, variables: { input: { accountNumber: charger.account, ...times, ...socs } } };
}

type Dispatch = { type: string; start: string; end: string };

async function planned(charger: SiteDevice): Promise<readonly Dispatch[]> {
  const document = `query($id: String!) {
    flexPlannedDispatches(deviceId: $id) { type start end }
  }`;
  type Data = { flexPlannedDispatches: Dispatch[] };
  const answer = await site.api.send<Data>(document, { id: charger.deviceId });
  if (!answer.data?.flexPlannedDispatches) throw new Error(JSON.stringify(answer));
  return answer.data.flexPlannedDispatches;
}

type Completed = { delta: string; meta: { source: string | null } };

async function completed(charger: SiteDevice): Promise<readonly Completed[]> {
  const document = `query($account: String!) {
    completedDispatches(accountNumber: $account) { delta meta { source } }
  }`;
  type Data = { completedDispatches: Completed[] };
  const answer = await site.api.send<Data>(document, { account: charger.account });
  return answer.data?.completedDispatches ?? [];
}

/** What really flows at the charger; below the floor it is ramping down, or its own draw. */
function isCharging(charger: SiteDevice): boolean {
  return (sessionOf(charger)?.powerW ?? 0) > 500;
}

function sessionOf(charger: SiteDevice) {
  type State = { session: { powerW: number; energyWh: number } | null };
  return (charger.device().state() as State).session;
}

const begins = (charger: SiteDevice) =>
  waitFor(() => isCharging(charger), 'the vehicle to charge', 20_000);
const rests = (charger: SiteDevice) =>
  waitFor(() => !isCharging(charger), 'the vehicle to rest', 20_000);

/** A session's vehicle has told how full it is: its plan is not made by what is assumed first. */
const tellsSoc = (charger: SiteDevice, protocol: string) =>
  isHeard(charger, protocol === '1.6' ? 'MeterValues' : 'TransactionEvent', (payload) => {
    const isOfSession = 'transactionId' in payload || 'transactionInfo' in payload;
    return isOfSession && JSON.stringify(payload).includes('"SoC"');
  });
const planProfiles = (charger: SiteDevice) =>
  charger
    .lines({ type: 'CALL', action: 'SetChargingProfile' })
    .filter(({ payload }) => JSON.stringify(payload).includes(':7012,'));

describe.concurrent.each(['1.6', '2.0.1', '2.1'])('at a charger of OCPP %s', (protocol) => {
  test('preferences become a schedule that holds the vehicle back, below every boost', async () => {
    const charger = await addCharger(site, { protocol, socPercent: 40 });
    await charger.device().act('local-override', {});
    await begins(charger);

    await site.reaches(await accept(site, preferences(charger)), 'SUCCEEDED');

    await isPlanned(site, charger);
    expect(charger.lines({ type: 'CALL', action: 'SetChargingProfile' })).not.toEqual([]);
    await rests(charger);
    const [smart, ...others] = await planned(charger);
    expect(others).toEqual([]);
    expect(smart).toMatchObject({ type: 'SMART' });
    const chargeMs = Date.parse(smart?.end ?? '') - Date.parse(smart?.start ?? '');
    expect(chargeMs).toBeGreaterThan(30 * 60_000);

    const boosting = await accept(site, boost(charger));
    expect(await planned(charger)).toMatchObject([{ type: 'BOOST' }]);
    await site.reaches(boosting, 'SUCCEEDED');
    const energyWh = sessionOf(charger)?.energyWh ?? 0;
    const hasCharged = () => (sessionOf(charger)?.energyWh ?? 0) > energyWh + 200;
    await waitFor(hasCharged, 'the boost to charge', 20_000);

    await site.reaches(await accept(site, boost(charger, 'CANCEL')), 'SUCCEEDED');
    await rests(charger);
    expect(await planned(charger)).toMatchObject([{ type: 'SMART' }]);

    await charger.device().act('unplug', {});
    const isForgotten = async () => (await planned(charger)).length === 0;
    await waitFor(isForgotten, 'the plan to go with the vehicle');
    const charged = await completed(charger);
    expect(charged.map(({ meta }) => meta.source)).toContain('bump-charge');
    for (const { delta } of charged) expect(Number(delta)).toBeLessThan(0);
  });

  test('a plan is said again to a charger that comes back', async () => {
    const charger = await addCharger(site, { protocol, socPercent: 40 });
    await charger.device().act('local-override', {});
    await begins(charger);
    await tellsSoc(charger, protocol);
    await accept(site, preferences(charger));
    await isPlanned(site, charger);
    const known = await schedulesOf(site, charger);
    expect(known).toHaveLength(1);

    await charger.goAway();
    const said = planProfiles(charger).length;
    await charger.comeBack();

    await isPlanned(site, charger, known);
    expect(planProfiles(charger).length).toBeGreaterThan(said);
  });
});
