import { describe, expect, it } from 'vitest';
import { ChargerMemory } from '../../../../../src/adapters/ocpp/charger-memory.ts';
import type { Profile } from '../../../../../src/adapters/ocpp/dialect.ts';
import { briefCurve, flatCurve } from '../../../../../src/adapters/ocpp/profiles/limit-curve.ts';
import { makeProfile } from '../../../../../src/adapters/ocpp/profiles/make-profile.ts';
import { holdProfile } from '../../../../../src/adapters/ocpp/profiles/own-profiles.ts';
import { type Rung, toRungName, toRungs } from '../../../../../src/adapters/ocpp/profiles/rungs.ts';
import { dialect16 } from '../../../../../src/adapters/ocpp/v16/dialect.ts';
import { dialect } from '../../../../../src/adapters/ocpp/v201/dialect.ts';
import { fakeStartMs } from '../../../../support/fake-clock.ts';
import { makeOrder } from '../../../../support/ocpp/gateway.ts';
import { type Script, ScriptedCharger } from '../../../../support/ocpp/scripted-charger.ts';

const SET = 'SetChargingProfile';
const CLEAR = 'ClearChargingProfile';
const fresh = { issuedAtMs: fakeStartMs, expiresAtMs: fakeStartMs + 60_000 };
const driver = { status: 'charging', session: {} } as const;
const model = { make: 'Raw', model: 'Charger', firmware: '1' };

type Written = {
  readonly connectorId: number;
  readonly csChargingProfiles: {
    readonly stackLevel: number;
    readonly chargingProfilePurpose: Profile['purpose'];
    readonly chargingProfileKind: string;
    readonly chargingSchedule: {
      readonly chargingRateUnit: string;
      readonly chargingSchedulePeriod: readonly { numberPhases?: number }[];
    };
  };
};

/** True for the one way of writing a profile that a particular charger takes. */
type Taste = (profile: Written['csChargingProfiles'], connectorId: number) => boolean;

const unitOf: (profile: Written['csChargingProfiles']) => string = ({ chargingSchedule }) =>
  chargingSchedule.chargingRateUnit;

/** A charger that takes what its taste allows, in a session of its driver. */
function withTaste(taste: Taste): ScriptedCharger {
  const charger = new ScriptedCharger({
    [SET]: (params) => {
      const { connectorId, csChargingProfiles: profile } = params as Written;
      return { status: taste(profile, connectorId) ? 'Accepted' : 'Rejected' };
    },
  });
  charger.memory.model = model;
  return charger.given(driver);
}

/** A pause of ours, at level 0 of the running session. */
function holdPlan(memory: ChargerMemory): void {
  const rung = { unit: 'A', form: 'level 0', place: 'session' } as const;
  const wanted = {
    purpose: 'plan' as const,
    connectorId: 1,
    curve: flatCurve(0, fakeStartMs),
    session: memory.runningKey(),
    sessionStartMs: fakeStartMs,
  };
  const profile = makeProfile(wanted, rung, memory);
  const { curve } = wanted;
  if (profile) holdProfile(memory, 'plan', { profile, rung, curve, planId: 'plan-1' });
}

const tastes: readonly (readonly [string, Taste, count: number, remembered: string | null])[] = [
  ['whatever is plain', () => true, 1, null],
  ['watts', (p) => unitOf(p) === 'W', 2, 'W, plain, session'],
  ['stack level 0', (p) => p.stackLevel === 0, 3, 'A, level 0, session'],
  ['watts at level 0', (p) => unitOf(p) === 'W' && !p.stackLevel, 4, 'W, level 0, session'],
  ['relative', (p) => p.chargingProfileKind === 'Relative', 5, 'A, relative, session'],
  [
    'relative at level 0',
    (p) => p.chargingProfileKind === 'Relative' && p.stackLevel === 0,
    7,
    'A, relative level 0, session',
  ],
  [
    'no number of phases, in relative watts',
    (p) =>
      p.chargingProfileKind === 'Relative' &&
      unitOf(p) === 'W' &&
      !p.chargingSchedule.chargingSchedulePeriod.some(({ numberPhases }) => numberPhases),
    9,
    'W, bare, session',
  ],
  [
    'a default of the connector',
    (p, connectorId) => p.chargingProfilePurpose === 'TxDefaultProfile' && connectorId === 1,
    10,
    'A, plain, connector',
  ],
  [
    'a default of the whole station, in watts',
    (p, connectorId) =>
      p.chargingProfilePurpose === 'TxDefaultProfile' && !connectorId && unitOf(p) === 'W',
    15,
    'W, plain, station',
  ],
  [
    'a ceiling',
    (p) => p.chargingProfilePurpose === 'ChargePointMaxProfile',
    18,
    'A, plain, ceiling',
  ],
];

describe('the ladder of a charger that takes only', () => {
  it.each(tastes)('%s', async (_what, taste, count, remembered) => {
    const charger = withTaste(taste);
    expect(await charger.run(makeOrder('boost', fresh))).toEqual({ kind: 'accepted' });
    expect(charger.actions).toEqual(Array.from({ length: count }, () => SET));
    expect((await charger.traits.read(model)).rung).toBe(remembered);
    expect(charger.profile).toMatchObject({ boostInstalled: true });
  });

  it.each(tastes.slice(1))('%s, of a model that is known', async (_what, taste, _count, rung) => {
    const charger = withTaste(taste);
    await charger.traits.learn(model, 'another', { rung });
    expect(await charger.run(makeOrder('boost', fresh))).toEqual({ kind: 'accepted' });
    expect(charger.actions).toEqual([SET]);
  });
});

describe('a refusal right after a session began', () => {
  const agoMs = (ms: number) => fakeStartMs - ms;

  it.each([
    ['of the first form is tried again, and teaches nothing', 1, agoMs(0), ['A', 'A'], null],
    ['of the first form counts, told twice', 2, agoMs(0), ['A', 'A', 'W'], 'W, plain, session'],
    [
      'is one of its own when the session is older',
      1,
      agoMs(11_000),
      ['A', 'W'],
      'W, plain, session',
    ],
  ] as const)('%s', async (_what, refusals, begunAtMs, units, learnt) => {
    const seen: string[] = [];
    const charger = withTaste((profile) => seen.push(unitOf(profile)) > refusals);
    charger.memory.connector(1).begunAtMs = begunAtMs;
    expect(await charger.run(makeOrder('boost', fresh))).toEqual({ kind: 'accepted' });
    expect(seen).toEqual(units);
    expect((await charger.traits.read(model)).rung).toBe(learnt);
  });

  it('is not tried again past the deadline', async () => {
    const charger = withTaste(() => {
      charger.clock.advance(59_000);
      return false;
    });
    charger.memory.connector(1).begunAtMs = fakeStartMs + 59_000;
    const result = await charger.run(makeOrder('boost', fresh));
    expect(result).toMatchObject({ kind: 'unsupported' });
    expect(charger.actions).toEqual([SET]);
  });
});

describe('the ladder', () => {
  it('goes on from a rung that was remembered and is refused now', async () => {
    const charger = withTaste((profile) => profile.stackLevel === 0);
    await charger.traits.learn(model, 'another', { rung: 'W, plain, session' });
    expect(await charger.run(makeOrder('boost', fresh))).toEqual({ kind: 'accepted' });
    expect(await charger.traits.read(model)).toMatchObject({ rung: 'A, level 0, session' });
  });

  it('is no model without a name: nothing is learnt of it', async () => {
    const charger = withTaste((profile) => unitOf(profile) === 'W');
    charger.memory.model = null;
    await charger.run(makeOrder('boost', fresh));
    expect(charger.traits.learnt.size).toBe(0);
  });

  it('takes back what was shown of a model whose usual way is taken', async () => {
    const charger = withTaste((profile) => unitOf(profile) === 'A');
    await charger.traits.learn(model, 'another', { rung: 'W, plain, session' });
    await charger.run(makeOrder('boost', fresh));
    expect(charger.actions).toEqual([SET, SET]);
    expect((await charger.traits.read(model)).rung).toBeNull();
  });

  it('learns from a guard what it takes, but nothing of its place', async () => {
    const charger = withTaste((profile) => unitOf(profile) === 'W');
    await charger.run(makeOrder('resume', fresh));
    expect(await charger.traits.read(model)).toMatchObject({ rung: 'W, plain, session' });
    await charger.run(makeOrder('resume', fresh));
    expect(await charger.traits.read(model)).toMatchObject({ rung: 'W, plain, session' });
  });

  it.each([
    ['is replaced where the version says so', dialect16, [SET]],
    ['is taken away where the version refuses a second one', dialect, [CLEAR, SET]],
  ] as const)('a profile of ours in the same place %s', async (_what, version, calls) => {
    const charger = new ScriptedCharger({ [SET]: 'Accepted', [CLEAR]: 'Accepted' }, version);
    charger.memory.model = model;
    await charger.traits.learn(model, 'another', { rung: 'A, level 0, session' });
    holdPlan(charger.given(driver).memory);
    expect(await charger.run(makeOrder('boost', fresh))).toEqual({ kind: 'accepted' });
    expect(charger.actions).toEqual(calls);
    expect([...charger.memory.held.keys()]).toEqual(['boost']);
  });

  it('stops at its deadline between two rungs, refused by those that were tried', async () => {
    const charger = withTaste(() => {
      charger.clock.advance(20_000);
      return false;
    });
    const result = await charger.run(makeOrder('boost', fresh));
    const detail = 'SetChargingProfile: Rejected (tried: A, plain, session; W, plain, session;';
    expect(result).toMatchObject({
      kind: 'unsupported',
      detail: expect.stringContaining(detail),
    });
    expect(charger.actions).toHaveLength(3);
  });

  it('is refused as it was where the switch takes it past its deadline', async () => {
    const answers: Record<string, Script> = {
      [SET]: 'Rejected',
      SetVariables: () => {
        charger.clock.advance(60_000);
        return { setVariableResult: [{ attributeStatus: 'Accepted' }] };
      },
    };
    const charger: ScriptedCharger = new ScriptedCharger(answers, dialect).given(driver);
    charger.memory.facts = { ...charger.memory.facts, isSmartChargingOff: true };
    const result = await charger.run(makeOrder('boost', fresh));
    const detail = `${SET}: Rejected (tried: A, plain, session)`;
    expect(result).toEqual({ kind: 'unsupported', detail });
    expect(charger.actions).toEqual([SET, 'SetVariables']);
  });

  it('is not climbed where profiles are not offered at all', async () => {
    const charger = new ScriptedCharger({}).given({ ...driver, status: 'suspended_charger' });
    expect(await charger.run(makeOrder('boost', fresh))).toMatchObject({ kind: 'unsupported' });
    expect(charger.actions.filter((action) => action === SET)).toEqual([SET]);
  });

  it('has a bounded length, names every way once, and puts the remembered one first', () => {
    const places = ['session', 'connector', 'station', 'ceiling'] as const;
    const rungs = toRungs({ places, unit: 'A', remembered: 'W, bare, station' });
    expect(rungs).toHaveLength(22);
    expect(new Set(rungs.map(toRungName)).size).toBe(22);
    expect(rungs[0]).toEqual({ unit: 'W', form: 'bare', place: 'station' });
  });

  it.each([
    ['in another place', 'W, bare, session', 'W, bare, connector'],
    ['that means nothing', 'X, bare', 'A, plain, connector'],
    ['of an older gateway', 'W, odd, session', 'A, plain, connector'],
  ])('reads what is remembered %s', (_what, remembered, first) => {
    const [rung] = toRungs({ places: ['connector', 'station'], unit: 'A', remembered });
    expect(rung && toRungName(rung)).toBe(first);
  });
});

describe('a limit for a while', () => {
  const curve = briefCurve({ limitAmps: 6, nowMs: fakeStartMs, forS: 90 });
  const write = (form: Rung['form'], place: Rung['place']) => {
    const memory = new ChargerMemory();
    const session = { sessionId: 5, stationId: null };
    const sessionStartMs = fakeStartMs - 30_000;
    const wanted = { purpose: 'test', connectorId: 1, curve, session, sessionStartMs } as const;
    return makeProfile(wanted, { unit: 'A', form, place }, memory);
  };

  it('ends by itself in a place that outlives its session', () => {
    const absolute = { startAtMs: fakeStartMs - 300_000, durationS: 390 };
    expect(write('plain', 'connector')).toMatchObject(absolute);
    expect(write('plain', 'ceiling')).toMatchObject(absolute);
  });

  it('ends as soon where it is counted from the begin of a session, however young', () => {
    expect(write('relative', 'connector')).toMatchObject({ startAtMs: null, durationS: 120 });
    expect(write('bare', 'connector')?.periods).toMatchObject([
      { startS: 0, limit: 6 },
      { startS: 120, limit: 32 },
    ]);
  });
});
