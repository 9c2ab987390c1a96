import { describe, expect, it } from 'vitest';
import { toVehicleFacts } from '../../../../src/domain/planning/charger-facts.ts';
import type { MeterReport, SessionReport, StatusReport } from '../../../../src/domain/reports.ts';

const ended: SessionReport = {
  running: false,
  sessionId: 2,
  startedAtMs: 0,
  endedAtMs: 1,
  startedByGateway: true,
  meterStartWh: 4_000,
  meterStopWh: 9_000,
  endReason: 'Remote',
};
const meter: MeterReport = { powerW: 0, energyWh: 9_000, socPercent: 62, sessionId: 2 };

function factsOf(state: StatusReport['state'], session: SessionReport) {
  const status = { connectorId: 1, state, faultCode: null };
  return toVehicleFacts({ status, session, meter, profile: undefined });
}

describe('what is known of the vehicle that is plugged in', () => {
  it.each(['finishing', 'preparing', 'suspended_charger'] as const)(
    'outlives its session at a charger that is then %s',
    (state) => {
      expect(factsOf(state, ended)).toEqual({ socPercent: 62, takenWh: 5_000 });
    },
  );

  it('counts every session of its visit', () => {
    expect(factsOf('preparing', { ...ended, visitStartWh: 1_000 }).takenWh).toBe(8_000);
    const running = { ...ended, running: true, meterStopWh: null, visitStartWh: 1_000 };
    expect(factsOf('charging', running).takenWh).toBe(8_000);
  });

  it('goes when the vehicle leaves, and is not the next one’s', () => {
    const nothing = { socPercent: null, takenWh: null };
    expect(factsOf('available', ended)).toEqual(nothing);
    expect(factsOf('preparing', { ...ended, vehicleLeft: true })).toEqual(nothing);
  });
});
