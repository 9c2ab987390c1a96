import { chargingPowerFloorW } from '../commands/power-floor.ts';
import type { DeviceView } from '../commands/spec.ts';
import type {
  MeterReport,
  ProfileReport,
  Report,
  Reports,
  SessionReport,
  StatusReport,
} from '../reports.ts';

/** What a charger last said, by aspect; absent = it never said. */
export type ChargerFacts = {
  readonly status: StatusReport | undefined;
  readonly session: SessionReport | undefined;
  readonly meter: MeterReport | undefined;
  readonly profile: ProfileReport | undefined;
};

/** Reads them. */
export function toChargerFacts(reports: Reports): ChargerFacts {
  return {
    status: reports.status?.value as StatusReport | undefined,
    session: reports.session?.value as SessionReport | undefined,
    meter: reports.meter?.value as MeterReport | undefined,
    profile: reports.profile?.value as ProfileReport | undefined,
  };
}

/** True where a vehicle is known to be on the cable. */
export function isPluggedIn({ status, session }: ChargerFacts): boolean {
  switch (status?.state) {
    case 'preparing':
    case 'charging':
    case 'suspended_vehicle':
    case 'suspended_charger':
    case 'finishing':
      return true;
    case 'available':
      return false;
    default:
      return session?.running === true;
  }
}

/** True while a session runs and its meter shows more than the floor. */
export function isDrawing({ session, meter }: ChargerFacts): boolean {
  const isOfSession = session?.running === true && meter?.sessionId === session.sessionId;
  return isOfSession && (meter?.powerW ?? 0) > chargingPowerFloorW;
}

/** What the meter says of the vehicle that is plugged in now; `null` = it does not say. */
export type VehicleFacts = {
  readonly socPercent: number | null;
  /** What it took since it was plugged in, Wh. */
  readonly takenWh: number | null;
};

/**
 * A session that ended tells of the vehicle for as long as that is not unplugged, whatever its
 * charger calls that; what the sessions before it took in the same visit counts as well.
 */
export function toVehicleFacts(facts: ChargerFacts): VehicleFacts {
  const { session, meter } = facts;
  const isHere = isPluggedIn(facts) && session?.vehicleLeft !== true;
  if (!session || !(session.running || isHere)) return { socPercent: null, takenWh: null };
  const last = meter?.sessionId === session.sessionId ? meter : undefined;
  const registerWh = session.meterStopWh ?? last?.energyWh ?? null;
  const startWh = session.visitStartWh ?? session.meterStartWh;
  const takenWh = registerWh === null || startWh === null ? null : registerWh - startWh;
  return {
    socPercent: last?.socPercent ?? null,
    takenWh: takenWh !== null && takenWh >= 0 ? takenWh : null,
  };
}

/**
 * True where what the charger said of our profiles is of this link and of this boot: whatever was
 * installed before may be forgotten.
 */
export function isProfileProven({ reports, link }: DeviceView): boolean {
  const { profile } = reports;
  if (!profile || profile.receivedAtMs < (link.connectedAtMs ?? 0)) return false;
  const since = [reports.status, reports.session, reports.meter];
  return !since.some((report) => report && isOfNewerBoot(report, profile));
}

/**
 * True where the plan that a charger holds is to be given again: by what is known since it would be
 * written otherwise, or the part of it that the charger took is over.
 */
export function isPlanOutdated(view: Pick<DeviceView, 'reports' | 'nowMs'>): boolean {
  return toChargerFacts(view.reports).profile?.planOutdated === true || hasPlanRunOut(view);
}

/** True where the part of a plan that a charger had room for is over. */
export function hasPlanRunOut({ reports, nowMs }: Pick<DeviceView, 'reports' | 'nowMs'>): boolean {
  const { planUntilMs } = toChargerFacts(reports).profile ?? {};
  return planUntilMs !== undefined && planUntilMs <= nowMs;
}

function isOfNewerBoot(report: Report, profile: Report): boolean {
  return report.bootId !== profile.bootId && report.receivedAtMs > profile.receivedAtMs;
}
