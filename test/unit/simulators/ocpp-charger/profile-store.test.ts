import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../simulators/ocpp-charger/profiles/check-profile.ts';
import {
  type ClearCriteria,
  ProfileStore,
} from '../../../../simulators/ocpp-charger/profiles/profile-store.ts';
import { makeCharacter } from './make-character.ts';
import { installed, makeProfile } from './profile-builder.ts';

const idsOf = (store: ProfileStore) =>
  store.installed.map(({ profile }) => profile.chargingProfileId);

describe('installing (OCPP 1.6 5.16)', () => {
  it.each([
    ['the same id', { chargingProfileId: 1, stackLevel: 5 }, [1]],
    ['the same purpose and level', { chargingProfileId: 2, stackLevel: 0 }, [2]],
    ['another level', { chargingProfileId: 2, stackLevel: 1 }, [1, 2]],
    [
      'another purpose',
      { chargingProfileId: 2, chargingProfilePurpose: 'TxDefaultProfile' },
      [1, 2],
    ],
    ['another connector', { chargingProfileId: 2, connectorId: 0 }, [1, 2]],
  ] as const)('%s', (_, wish, ids) => {
    const store = new ProfileStore();
    store.install(installed({ chargingProfileId: 1 }));
    const entry = installed(wish);
    expect(store.countWith(entry.connectorId, entry.profile)).toBe(ids.length);
    store.install(entry);
    expect(idsOf(store)).toEqual(ids);
  });
});

describe('clearing (OCPP 1.6 5.4)', () => {
  it.each<[ClearCriteria, number[]]>([
    [{}, []],
    [{ id: 2 }, [1, 3]],
    [{ id: 9 }, [1, 2, 3]],
    [{ id: 2, connectorId: 7 }, [1, 3]],
    [{ connectorId: 1 }, [3]],
    [{ connectorId: 0 }, [1, 2]],
    [{ chargingProfilePurpose: 'TxProfile' }, [2, 3]],
    [{ stackLevel: 4 }, [1, 3]],
    [{ connectorId: 1, stackLevel: 0 }, [2, 3]],
  ])('%j leaves %j', (criteria, left) => {
    const store = new ProfileStore();
    store.install(installed({ chargingProfileId: 1 }));
    store.install(
      installed({
        chargingProfileId: 2,
        stackLevel: 4,
        chargingProfilePurpose: 'TxDefaultProfile',
      }),
    );
    store.install(
      installed({
        chargingProfileId: 3,
        connectorId: 0,
        chargingProfilePurpose: 'ChargePointMaxProfile',
      }),
    );
    expect(store.holds(criteria)).toBe(left.length < 3);
    store.clear(criteria);
    expect(idsOf(store)).toEqual(left);
  });

  it('ends only the transaction profiles with the transaction', () => {
    const store = new ProfileStore();
    store.install(installed({ chargingProfileId: 1 }));
    store.install(installed({ chargingProfileId: 2, chargingProfilePurpose: 'TxDefaultProfile' }));
    store.endOfTransaction(1);
    expect(idsOf(store)).toEqual([2]);
  });
});

describe('refusing (OCPP 1.6 5.16, 3.13.1, 9.4)', () => {
  const rules = {
    connectorId: 1,
    connectorCount: 1,
    stackLevelMax: 8,
    periodsMax: 2,
    profilesMax: 10,
    countWith: 1,
    units: ['A'],
    transactionId: 42,
    taker: { character: makeCharacter(), allowsProfiles: true },
  };
  const maximum = { chargingProfilePurpose: 'ChargePointMaxProfile' } as const;
  const periods = (...starts: number[]) => ({
    chargingSchedulePeriod: starts.map((startPeriod) => ({ startPeriod, limit: 10 })),
  });

  it.each([
    ['a TxProfile of the running transaction', makeProfile({ transactionId: 42 }), {}],
    ['a TxProfile without an id', makeProfile(), {}],
    [
      'a default without a transaction',
      makeProfile({ chargingProfilePurpose: 'TxDefaultProfile' }),
      { transactionId: undefined },
    ],
    ['a maximum on connector 0', makeProfile(maximum), { connectorId: 0 }],
    ['two rising periods', makeProfile({ schedule: periods(0, 60) }), {}],
  ])('takes %s', (_, profile, change) => {
    expect(refusalOf(profile, { ...rules, ...change })).toBeUndefined();
  });

  it.each([
    ['a TxProfile without a transaction', makeProfile(), { transactionId: undefined }],
    ['a TxProfile of another transaction', makeProfile({ transactionId: 7 }), {}],
    [
      'an id before StartTransaction is answered',
      makeProfile({ transactionId: 42 }),
      { transactionId: null },
    ],
    ['a TxProfile on connector 0', makeProfile(), { connectorId: 0 }],
    ['an unknown connector', makeProfile(), { connectorId: 2 }],
    ['a maximum on a connector', makeProfile(maximum), {}],
    [
      'a relative maximum',
      makeProfile({ ...maximum, chargingProfileKind: 'Relative' }),
      { connectorId: 0 },
    ],
    [
      'a recurring one without recurrencyKind',
      makeProfile({ chargingProfileKind: 'Recurring' }),
      {},
    ],
    [
      'a recurring one without a start',
      makeProfile({ chargingProfileKind: 'Recurring', recurrencyKind: 'Daily' }),
      {},
    ],
    ['a stack level above the maximum', makeProfile({ stackLevel: 9 }), {}],
    ['one profile too many', makeProfile(), { countWith: 11 }],
    ['a unit it does not know', makeProfile({ schedule: { chargingRateUnit: 'W' } }), {}],
    ['too many periods', makeProfile({ schedule: periods(0, 1, 2) }), {}],
    ['no period', makeProfile({ schedule: periods() }), {}],
    ['a late first period', makeProfile({ schedule: periods(5) }), {}],
    ['periods that do not rise', makeProfile({ schedule: periods(0, 0) }), {}],
    ['a negative limit', makeProfile({ limit: -1 }), {}],
  ])('refuses %s', (_, profile, change) => {
    expect(refusalOf(profile, { ...rules, ...change })).toEqual({
      code: expect.any(String),
      why: expect.any(String),
    });
  });
});
