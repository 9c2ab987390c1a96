import type { CallText, Composite, Dialect, Profile, Triggered } from '../dialect.ts';
import type { Payload } from '../rpc-channel.ts';
import { gatewayIdTag } from '../sessions/session-report.ts';

const TRIGGERS: Readonly<Record<Triggered, string>> = {
  boot: 'BootNotification',
  heartbeat: 'Heartbeat',
  meter: 'MeterValues',
  session: 'MeterValues',
  status: 'StatusNotification',
};
const INTERVAL_KEY = 'MeterValueSampleInterval';

/** How OCPP 1.6 says what the shared procedures want said (chapters 5 and 6). */
export const dialect16: Dialect = {
  // 5.11; 1.6 has no number for a start, its own session tells by the tag.
  remoteStart: ({ connectorId, profile }) =>
    text('RemoteStartTransaction', {
      connectorId,
      idTag: gatewayIdTag,
      ...(profile && { chargingProfile: toChargingProfile(profile) }),
    }),
  remoteStop: ({ sessionId }) => text('RemoteStopTransaction', { transactionId: sessionId }),
  setProfile: (profile) =>
    text('SetChargingProfile', {
      connectorId: profile.connectorId,
      csChargingProfiles: toChargingProfile(profile),
    }),
  replacesByLevel: true,
  clearProfile: ({ id }) => text('ClearChargingProfile', { id }),
  listProfiles: () => null,
  compositeSchedule: ({ connectorId, durationS }) =>
    text('GetCompositeSchedule', { connectorId, duration: durationS }),
  readComposite,
  changeAvailability: ({ connectorId, isOperative }) =>
    text('ChangeAvailability', { connectorId, type: isOperative ? 'Operative' : 'Inoperative' }),
  trigger: (message, connectorId) =>
    text('TriggerMessage', {
      requestedMessage: TRIGGERS[message],
      ...(connectorId === undefined ? {} : { connectorId }),
    }),
  sampledBy: ['meter'],
  setSampleInterval: (seconds) =>
    text('ChangeConfiguration', { key: INTERVAL_KEY, value: String(seconds) }),
  switchOnProfiles: null,
  isSettingTaken: ({ status }) => status === 'Accepted',
  reset: () => text('Reset', { type: 'Soft' }),
};

function text(action: string, params: Payload): CallText {
  return { action, params };
}

/** OCPP 1.6 7.8 and 7.13. */
function toChargingProfile(profile: Profile): Payload {
  const { session, startAtMs, durationS, validFromMs, validToMs } = profile;
  return {
    chargingProfileId: profile.id,
    ...(session && { transactionId: session.sessionId }),
    stackLevel: profile.stackLevel,
    chargingProfilePurpose: profile.purpose,
    chargingProfileKind: profile.kind,
    ...(validFromMs !== null && { validFrom: toTimestamp(validFromMs) }),
    ...(validToMs !== null && { validTo: toTimestamp(validToMs) }),
    chargingSchedule: {
      ...(durationS !== null && { duration: durationS }),
      ...(startAtMs !== null && { startSchedule: toTimestamp(startAtMs) }),
      chargingRateUnit: profile.unit,
      chargingSchedulePeriod: profile.periods.map(({ startS, limit, phases }) => ({
        startPeriod: startS,
        limit,
        ...(phases !== null && { numberPhases: phases }),
      })),
    },
  };
}

/** OCPP 1.6 6.28: the schedule is absent where there is none. */
function readComposite(payload: Payload): Composite | null {
  const schedule = payload['chargingSchedule'] as
    | {
        readonly chargingRateUnit: 'A' | 'W';
        readonly chargingSchedulePeriod: readonly {
          readonly startPeriod: number;
          readonly limit: number;
          readonly numberPhases?: number;
        }[];
      }
    | undefined;
  if (!schedule) return null;
  const periods = schedule.chargingSchedulePeriod.map(({ startPeriod, limit, numberPhases }) => ({
    startS: startPeriod,
    limit,
    phases: numberPhases ?? null,
  }));
  return { unit: schedule.chargingRateUnit, periods };
}

function toTimestamp(atMs: number): string {
  return new Date(atMs).toISOString();
}
