import { makeSiteCalendar, toDayOfWeek } from '../../../domain/planning/site-calendar.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import type { MeterReport } from '../../../domain/reports.ts';
import type { StateOfChargeLimit, TestDispatchAssessmentFailureReason } from '../generated.ts';

/** When and where something is shown: Unix ms, and the zone that times of preferences are in. */
export type Moment = { readonly nowMs: number; readonly timeZone: string };

/** The state of charge that a vehicle last said, by itself or through its charge point, percent. */
export function toVehicleSoc({ reports }: DeviceState): number | null {
  return (reports.meter?.value as MeterReport | undefined)?.socPercent ?? null;
}

/** How far it is charged today by its owner's preferences; `null` = there are none. */
export function toStateOfChargeLimit(
  state: DeviceState,
  { nowMs, timeZone }: Moment,
): StateOfChargeLimit | null {
  const { preferences } = state.settings;
  const today = toDayOfWeek(makeSiteCalendar(timeZone).dayAt(nowMs));
  const wish = preferences?.days.find(({ day }) => day === today);
  if (!preferences || !wish) return null;
  const soc = toVehicleSoc(state);
  return {
    upperSocLimit: wish.targetSocPercent,
    timestamp: new Date(preferences.setAtMs).toISOString(),
    isLimitViolated: soc === null ? null : soc > wish.targetSocPercent,
  };
}

/** The API's word for each ending of a test charge (`reason.code` of its transaction). */
const failureWords: Readonly<Record<string, TestDispatchAssessmentFailureReason>> = {
  no_effect: 'ASSESSMENTS_FAILED',
  starts_only: 'ASSESSMENTS_FAILED',
  effect_not_seen: 'ASSESSMENTS_FAILED',
  // By its owner or by a lost link: what it was for is not known either way.
  interrupted: 'ASSESSMENTS_FAILED',
  no_vehicle: 'DEVICE_DISCONNECTED',
  device_disconnected: 'DEVICE_DISCONNECTED',
  vehicle_full: 'SOC_LIMIT_REACHED',
  away_from_home: 'NOT_AT_HOME',
  expired: 'UNABLE_TO_COMMUNICATE',
  no_evidence: 'UNABLE_TO_COMMUNICATE',
  rejected: 'ERROR',
  call_error: 'ERROR',
};

/** Why the last test charge failed; `NONE` = it did not, or there was none. */
export function toTestFailure({ device }: DeviceState): TestDispatchAssessmentFailureReason {
  const { testFailure } = device;
  return testFailure ? (failureWords[testFailure.code] ?? 'UNKNOWN') : 'NONE';
}
