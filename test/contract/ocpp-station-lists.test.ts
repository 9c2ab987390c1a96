import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeOrder, sendOrder, TestGateway } from '../support/ocpp/gateway.ts';
import type { Json, RawCharger } from '../support/ocpp/raw-charger.ts';
import { connectStation, eventPayload } from '../support/ocpp/raw-station.ts';
import { makeSchemaCheck, type SchemaVersion } from '../support/ocpp/schemas.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

const idToken = { idToken: 'A-DRIVER', type: 'ISO14443' };
const boostId = 7_013;
const guardId = 7_011;
const planId = 7_012;
const accepted = { kind: 'accepted' };

/** The ids that a GetChargingProfiles asks for. */
function idsOf(payload: Json): readonly number[] {
  return (payload['chargingProfile'] as { chargingProfileId: number[] }).chargingProfileId;
}

function toWire(id: number): Json {
  const chargingSchedulePeriod = [{ startPeriod: 0, limit: 16 }];
  return {
    ...{ id, stackLevel: 1, chargingProfilePurpose: 'TxDefaultProfile' },
    chargingProfileKind: 'Relative',
    chargingSchedule: [{ id, chargingRateUnit: 'A', chargingSchedulePeriod }],
  };
}

describe.each<SchemaVersion>(['2.0.1', '2.1'])('the list of profiles, OCPP %s', (version) => {
  const check = makeSchemaCheck(version);

  /** A station without composite schedules that holds these, and tells them one by one. */
  async function connectListing(held: Set<number>, more: RawCharger['behaviours'] = {}) {
    const linked = await connectStation(gateway, { version });
    const { station } = linked;
    const tell = (requestId: unknown, ids: readonly number[]) => {
      ids.forEach((id, index) => {
        const tbc = index < ids.length - 1;
        const part = { requestId, chargingLimitSource: 'CSO', evseId: 1, tbc };
        void station.call('ReportChargingProfiles', { ...part, chargingProfile: [toWire(id)] });
      });
    };
    Object.assign(station.behaviours, {
      GetCompositeSchedule: () => ({ status: 'Rejected' }),
      SetChargingProfile: ({ chargingProfile }: Json) => {
        held.add((chargingProfile as { id: number }).id);
        return { status: 'Accepted' };
      },
      ClearChargingProfile: ({ chargingProfileId }: Json) => ({
        status: held.delete(Number(chargingProfileId)) ? 'Accepted' : 'Unknown',
      }),
      GetChargingProfiles: (payload: Json) => {
        const found = idsOf(payload).filter((id) => held.has(id));
        setImmediate(() => tell(payload['requestId'], found));
        return { status: found.length > 0 ? 'Accepted' : 'NoProfiles' };
      },
      ...more,
    });
    const start = eventPayload('Started', 0, { chargingState: 'Charging' }, { idToken });
    await station.ask('TransactionEvent', start);
    return linked;
  }

  const profile = () => gateway.fakes.reported('cs-1', 'profile');

  it('shows a cancelled boost gone, and everything else that is there', async () => {
    const { station, connection } = await connectListing(new Set([guardId]));
    await sendOrder(connection, makeOrder('boost'));
    expect(await sendOrder(connection, makeOrder('cancel_boost'))).toEqual(accepted);
    expect(profile()).toMatchObject({
      ...{ boostInstalled: false, guardInstalled: true, readBack: true, limitAmps: null },
    });
    const [asked] = station.calls('GetChargingProfiles');
    expect(idsOf(asked?.payload ?? {})).toEqual([guardId, planId, boostId, 7_014]);
    for (const { payload } of station.calls('GetChargingProfiles')) {
      expect(check('GetChargingProfiles', 'request', payload)).toBe('');
    }
  });

  it('shows a boost that is still there though its clearing was accepted', async () => {
    const { connection } = await connectListing(new Set(), {
      ClearChargingProfile: () => ({ status: 'Accepted' }),
    });
    await sendOrder(connection, makeOrder('boost'));
    expect(await sendOrder(connection, makeOrder('cancel_boost'))).toEqual(accepted);
    expect(profile()).toMatchObject({ boostInstalled: true, readBack: true });
  });

  it('shows a plan and a guard that a suspension did not get rid of', async () => {
    const { connection } = await connectListing(new Set([guardId, planId]), {
      ClearChargingProfile: () => ({ status: 'Accepted' }),
    });
    expect(await sendOrder(connection, makeOrder('suspend'))).toEqual(accepted);
    expect(profile()).toMatchObject({ planId: 'unknown', guardInstalled: true, readBack: false });
  });

  it('shows that nothing of ours is left after a suspension', async () => {
    const { connection } = await connectListing(new Set([guardId, planId]));
    expect(await sendOrder(connection, makeOrder('suspend'))).toEqual(accepted);
    expect(profile()).toMatchObject({ planId: null, guardInstalled: false, readBack: true });
  });

  it('names no plan that is kept by on and off, which is kept all the same', async () => {
    const { connection } = await connectListing(new Set(), {
      SetChargingProfile: () => ({ status: 'Rejected' }),
    });
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const periods = [{ startAt: at(-1), limitAmps: 16 }];
    const flags = { isBoosting: false, begins: false };
    const params = { planId: 'p', periods, endAt: at(60), ...flags };
    const command = { kind: 'set_charging_schedule', params } as const;
    const order = makeOrder('set_charging_schedule', { command });
    expect(await sendOrder(connection, order)).toEqual(accepted);
    expect(profile()).toMatchObject({ planId: 'p', control: 'on_off' });
  });

  it('is not asked for again where it is not offered: the answers count', async () => {
    const { station, connection } = await connectListing(new Set(), {
      GetChargingProfiles: () => ({ error: 'NotImplemented' }),
    });
    expect(await sendOrder(connection, makeOrder('suspend'))).toEqual(accepted);
    expect(profile()).toMatchObject({ planId: null, guardInstalled: false, readBack: true });
    await waitFor(() => station.calls('GetCompositeSchedule').length > 1, 'a second look');
    expect(station.calls('GetChargingProfiles')).toHaveLength(1);
  });
});
