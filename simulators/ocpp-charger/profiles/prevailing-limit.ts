import type { Supply } from '../hardware/power-path.ts';
import type { InstalledProfile, ProfilePurpose } from './charging-profile.ts';
import { limitAt, type ScheduleLimit } from './schedule.ts';

/**
 * The moment a limit is asked for. `speed` divides windows: a schedule of 90 s lasts 90/speed,
 * while the instants written in it stay as they are. `aheadSeconds` looks into the future.
 */
export type LimitMoment = {
  readonly nowMs: number;
  readonly speed: number;
  readonly sessionStartedAtMs: number | undefined;
  /** True while priority charging is on (OCPP 2.1 K21). */
  readonly isPriority?: boolean;
  readonly aheadSeconds: number;
};

/**
 * The limit in A per phase that the installed profiles set on a connector, Infinity for none.
 * OCPP 1.6 3.13.4: TxProfile overrules TxDefaultProfile, and the lower of that and of
 * ChargePointMaxProfile counts; 3.13.1: a default for the connector overrules that of connector 0.
 * `supply.phases` are those in use: watts are counted in all (7.12).
 */
export function prevailingAmps(
  installed: readonly InstalledProfile[],
  connectorId: number,
  moment: LimitMoment,
  supply: Supply,
): number {
  const session = leadingLimit(installed, connectorId, moment);
  const chargePoint = topOf(
    installed,
    { purpose: 'ChargePointMaxProfile', connectorId: 0 },
    moment,
  );
  return Math.min(toLimitAmps(session, supply), toLimitAmps(chargePoint, supply));
}

/** What leads a session on a connector: its priority, else its TxProfile, else a default. */
export function leadingLimit(
  installed: readonly InstalledProfile[],
  connectorId: number,
  moment: LimitMoment,
): ScheduleLimit | undefined {
  return (
    priorityLimit(installed, connectorId, moment) ??
    topOf(installed, { purpose: 'TxProfile', connectorId }, moment) ??
    topOf(installed, { purpose: 'TxDefaultProfile', connectorId }, moment) ??
    topOf(installed, { purpose: 'TxDefaultProfile', connectorId: 0 }, moment)
  );
}

/** OCPP 2.1 K21: a PriorityCharging profile counts only while priority charging is on. */
function priorityLimit(
  installed: readonly InstalledProfile[],
  connectorId: number,
  moment: LimitMoment,
): ScheduleLimit | undefined {
  if (moment.isPriority !== true) return undefined;
  const purpose = 'PriorityCharging';
  return (
    topOf(installed, { purpose, connectorId }, moment) ??
    topOf(installed, { purpose, connectorId: 0 }, moment)
  );
}

/** The moment on the time line of one profile: it runs `speed` times faster since installation. */
export function toProfileInstant(
  entry: InstalledProfile,
  moment: LimitMoment,
): { readonly atMs: number; readonly sessionStartMs: number } {
  const sinceInstalledMs = (moment.nowMs - entry.installedAtMs) * moment.speed;
  const presentMs = entry.installedAtMs + sinceInstalledMs;
  const startedAtMs = moment.sessionStartedAtMs ?? moment.nowMs;
  return {
    atMs: presentMs + moment.aheadSeconds * 1_000,
    sessionStartMs: presentMs - (moment.nowMs - startedAtMs) * moment.speed,
  };
}

/** OCPP 1.6 3.13.3: of the profiles valid now, the highest stack level leads. */
function topOf(
  installed: readonly InstalledProfile[],
  place: { readonly purpose: ProfilePurpose; readonly connectorId: number },
  moment: LimitMoment,
): ScheduleLimit | undefined {
  const fromTop = installed
    .filter(
      ({ connectorId, profile }) =>
        connectorId === place.connectorId && profile.chargingProfilePurpose === place.purpose,
    )
    .toSorted((a, b) => b.profile.stackLevel - a.profile.stackLevel);
  for (const entry of fromTop) {
    const limit = limitAt(entry.profile, toProfileInstant(entry, moment));
    if (limit !== undefined) return limit;
  }
  return undefined;
}

function toLimitAmps(limit: ScheduleLimit | undefined, supply: Supply): number {
  if (limit === undefined) return Number.POSITIVE_INFINITY;
  return limit.unit === 'A' ? limit.limit : limit.limit / (supply.voltage * supply.phases);
}
