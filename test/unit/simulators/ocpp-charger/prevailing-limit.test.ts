import { describe, expect, it } from 'vitest';
import type { InstalledProfile } from '../../../../simulators/ocpp-charger/profiles/charging-profile.ts';
import { prevailingAmps } from '../../../../simulators/ocpp-charger/profiles/prevailing-limit.ts';
import { INSTALLED_AT, installed } from './profile-builder.ts';

const SUPPLY = { voltage: 230, phases: 1, maxAmps: 32 } as const;

type Asked = {
  readonly at?: string;
  readonly speed?: number;
  readonly sessionStartedAt?: string;
  readonly phases?: 1 | 3;
};

function limitOf(profiles: InstalledProfile[], asked: Asked = {}): number {
  const moment = {
    nowMs: Date.parse(asked.at ?? INSTALLED_AT),
    speed: asked.speed ?? 1,
    sessionStartedAtMs: Date.parse(asked.sessionStartedAt ?? '2026-03-02T11:00:00Z'),
    aheadSeconds: 0,
  };
  return prevailingAmps(profiles, 1, moment, { ...SUPPLY, phases: asked.phases ?? 1 });
}

const tx = (limit: number, stackLevel = 0) => installed({ limit, stackLevel });
const byDefault = (limit: number, connectorId = 1, stackLevel = 0) =>
  installed({ limit, connectorId, stackLevel, chargingProfilePurpose: 'TxDefaultProfile' });
const chargePoint = (limit: number) =>
  installed({ limit, connectorId: 0, chargingProfilePurpose: 'ChargePointMaxProfile' });
const FREE = Number.POSITIVE_INFINITY;

describe('purposes and stack levels (OCPP 1.6 3.13.3, 3.13.4)', () => {
  it.each<[string, InstalledProfile[], number]>([
    ['nothing installed', [], FREE],
    ['a TxProfile', [tx(10)], 10],
    ['a default', [byDefault(10)], 10],
    ['a default of connector 0', [byDefault(10, 0)], 10],
    ['a default of another connector', [byDefault(10, 2)], FREE],
    ['the own default over that of connector 0', [byDefault(20), byDefault(10, 0, 5)], 20],
    ['TxProfile over default, though higher', [tx(20), byDefault(10, 1, 8)], 20],
    ['the higher stack level', [tx(10, 1), tx(20, 3), tx(6, 2)], 20],
    ['the lower of charge point and transaction', [tx(20), chargePoint(12)], 12],
    ['the lower of transaction and charge point', [tx(8), chargePoint(12)], 8],
    ['the charge point alone', [chargePoint(12)], 12],
    ['zero is a limit', [tx(0, 1), tx(20)], 0],
  ])('%s', (_, profiles, amps) => {
    expect(limitOf(profiles)).toBe(amps);
  });
});

describe('validity and schedules (OCPP 1.6 3.13.2, 7.8, 7.13)', () => {
  const steps = {
    startSchedule: INSTALLED_AT,
    duration: 120,
    chargingSchedulePeriod: [
      { startPeriod: 0, limit: 10 },
      { startPeriod: 60, limit: 20 },
    ],
  };

  it.each([
    ['2026-03-02T11:59:59Z', 6],
    ['2026-03-02T12:00:00Z', 10],
    ['2026-03-02T12:00:59Z', 10],
    ['2026-03-02T12:01:00Z', 20],
    ['2026-03-02T12:02:00Z', 6],
  ])('an absolute schedule at %s: %d A', (at, amps) => {
    const stepped = installed({ stackLevel: 1, schedule: steps });
    expect(limitOf([stepped, tx(6)], { at })).toBe(amps);
  });

  it.each([
    ['2026-03-02T12:00:00Z', 6],
    ['2026-03-02T12:10:00Z', 10],
    ['2026-03-02T12:20:00Z', 6],
  ])('validFrom and validTo at %s: %d A', (at, amps) => {
    const bounded = installed({
      limit: 10,
      stackLevel: 1,
      validFrom: '2026-03-02T12:10:00Z',
      validTo: '2026-03-02T12:20:00Z',
    });
    expect(limitOf([bounded, tx(6)], { at })).toBe(amps);
  });

  it.each(['Relative', 'Absolute'] as const)(
    '%s without startSchedule counts from the session',
    (kind) => {
      const { startSchedule: _, ...fromSession } = steps;
      const relative = installed({ chargingProfileKind: kind, schedule: fromSession });
      const asked = { at: '2026-03-02T12:00:10Z' };
      expect(limitOf([relative], { ...asked, sessionStartedAt: '2026-03-02T12:00:00Z' })).toBe(10);
      expect(limitOf([relative], { ...asked, sessionStartedAt: '2026-03-02T11:59:00Z' })).toBe(20);
      expect(limitOf([relative], { ...asked, sessionStartedAt: '2026-03-02T11:00:00Z' })).toBe(
        FREE,
      );
    },
  );

  it.each([
    ['Daily', '2026-03-05T22:30:00Z', 10],
    ['Daily', '2026-03-05T23:30:00Z', FREE],
    ['Daily', '2026-03-05T21:30:00Z', FREE],
    ['Weekly', '2026-03-08T22:30:00Z', 10],
    ['Weekly', '2026-03-05T22:30:00Z', FREE],
  ] as const)('%s at %s: %d A', (recurrencyKind, at, amps) => {
    const recurring = installed({
      limit: 10,
      chargingProfileKind: 'Recurring',
      recurrencyKind,
      schedule: { startSchedule: '2026-03-01T22:00:00Z', duration: 3_600 },
    });
    expect(limitOf([recurring], { at })).toBe(amps);
  });

  it('lets a schedule of 120 s pass in 2 s at 60 times the speed', () => {
    const stepped = installed({ schedule: steps });
    expect(limitOf([stepped], { speed: 60, at: '2026-03-02T12:00:00.900Z' })).toBe(10);
    expect(limitOf([stepped], { speed: 60, at: '2026-03-02T12:00:01.100Z' })).toBe(20);
    expect(limitOf([stepped], { speed: 60, at: '2026-03-02T12:00:02.100Z' })).toBe(FREE);
  });
});

describe('watts (OCPP 1.6 7.12, 7.14)', () => {
  it.each([
    { phases: 1, numberPhases: undefined, amps: 20 },
    { phases: 3, numberPhases: undefined, amps: 20 / 3 },
    { phases: 3, numberPhases: 1, amps: 20 / 3 },
    { phases: 1, numberPhases: 3, amps: 20 },
  ] as const)(
    '4600 W on $phases phases in use, whatever numberPhases $numberPhases says: $amps A',
    ({ phases, numberPhases, amps }) => {
      const period = { startPeriod: 0, limit: 4_600, ...(numberPhases && { numberPhases }) };
      const inWatts = installed({
        schedule: { chargingRateUnit: 'W', chargingSchedulePeriod: [period] },
      });
      expect(limitOf([inWatts], { phases })).toBeCloseTo(amps, 9);
    },
  );
});
