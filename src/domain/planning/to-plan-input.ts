import { batteryWhOf } from '../catalogue/catalogue.ts';
import { type DeviceView, minutes } from '../commands/spec.ts';
import { whereabouts } from '../commands/whereabouts.ts';
import { toLifecycle } from '../lifecycle.ts';
import type { PlanInput } from '../ports/planner.ts';
import { isDrawing, isPluggedIn, toChargerFacts, toVehicleFacts } from './charger-facts.ts';
import { assumedBatteryWh, assumedSocPercent, chargingEfficiency } from './plan-charging.ts';

/** For so long after a sample the power is taken to flow on, ms. */
const flowsOnMs = minutes(5);

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
  view: Pick<DeviceView, 'device' | 'description' | 'reports' | 'nowMs'>,
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
  if (socPercent === null) return { device, socPercent: toReckoned(takenWh, vehicleWh) };
  return { device, socPercent: Math.min(100, socPercent + toSinceThen(view, vehicleWh)) };
}

/**
 * What has arrived since the vehicle said how full it is, percent: a target is met when it is, not
 * when the next sample says so. Only where its battery is known: one that is reckoned too full
 * would be stopped, and begun again.
 */
function toSinceThen(
  { reports, nowMs }: Pick<DeviceView, 'reports' | 'nowMs'>,
  vehicleWh: number | null,
): number {
  const facts = toChargerFacts(reports);
  const sampledAtMs = reports.meter?.receivedAtMs ?? nowMs;
  if (vehicleWh === null || !isDrawing(facts)) return 0;
  const sinceMs = Math.min(Math.max(0, nowMs - sampledAtMs), flowsOnMs);
  const takenWh = ((facts.meter?.powerW ?? 0) * sinceMs) / 3_600_000;
  return ((takenWh * chargingEfficiency) / vehicleWh) * 100;
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
