import { describe, expect, it } from 'vitest';
import type { DeviceView } from '../../../../src/domain/commands/spec.ts';
import { noSettings } from '../../../../src/domain/device-settings.ts';
import { toNextLookMs } from '../../../../src/domain/planning/next-look.ts';
import type { ChargingPlan } from '../../../../src/domain/planning/plan.ts';
import { toPlannedDispatches } from '../../../../src/domain/planning/planned-dispatches.ts';
import { toVehicle } from '../../../../src/domain/planning/to-plan-input.ts';
import { makeDescription, makeDevice, makeReports, makeView } from '../../../support/builders.ts';

const minute = 60_000;
/** 64 kWh. */
const vehicleId = '15';
const session = { running: true, sessionId: 7, startedAtMs: 1, meterStartWh: 0 };
const meter = { powerW: 6_400, energyWh: 9_000, socPercent: 79.5, sessionId: 7 };

/** A vehicle that charges, seen so long after it said how full it is. */
function aView(afterMs: number, over: { meter?: object; named?: boolean } = {}): DeviceView {
  const reports = makeReports({
    status: { connectorId: 1, state: 'charging', faultCode: null },
    session,
    meter: { ...meter, ...over.meter },
  });
  const variants = { vehicleId: over.named === false ? null : vehicleId, chargePointId: null };
  const charger = { maxAmps: 32, phases: 1 } as const;
  return makeView({
    device: makeDevice({ class: 'charger', variants }),
    description: makeDescription({ class: 'charger', charger }),
    reports,
    nowMs: (reports.meter?.receivedAtMs ?? 0) + afterMs,
  });
}

describe('how full a vehicle is', () => {
  it('goes on from what it said with what flows, where its battery is known', () => {
    expect(toVehicle(aView(0))?.socPercent).toBe(79.5);
    // 6.4 kW for two minutes, of which nine tenths arrive in 64 kWh.
    expect(toVehicle(aView(2 * minute))?.socPercent).toBeCloseTo(79.8, 5);
    expect(toVehicle(aView(60 * minute))?.socPercent).toBeCloseTo(80.25, 5);
  });

  it('stays at that where nothing flows, or nobody knows its battery', () => {
    expect(toVehicle(aView(minute, { meter: { powerW: 0 } }))?.socPercent).toBe(79.5);
    expect(toVehicle(aView(minute, { named: false }))?.socPercent).toBe(79.5);
  });
});

/** Charges from now on, made when the vehicle had not said how full it is. */
function aPlan({ nowMs }: DeviceView): ChargingPlan {
  const readyByMs = nowMs + 300 * minute;
  return {
    ...{ id: 'plan', madeAtMs: nowMs - minute, readyByMs, targetSocPercent: 80 },
    periods: [{ startMs: nowMs - minute, endMs: readyByMs, limit: 32, energyWh: 30_400 }],
  };
}

it('a charge that has begun is shown to end when its vehicle has what it needs', () => {
  const seen = aView(0, { meter: { socPercent: 71 } });
  const settings = { ...noSettings, plan: aPlan(seen) };
  // Nine percent of 64 kWh, of which nine tenths arrive: 6.4 kWh at 6.4 kW.
  expect(toPlannedDispatches({ ...seen, settings })).toEqual([
    {
      ...{ type: 'SMART', startMs: seen.nowMs - minute, endMs: seen.nowMs + 60 * minute },
      energyWh: 6_400,
    },
  ]);
});

it('what is about to be met is looked at when it is', () => {
  const seen = aView(0);
  const preferences = { days: [], setAtMs: 0 };
  const fresh = { ...aPlan(seen), periods: [{ ...aPlan(seen).periods[0], energyWh: 64 }] };
  const plans = { fresh: fresh as ChargingPlan, kept: null };
  const view = { ...seen, settings: { ...noSettings, preferences } };
  expect(toNextLookMs(view, plans)).toBe(seen.nowMs + 36_000);
});
