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
  readonly aheadSeconds: number;
};

/** OCPP 1.6 7.14: without numberPhases a limit is meant for three. */
const DEFAULT_PHASES = 3;

/**
 * The limit in A per phase that the installed profiles set on a connector, Infinity for none.
 * OCPP 1.6 3.13.4: TxProfile overrules TxDefaultProfile, and the lower of that and of
 * ChargePointMaxProfile counts; 3.13.1: a default for the connector overrules that of connector 0.
 */
export function prevailingAmps(
  installed: readonly InstalledProfile[],
  connectorId: number,
  moment: LimitMoment,
  supply: Supply,
): number {
  const top = (purpose: ProfilePurpose, connector: number): number | undefined => {
    const stack = installed.filter(
      (entry) =>
        entry.profile.chargingProfilePurpose === purpose && entry.connectorId === connector,
    );
    const limit = topOfStack(stack, moment);
    return limit && toLimitAmps(limit, supply);
  };
  const session =
    top('TxProfile', connectorId) ??
    top('TxDefaultProfile', connectorId) ??
    top('TxDefaultProfile', 0) ??
    Number.POSITIVE_INFINITY;
  return Math.min(session, top('ChargePointMaxProfile', 0) ?? Number.POSITIVE_INFINITY);
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
function topOfStack(
  stack: readonly InstalledProfile[],
  moment: LimitMoment,
): ScheduleLimit | undefined {
  const fromTop = stack.toSorted((a, b) => b.profile.stackLevel - a.profile.stackLevel);
  for (const entry of fromTop) {
    const limit = limitAt(entry.profile, toProfileInstant(entry, moment));
    if (limit !== undefined) return limit;
  }
  return undefined;
}

function toLimitAmps({ limit, unit, numberPhases }: ScheduleLimit, supply: Supply): number {
  if (unit === 'A') return limit;
  const phases = Math.min(numberPhases ?? DEFAULT_PHASES, supply.phases);
  return limit / (supply.voltage * phases);
}
