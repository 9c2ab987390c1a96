import { batteryWhOf } from '../catalogue/catalogue.ts';
import type { DeviceView } from '../commands/spec.ts';
import { whereabouts } from '../commands/whereabouts.ts';
import { toLifecycle } from '../lifecycle.ts';
import type { PlanInput } from '../ports/planner.ts';
import { isPluggedIn, toChargerFacts, toVehicleFacts } from './charger-facts.ts';
import { assumedBatteryWh, assumedSocPercent, chargingEfficiency } from './plan-charging.ts';

/** What is known of a device besides its own state. */
export type PlanSources = {
  readonly timeZone: string;
  /** The newest state of charge of a home battery, percent. */
  readonly batterySocPercent: number | null;
};

/**
 * What a plan is made from, or `null` where there is nothing to plan: not live, no preferences, no
 * vehicle, or one that charges elsewhere. A suspended device is planned for as well: whoever takes
 * it back has to know what follows (docs/adr/0008); only nothing of it is installed.
 */
export function toPlanInput(view: DeviceView, sources: PlanSources): PlanInput | null {
  const { preferences } = view.settings;
  if (!preferences || toLifecycle(view) !== 'LIVE') return null;
  const subject = toSubject(view, sources);
  if (!subject) return null;
  return {
    nowMs: view.nowMs,
    timeZone: sources.timeZone,
    preferences,
    spreadBy: view.device.id,
    ...subject,
  };
}

/** What is charged, and how full it is. */
export type Subject = Pick<PlanInput, 'device' | 'socPercent'>;

function toSubject(view: DeviceView, sources: PlanSources): Subject | null {
  switch (view.device.class) {
    case 'charger':
    case 'vehicle':
      return isAtHome(view) ? toVehicle(view) : null;
    case 'battery':
      return toBattery(view, sources);
    default:
      return null;
  }
}

function isAtHome(view: DeviceView): boolean {
  return isPluggedIn(toChargerFacts(view.reports)) && whereabouts(view) !== 'away';
}

/**
 * The vehicle at a charger; `null` while nobody knows what the charger is.
 * What the vehicle takes is reckoned with one phase until more are measured: too early is dearer
 * than it need be, too late is a vehicle that is not ready.
 */
export function toVehicle(
  view: Pick<DeviceView, 'device' | 'description' | 'reports'>,
): Subject | null {
  const vehicleWh = batteryWhOf(view.device.variants?.vehicleId);
  const charger = view.description?.charger;
  const facts = toChargerFacts(view.reports);
  if (!charger) return null;
  const phases = Math.min(facts.meter?.phases ?? 1, charger.phases);
  const device = {
    kind: 'charger',
    maxAmps: charger.maxAmps,
    phases,
    batteryWh: vehicleWh,
  } as const;
  const { socPercent, takenWh } = toVehicleFacts(facts);
  return { device, socPercent: socPercent ?? toReckoned(takenWh, vehicleWh) };
}

/** What is assumed at the start of a session grows with what the meter counts in it. */
function toReckoned(takenWh: number | null, vehicleWh: number | null): number | null {
  if (takenWh === null) return null;
  const storedWh = takenWh * chargingEfficiency;
  const percent = assumedSocPercent + (storedWh / (vehicleWh ?? assumedBatteryWh)) * 100;
  return Math.min(100, percent);
}

function toBattery(view: DeviceView, { batterySocPercent }: PlanSources): Subject | null {
  const battery = view.description?.battery;
  if (!battery) return null;
  const { capacityKwh, maxChargeW } = battery;
  const device = { kind: 'battery', batteryWh: capacityKwh * 1_000, maxChargeW } as const;
  return { device, socPercent: batterySocPercent };
}
