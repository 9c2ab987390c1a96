import { describe, expect, it } from 'vitest';
import type { InstalledProfile } from '../../../../simulators/ocpp-charger/profiles/charging-profile.ts';
import { compositePeriods } from '../../../../simulators/ocpp-charger/profiles/composite-schedule.ts';
import { INSTALLED_AT, installed } from './profile-builder.ts';

function compositeOf(profiles: InstalledProfile[], unit: 'A' | 'W' = 'A', durationSeconds = 600) {
  const nowMs = Date.parse(INSTALLED_AT);
  return compositePeriods({
    installed: profiles,
    connectorId: 1,
    durationSeconds,
    unit,
    moment: { nowMs, speed: 1, sessionStartedAtMs: nowMs, aheadSeconds: 0 },
    supply: { voltage: 230, phases: 1, maxAmps: 32 },
  }).map(({ startPeriod, limit }) => [startPeriod, limit]);
}

const short = installed({
  limit: 20,
  stackLevel: 3,
  schedule: { startSchedule: INSTALLED_AT, duration: 90 },
});
const cap = installed({
  connectorId: 0,
  chargingProfilePurpose: 'ChargePointMaxProfile',
  schedule: {
    startSchedule: INSTALLED_AT,
    chargingSchedulePeriod: [
      { startPeriod: 0, limit: 32 },
      { startPeriod: 300, limit: 8 },
    ],
  },
});
const plan = installed({ limit: 10, chargingProfilePurpose: 'TxDefaultProfile' });

describe('composite schedule (OCPP 1.6 5.7)', () => {
  it.each<[string, InstalledProfile[], number[][]]>([
    ['shows the local limit when nothing is installed', [], [[0, 32]]],
    [
      'falls back when a test profile ends',
      [short],
      [
        [0, 20],
        [90, 32],
      ],
    ],
    [
      'falls back to the plan below',
      [short, plan],
      [
        [0, 20],
        [90, 10],
      ],
    ],
    [
      'cuts at the charge point maximum',
      [short, plan, cap],
      [
        [0, 20],
        [90, 10],
        [300, 8],
      ],
    ],
    [
      'leaves out changes that change nothing',
      [plan, cap],
      [
        [0, 10],
        [300, 8],
      ],
    ],
  ])('%s', (_, profiles, periods) => {
    expect(compositeOf(profiles)).toEqual(periods);
  });

  it('ends with the duration asked for', () => {
    expect(compositeOf([short, plan, cap], 'A', 90)).toEqual([[0, 20]]);
  });

  it('speaks watts when asked to', () => {
    expect(compositeOf([plan], 'W')).toEqual([[0, 2_300]]);
  });

  it('gives at most one digit after the point', () => {
    const thirds = installed({ limit: 20 / 3 });
    expect(compositeOf([thirds])).toEqual([[0, 6.7]]);
  });

  it('shows each day of a recurring profile', () => {
    const nightly = installed({
      limit: 8,
      chargingProfileKind: 'Recurring',
      recurrencyKind: 'Daily',
      schedule: { startSchedule: '2026-03-01T13:00:00Z', duration: 3_600 },
    });
    expect(compositeOf([nightly], 'A', 2 * 86_400)).toEqual([
      [0, 32],
      [3_600, 8],
      [7_200, 32],
      [90_000, 8],
      [93_600, 32],
    ]);
  });
});
