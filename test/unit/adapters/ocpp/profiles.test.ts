import { describe, expect, it } from 'vitest';
import { assumedFacts, ChargerMemory } from '../../../../src/adapters/ocpp/charger-memory.ts';
import { readPresentAmps } from '../../../../src/adapters/ocpp/profiles/composite.ts';
import { flatCurve } from '../../../../src/adapters/ocpp/profiles/limit-curve.ts';
import { makeProfile } from '../../../../src/adapters/ocpp/profiles/make-profile.ts';
import { toProfileId, toStackLevel } from '../../../../src/adapters/ocpp/profiles/profile-slots.ts';
import { dialect16 } from '../../../../src/adapters/ocpp/v16/dialect.ts';

describe('our profiles', () => {
  it.each([
    [8, { guard: 0, plan: 4, boost: 8, test: 8 }],
    [1, { guard: 0, plan: 0, boost: 1, test: 1 }],
    [0, { guard: 0, plan: 0, boost: 0, test: 0 }],
  ])('keep their order within a stack of %i', (maxLevel, levels) => {
    for (const purpose of ['guard', 'plan', 'boost', 'test'] as const) {
      expect(toStackLevel(purpose, { maxLevel, isDefault: false })).toBe(levels[purpose]);
    }
  });

  it.each([
    [8, 4],
    [1, 1],
    [0, 0],
  ])('keep a plan for no session above the guard within a stack of %i', (maxLevel, level) => {
    expect(toStackLevel('plan', { maxLevel, isDefault: true })).toBe(level);
  });

  it('have an id of their own for each connector and purpose', () => {
    const purposes = ['guard', 'plan', 'boost', 'test'] as const;
    const ids = [1, 2, 64].flatMap((connector) => purposes.map((p) => toProfileId(connector, p)));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a profile in watts', () => {
  const wanted = {
    purpose: 'boost',
    connectorId: 1,
    curve: flatCurve(32, 0),
    session: { sessionId: 5, stationId: null },
    sessionStartMs: null,
  } as const;

  it.each([
    ['as measured', { measured: 2, known: 3 }, 14_720, 2],
    ['of the installation', { measured: null, known: 3 }, 22_080, undefined],
    ['as the least that is sure', { measured: null, known: null }, 7_360, 1],
  ] as const)('counts the phases %s', (_what, { measured, known }, limit, numberPhases) => {
    const memory = new ChargerMemory();
    memory.facts = { ...assumedFacts, phases: known };
    memory.connector(1).phases = measured;
    const rung = { unit: 'W', form: 'plain', place: 'session' } as const;
    const profile = makeProfile(wanted, rung, memory);
    const written = profile && dialect16.setProfile(profile).params['csChargingProfiles'];
    expect(written).toMatchObject({
      transactionId: 5,
      chargingProfilePurpose: 'TxProfile',
      chargingSchedule: {
        chargingRateUnit: 'W',
        chargingSchedulePeriod: [
          { startPeriod: 0, limit, ...(numberPhases === undefined ? {} : { numberPhases }) },
        ],
      },
    });
  });
});

describe('a lower limit in watts', () => {
  it.each([
    ['as measured in its session', 6, { measured: 3, known: 1 }, 4_140],
    ['of a single phase until it is measured', 6, { measured: null, known: 3 }, 1_380],
    ['of a single phase where nothing is known', 6, { measured: null, known: null }, 1_380],
    ['never above the most that flows', 80, { measured: 1, known: 3 }, 7_360],
    ['never above the most of the installation', 80, { measured: null, known: 3 }, 22_080],
  ] as const)('counts phases %s', (_what, limitAmps, { measured, known }, limit) => {
    const memory = new ChargerMemory();
    memory.facts = { ...assumedFacts, phases: known };
    memory.connector(1).phases = measured;
    const wanted = {
      ...({ purpose: 'plan', connectorId: 1, sessionStartMs: null } as const),
      ...{ session: { sessionId: 5, stationId: null }, curve: flatCurve(limitAmps, 0) },
    };
    const rung = { unit: 'W', form: 'plain', place: 'connector' } as const;
    expect(makeProfile(wanted, rung, memory)?.periods).toMatchObject([{ limit }]);
  });

  it.each([
    ['the most by the installation', 32, 22_080],
    ['a lower one by a single phase', 6, 1_380],
  ])('says %s for whatever session comes', (_what, limitAmps, limit) => {
    const memory = new ChargerMemory();
    memory.facts = { ...assumedFacts, phases: 3 };
    memory.connector(1).phases = 1;
    const wanted = {
      ...({ purpose: 'guard', connectorId: 1, session: null, sessionStartMs: null } as const),
      curve: flatCurve(limitAmps, 0),
    };
    const rung = { unit: 'W', form: 'plain', place: 'connector' } as const;
    expect(makeProfile(wanted, rung, memory)?.periods).toMatchObject([{ limit }]);
  });
});

describe('the composite schedule', () => {
  const schedule = (chargingRateUnit: string, limit: number, numberPhases?: number) => ({
    chargingSchedule: {
      chargingRateUnit,
      chargingSchedulePeriod: [
        { startPeriod: 30, limit: 1 },
        { startPeriod: 0, limit, ...(numberPhases ? { numberPhases } : {}) },
      ],
    },
  });

  it.each([
    ['amperes', schedule('A', 16), 16],
    ['watts by its phases', schedule('W', 7_360, 1), 32],
    ['watts by the known phases', schedule('W', 11_040), 16],
    ['nothing', {}, null],
  ])('shows the present limit in %s', (_what, payload, amps) => {
    expect(readPresentAmps(dialect16.readComposite(payload), 3)).toBe(amps);
  });
});
