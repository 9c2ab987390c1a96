import type { ChargingPreferences, DayPreference } from '../../src/domain/device-settings.ts';
import type { PlanInput } from '../../src/domain/ports/planner.ts';

type ChargerPart = Extract<PlanInput['device'], { kind: 'charger' }>;
type BatteryPart = Extract<PlanInput['device'], { kind: 'battery' }>;
type Common = Partial<Omit<PlanInput, 'device'>>;

/** The same wish on seven days: 80 % by seven, unless told otherwise. */
export function toDays(over: Partial<DayPreference> = {}): ChargingPreferences {
  const days = Array.from({ length: 7 }, (_, day) => ({
    ...{ day, readyBy: '07:00', targetSocPercent: 80, minSocPercent: null },
    ...over,
  }));
  return { days, setAtMs: 0 };
}

/** A vehicle at a wall box of one phase, on a winter's evening in London. */
export function makePlanInput(over: Common = {}, device: Partial<ChargerPart> = {}): PlanInput {
  return {
    nowMs: Date.parse('2026-01-13T18:00:00Z'),
    timeZone: 'Europe/London',
    preferences: toDays(),
    socPercent: 50,
    spreadBy: 'dev-1',
    device: { kind: 'charger', maxAmps: 32, phases: 1, batteryWh: 60_000, ...device },
    ...over,
  };
}

/** A home battery of 10 kWh. */
export function makeBatteryInput(over: Common = {}, device: Partial<BatteryPart> = {}): PlanInput {
  return {
    ...makePlanInput(over),
    device: { kind: 'battery', batteryWh: 10_000, maxChargeW: 3_600, ...device },
  };
}
