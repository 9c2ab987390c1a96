import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../../src/domain/command.ts';
import type { Order } from '../../../../../src/domain/ports/connections.ts';
import { fakeStartMs } from '../../../../support/fake-clock.ts';
import { makeOrder } from '../../../../support/ocpp/gateway.ts';
import { type Script, ScriptedCharger } from '../../../../support/ocpp/scripted-charger.ts';

const fresh = { issuedAtMs: fakeStartMs, expiresAtMs: fakeStartMs + 60_000 };
const SET = 'SetChargingProfile';
const CLEAR = 'ClearChargingProfile';
const READ = 'GetCompositeSchedule';
const START = 'RemoteStartTransaction';
const accepted = { kind: 'accepted' } as const;

function limit(amps: number): Script {
  const chargingSchedulePeriod = [{ startPeriod: 0, limit: amps }];
  return {
    status: 'Accepted',
    chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod },
  };
}

function at(minutes: number): string {
  return new Date(fakeStartMs + minutes * 60_000).toISOString();
}

/** Rests for half an hour, then charges for an hour. */
const schedule = {
  planId: 'plan-1',
  periods: [
    { startAt: at(0), limitAmps: 0 },
    { startAt: at(30), limitAmps: 16 },
  ],
  endAt: at(90),
  isBoosting: false,
  begins: false,
};

function setSchedule(params: Partial<typeof schedule> | { planId: null } = {}): Order {
  const command = { kind: 'set_charging_schedule', params: { ...schedule, ...params } } as Command;
  return makeOrder('set_charging_schedule', { ...fresh, command });
}

const driver = { status: 'charging', session: {} } as const;

const nothing = { planId: null, periods: [], endAt: null } as const;

describe('a charging schedule', () => {
  it('is absolute, ends by itself, and begins before now for a clock that is behind', async () => {
    const charger = new ScriptedCharger({ [SET]: 'Accepted' }).given(driver);
    await charger.run(setSchedule());
    expect(charger.made[0]?.params['csChargingProfiles']).toMatchObject({
      ...{ chargingProfilePurpose: 'TxProfile', chargingProfileKind: 'Absolute' },
      chargingSchedule: {
        startSchedule: at(-5),
        duration: 95 * 60,
        chargingSchedulePeriod: [
          { startPeriod: 0, limit: 0 },
          { startPeriod: 35 * 60, limit: 16 },
        ],
      },
    });
  });

  it('rests at the least current where 0 A would end the session', async () => {
    const charger = new ScriptedCharger({ [SET]: 'Accepted' }).given(driver);
    charger.memory.model = { make: 'a', model: 'b', firmware: null };
    await charger.traits.learn(charger.memory.model, 'another', { endsOnZero: true });
    await charger.run(setSchedule());
    expect(charger.made[0]?.params['csChargingProfiles']).toMatchObject({
      chargingSchedule: { chargingSchedulePeriod: [{ limit: 6 }, { limit: 16 }] },
    });
  });

  it.each([
    ['a schedule that rests now', setSchedule(), { session: {} }],
    ['a cancel', makeOrder('cancel_boost', fresh), { session: { startedByGateway: true } }],
  ])('%s is known for a pause before the charger takes it', async (_what, order, world) => {
    const seen: unknown[] = [];
    const charger = new ScriptedCharger({
      [CLEAR]: 'Accepted',
      [SET]: () => {
        seen.push(charger.memory.paused);
        return { status: 'Accepted' };
      },
    }).given({ status: 'charging', ...world });
    await charger.run(order);
    expect(seen).toEqual([{ sessionId: 5, atMs: expect.any(Number) }]);
  });

  it('leaves no pause behind that was refused', async () => {
    const charger = new ScriptedCharger({ [SET]: 'Rejected' }).given(driver);
    await charger.run(setSchedule());
    expect(charger.memory.paused).toBeNull();
  });

  it('leaves out what the charger has no room for, and lets go soon after it', async () => {
    const charger = new ScriptedCharger({ [SET]: 'Accepted' }).given(driver);
    charger.memory.facts = { ...charger.memory.facts, periodsMax: 2 };
    await charger.run(setSchedule());
    expect(charger.made[0]?.params['csChargingProfiles']).toMatchObject({
      chargingSchedule: { duration: 40 * 60, chargingSchedulePeriod: [{ limit: 0 }] },
    });
  });

  it('counts from the begin of its session, and ends in a limit, where need be', async () => {
    const charger = new ScriptedCharger({
      [SET]: ({ csChargingProfiles }) => {
        const { chargingSchedule: written } = csChargingProfiles as { chargingSchedule: object };
        return { status: 'duration' in written ? 'Rejected' : 'Accepted' };
      },
    }).given({ status: 'charging', session: { startedAtMs: fakeStartMs - 3_600_000 } });
    await charger.run(setSchedule());
    expect(charger.made.at(-2)?.params['csChargingProfiles']).toMatchObject({
      ...{ chargingProfileKind: 'Relative', stackLevel: 0 },
      chargingSchedule: {
        chargingSchedulePeriod: [
          { startPeriod: 0, limit: 0 },
          { startPeriod: 90 * 60, limit: 16 },
          { startPeriod: 150 * 60, limit: 32 },
        ],
      },
    });
  });

  it('begins a session first where the plan charges now', async () => {
    const charger = new ScriptedCharger({ [START]: 'Accepted', [SET]: 'Accepted' });
    charger.given({ status: 'finishing' });
    await charger.run(setSchedule({ begins: true }));
    expect(charger.actions.slice(0, 2)).toEqual([START, SET]);
  });

  it('is refused when the session is', async () => {
    const charger = new ScriptedCharger({ [START]: 'Rejected' }).given({ status: 'preparing' });
    expect(await charger.run(setSchedule({ begins: true }))).toMatchObject({ kind: 'rejected' });
    expect(charger.actions).toEqual([START]);
  });

  it('has the open boost above it again', async () => {
    const charger = new ScriptedCharger({ [SET]: 'Accepted', [READ]: limit(0) }).given(driver);
    await charger.run(setSchedule({ isBoosting: true }));
    expect(charger.actions).toEqual([SET, SET, READ]);
    const [plan, boost] = charger.made.map(({ params }) => params['csChargingProfiles']);
    expect(plan).toMatchObject({ chargingProfileId: 7_012 });
    expect(boost).toMatchObject({ chargingProfileId: 7_013 });
    expect(charger.profile).toMatchObject({ boostInstalled: true, planId: 'plan-1' });
  });

  it('that is none takes our plan away', async () => {
    const script = { [CLEAR]: 'Accepted', [READ]: limit(32) };
    const charger = new ScriptedCharger(script).given(driver);
    charger.memory.profiles.planId = 'plan-0';
    expect(await charger.run(setSchedule(nothing))).toEqual(accepted);
    expect(charger.made[0]).toEqual({ action: CLEAR, params: { id: 7_012 } });
    expect(charger.profile).toMatchObject({ planId: null, readBack: true });
  });
});

describe('a boost above a plan', () => {
  it('replaces it where both can only be at level 0, which is known then', async () => {
    const script: Script = ({ csChargingProfiles }) => {
      const { stackLevel } = csChargingProfiles as { stackLevel: number };
      return { status: stackLevel === 0 ? 'Accepted' : 'Rejected' };
    };
    const charger = new ScriptedCharger({ [SET]: script, [READ]: limit(0) }).given(driver);
    await charger.run(setSchedule());
    expect(charger.profile).toMatchObject({ planId: 'plan-1' });
    await charger.run(makeOrder('boost', fresh));
    expect(charger.profile).toMatchObject({ planId: null, boostInstalled: true });
  });

  it.each([
    ['a plan that rests is installed', true, 'plan-1', [CLEAR, READ]],
    ['a plan that rests is not', true, null, [CLEAR, READ, SET]],
    ['the plan charges', false, null, [CLEAR, READ]],
    ['there is no plan', undefined, null, [CLEAR, READ, SET]],
  ] as const)('is cancelled: %s', async (_what, planRests, planId, calls) => {
    const charger = new ScriptedCharger({ [CLEAR]: 'Accepted', [SET]: 'Accepted' });
    charger.given({ status: 'charging', session: { startedByGateway: true }, boost: true });
    charger.memory.profiles.planId = planId;
    const params = planRests === undefined ? {} : { planRests };
    const command = { kind: 'cancel_boost', params } as Command;
    expect(await charger.run(makeOrder('cancel_boost', { ...fresh, command }))).toEqual(accepted);
    expect(charger.actions).toEqual(calls);
    expect(charger.memory.profiles.planId).toBe(planId);
  });
});
