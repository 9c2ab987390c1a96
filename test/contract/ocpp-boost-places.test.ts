import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type ChargingScheduleParams,
  setChargingSchedule,
} from '../../src/domain/commands/charging-schedule.ts';
import type { DeviceState } from '../../src/domain/ports/devices.ts';
import { makeReport } from '../support/builders.ts';
import { makeCharger } from '../support/ocpp/fake-ports.ts';
import { makeOrder, sendOrder, startPayload, TestGateway } from '../support/ocpp/gateway.ts';
import type { Json, RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

const accepted = { kind: 'accepted' };
const PLAN = 7_012;
const BOOST = 7_013;
type Written = { chargingProfileId: number; stackLevel: number; chargingProfilePurpose: string };
const profile = () => gateway.fakes.reported('cp-1', 'profile') as Json | null;

function paramsOf(over: Partial<ChargingScheduleParams> = {}): ChargingScheduleParams {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const periods = [{ startAt: at(-1), limitAmps: 0 }];
  return { planId: 'plan', periods, endAt: at(60), isBoosting: false, begins: false, ...over };
}

function orderOf(params: ChargingScheduleParams) {
  return makeOrder('set_charging_schedule', { command: { kind: 'set_charging_schedule', params } });
}

/** A charger that holds one profile at each place, and takes only those that it `wants`. */
class Holder {
  readonly held = new Map<number, Written>();
  readonly behaviours: RawCharger['behaviours'];

  constructor(wants: (profile: Written) => boolean, more: RawCharger['behaviours'] = {}) {
    this.behaviours = {
      SetChargingProfile: ({ csChargingProfiles }) => {
        const taken = csChargingProfiles as Written;
        if (!wants(taken)) return { status: 'Rejected' };
        for (const [id, other] of this.held) if (isSamePlace(other, taken)) this.held.delete(id);
        this.held.set(taken.chargingProfileId, taken);
        return { status: 'Accepted' };
      },
      ClearChargingProfile: ({ id }) => ({
        status: this.held.delete(Number(id)) ? 'Accepted' : 'Unknown',
      }),
      ...more,
    };
  }

  get ids(): readonly number[] {
    return [...this.held.keys()];
  }
}

function isSamePlace(one: Written, other: Written): boolean {
  const isOnePurpose = one.chargingProfilePurpose === other.chargingProfilePurpose;
  return isOnePurpose && one.stackLevel === other.stackLevel;
}

function stateOf(wishes: object): DeviceState {
  const state = { device: makeCharger('cp-1'), description: null, wishes, settings: {} };
  return state as unknown as DeviceState;
}

const stop = () => ({
  ...{ transactionId: 1, meterStop: 2_000, timestamp: new Date().toISOString(), reason: 'Other' },
});

describe('a plan and a boost that can only be in one place', () => {
  it('do not take it from each other: the plan comes back after the boost', async () => {
    const holder = new Holder(({ stackLevel }) => stackLevel === 0);
    const { charger, connection } = await gateway.connectReady('cp-1', holder.behaviours);
    await charger.ask('StartTransaction', startPayload('a-driver'));
    expect(await sendOrder(connection, orderOf(paramsOf()))).toEqual(accepted);
    expect(await sendOrder(connection, makeOrder('boost'))).toEqual(accepted);
    expect(profile()).toMatchObject({ boostInstalled: true, planId: null, planCovered: true });
    const before = charger.calls('SetChargingProfile').length;
    const params = paramsOf({ isBoosting: true });
    expect(await sendOrder(connection, orderOf(params))).toEqual(accepted);
    const written = charger.calls('SetChargingProfile').slice(before);
    const ids = written.map(({ payload }) => payload['csChargingProfiles'] as Written);
    expect(ids.map(({ chargingProfileId }) => chargingProfileId)).not.toContain(PLAN);
    const reports = { profile: makeReport(profile()) };
    const input = { transactionId: 'tx', reports, marks: {}, sentAtMs: 0 };
    expect(setChargingSchedule.judge(params, input)).toMatchObject({ kind: 'proved' });
    await sendOrder(connection, makeOrder('cancel_boost'));
    expect(profile()).not.toHaveProperty('planCovered');
    expect(await sendOrder(connection, orderOf(paramsOf()))).toEqual(accepted);
    expect(holder.ids).toEqual([PLAN]);
    expect(profile()).toMatchObject({ boostInstalled: false, planId: 'plan' });
  });

  it('do not on a new link either', async () => {
    const { ids, behaviours } = await reconnectBoosting();
    const { charger, connection } = await gateway.connectReady('cp-1', behaviours);
    expect(await sendOrder(connection, orderOf(paramsOf({ isBoosting: true })))).toEqual(accepted);
    const written = charger.calls('SetChargingProfile');
    const own = written.map(({ payload }) => payload['csChargingProfiles'] as Written);
    expect(own.map(({ chargingProfileId }) => chargingProfileId)).not.toContain(PLAN);
    expect(ids()).toEqual([BOOST]);
    expect(profile()).toMatchObject({ boostInstalled: true, planCovered: true });
  });

  async function reconnectBoosting() {
    const holder = new Holder(({ stackLevel }) => stackLevel === 0);
    const { charger, connection } = await gateway.connectReady('cp-1', holder.behaviours);
    await charger.ask('StartTransaction', startPayload('a-driver'));
    await sendOrder(connection, makeOrder('boost'));
    charger.close();
    await waitFor(() => !charger.isOpen, 'the end of the link');
    return { ids: () => holder.ids, behaviours: holder.behaviours };
  }
});

describe('a boost in a place that outlives its session', () => {
  const isDefault = ({ chargingProfilePurpose }: Written) =>
    chargingProfilePurpose === 'TxDefaultProfile';
  const isGone = (holder: Holder) => () => !holder.ids.includes(BOOST);

  async function connectBoosted(holder: Holder) {
    const linked = await gateway.connectReady('cp-1', holder.behaviours);
    await linked.charger.ask('StartTransaction', startPayload('a-driver'));
    expect(await sendOrder(linked.connection, makeOrder('boost'))).toEqual(accepted);
    expect(holder.ids).toEqual([BOOST]);
    return linked;
  }

  it('is taken away though another link has given it', async () => {
    const holder = new Holder(isDefault);
    const { charger } = await connectBoosted(holder);
    charger.close();
    await waitFor(() => !charger.isOpen, 'the end of the link');
    const next = await gateway.connectReady('cp-1', holder.behaviours);
    await next.charger.ask('StopTransaction', stop());
    await waitFor(isGone(holder), 'the boost to be taken away');
    await waitFor(() => profile()?.['boostInstalled'] === false, 'the report of it');
  });

  it('is not believed gone before the charger says so, and goes before the next plan', async () => {
    let isWilling = false;
    const holder = new Holder(isDefault, {
      ClearChargingProfile: ({ id }) => {
        if (!isWilling) return { error: 'InternalError' };
        return { status: holder.held.delete(Number(id)) ? 'Accepted' : 'Unknown' };
      },
    });
    const { charger, connection } = await connectBoosted(holder);
    await charger.ask('StopTransaction', stop());
    await waitFor(() => charger.calls('ClearChargingProfile').length === 1, 'the refusal');
    expect(profile()).toMatchObject({ boostInstalled: true });
    isWilling = true;
    expect(await sendOrder(connection, orderOf(paramsOf()))).toEqual(accepted);
    expect(holder.ids).toEqual([PLAN]);
    expect(profile()).toMatchObject({ boostInstalled: false, planId: 'plan' });
  });

  it('goes with the next session where it was not let go of before', async () => {
    let isWilling = false;
    const holder = new Holder(isDefault, {
      ClearChargingProfile: ({ id }) => {
        if (!isWilling) return { error: 'InternalError' };
        return { status: holder.held.delete(Number(id)) ? 'Accepted' : 'Unknown' };
      },
    });
    const { charger } = await connectBoosted(holder);
    gateway.fakes.known.set('device-cp-1', stateOf({}));
    await charger.ask('StopTransaction', stop());
    await waitFor(() => charger.calls('ClearChargingProfile').length === 1, 'the refusal');
    isWilling = true;
    await charger.ask('StartTransaction', startPayload('a-driver', 3_000));
    await waitFor(isGone(holder), 'the boost to be taken away');
  });

  it.each([
    ['is taken away on the next link once it is over', {}, true],
    ['stays on the next link while it is open', { boost: { transactionId: 't', atMs: 1 } }, false],
  ])('%s', async (_what, wishes, goes) => {
    const holder = new Holder(isDefault);
    const { charger } = await connectBoosted(holder);
    charger.close();
    await waitFor(() => !charger.isOpen, 'the end of the link');
    gateway.fakes.known.set('device-cp-1', stateOf(wishes));
    const next = await gateway.connectReady('cp-1', holder.behaviours);
    await sendOrder(next.connection, makeOrder('reboot'));
    if (goes) await waitFor(isGone(holder), 'the boost to be taken away');
    expect(holder.ids.includes(BOOST)).toBe(!goes);
  });
});

describe('a plan for one of several connectors', () => {
  const isWide = ({ chargingProfilePurpose }: Written) =>
    chargingProfilePurpose === 'ChargePointMaxProfile';
  const configuration = [
    { key: 'NumberOfConnectors', readonly: true, value: '2' },
    { key: 'ChargeProfileMaxStackLevel', readonly: true, value: '8' },
  ];

  it('is kept by on and off rather than by a limit for the whole station', async () => {
    const holder = new Holder(isWide, {
      GetConfiguration: () => ({ unknownKey: [], configurationKey: configuration }),
      RemoteStopTransaction: () => ({ status: 'Accepted' }),
    });
    const { charger, connection } = await gateway.connectReady('cp-1', holder.behaviours);
    await charger.ask('StartTransaction', startPayload('a-driver'));
    await charger.ask('StartTransaction', { ...startPayload('a-guest'), connectorId: 2 });
    expect(await sendOrder(connection, orderOf(paramsOf()))).toEqual(accepted);
    expect(holder.ids).toEqual([]);
    expect(charger.calls('RemoteStopTransaction')[0]?.payload).toEqual({ transactionId: 1 });
    expect(profile()).toMatchObject({ planId: 'plan', control: 'on_off' });
  });

  it('is tested without a limit for the whole station', async () => {
    const holder = new Holder(isWide, {
      GetConfiguration: () => ({ unknownKey: [], configurationKey: configuration }),
    });
    const { charger, connection } = await gateway.connectReady('cp-1', holder.behaviours);
    await charger.ask('StartTransaction', startPayload('a-driver'));
    expect(await sendOrder(connection, makeOrder('test_charge'))).toEqual(accepted);
    expect(holder.ids).toEqual([]);
  });

  it('may be at the most that the charger can for the whole station', async () => {
    const holder = new Holder(isWide, {
      GetConfiguration: () => ({ unknownKey: [], configurationKey: configuration }),
    });
    const { charger, connection } = await gateway.connectReady('cp-1', holder.behaviours);
    await charger.ask('StartTransaction', startPayload('a-driver'));
    const periods = [{ startAt: new Date(Date.now() - 60_000).toISOString(), limitAmps: 32 }];
    expect(await sendOrder(connection, orderOf(paramsOf({ periods })))).toEqual(accepted);
    expect(holder.ids).toEqual([PLAN]);
  });
});

describe('a charger with room for few periods', () => {
  it('has it reported how far the plan reaches that it took', async () => {
    const holder = new Holder(() => true, {
      GetConfiguration: () => ({
        unknownKey: [],
        configurationKey: [{ key: 'ChargingScheduleMaxPeriods', readonly: true, value: '2' }],
      }),
    });
    const { charger, connection } = await gateway.connectReady('cp-1', holder.behaviours);
    await charger.ask('StartTransaction', startPayload('a-driver'));
    const params = paramsOf();
    const nextMs = Date.now() + 1_800_000;
    const next = { startAt: new Date(nextMs).toISOString(), limitAmps: 32 };
    await sendOrder(connection, orderOf({ ...params, periods: [...params.periods, next] }));
    expect(profile()).toMatchObject({ planId: 'plan', planUntilMs: nextMs });
    await sendOrder(connection, orderOf(params));
    expect(profile()).not.toHaveProperty('planUntilMs');
  });
});
