import type { Composite, Dialect, Profile, SessionKey, Triggered } from '../dialect.ts';
import type { Payload } from '../rpc-channel.ts';
import { gatewayIdTag } from '../sessions/session-report.ts';

/** The component and variable that say how often a running session is sampled, s (J02). */
export const sampleInterval = {
  component: { name: 'SampledDataCtrlr' },
  variable: { name: 'TxUpdatedInterval' },
} as const;

/** The component and variable that say whether charging profiles are taken (K01, part 2). */
export const smartChargingSwitch = {
  component: { name: 'SmartChargingCtrlr' },
  variable: { name: 'Enabled' },
} as const;

/** Token of every start that the gateway itself asks for (ocpp.md 3.2). */
const gatewayToken = { idToken: gatewayIdTag, type: 'Central' } as const;

const PURPOSES: Readonly<Record<Profile['purpose'], string>> = {
  ChargePointMaxProfile: 'ChargingStationMaxProfile',
  TxDefaultProfile: 'TxDefaultProfile',
  TxProfile: 'TxProfile',
};

const TRIGGERS: Readonly<Record<Triggered, string>> = {
  boot: 'BootNotification',
  heartbeat: 'Heartbeat',
  meter: 'MeterValues',
  session: 'TransactionEvent',
  status: 'StatusNotification',
};

/** OCPP 2.0.1: what the shared procedures want said. `connectorId` is the number of an EVSE. */
export const dialect: Dialect = {
  // F01 and F02: the token and the remote start id come back in a TransactionEvent.
  remoteStart: ({ connectorId, remoteStartId, profile }) => ({
    action: 'RequestStartTransaction',
    params: {
      evseId: connectorId,
      remoteStartId,
      idToken: gatewayToken,
      ...(profile && { chargingProfile: toChargingProfile(profile) }),
    },
  }),
  // F03.
  remoteStop: (session) => ({
    action: 'RequestStopTransaction',
    params: { transactionId: toTransactionId(session) },
  }),
  // K01.
  setProfile: (profile) => ({
    action: 'SetChargingProfile',
    params: { evseId: profile.connectorId, chargingProfile: toChargingProfile(profile) },
  }),
  replacesByLevel: false,
  // K10: by id, so that no criteria can match a profile of somebody else.
  clearProfile: ({ id }) => ({
    action: 'ClearChargingProfile',
    params: { chargingProfileId: id },
  }),
  // K09: what matches comes in ReportChargingProfiles, after the answer.
  listProfiles: ({ requestId, ids }) => ({
    action: 'GetChargingProfiles',
    params: { requestId, chargingProfile: { chargingProfileId: ids } },
  }),
  // K08.
  compositeSchedule: ({ connectorId, durationS }) => ({
    action: 'GetCompositeSchedule',
    params: { evseId: connectorId, duration: durationS },
  }),
  readComposite,
  // G03 and G04: without an EVSE it is the whole station.
  changeAvailability: ({ connectorId, isOperative }) => ({
    action: 'ChangeAvailability',
    params: {
      operationalStatus: isOperative ? 'Operative' : 'Inoperative',
      ...(connectorId > 0 && { evse: { id: connectorId } }),
    },
  }),
  trigger,
  // F06.FR.07: it also says what the session does; the other comes without a session, too.
  sampledBy: ['session', 'meter'],
  setSampleInterval: (seconds) => ({
    action: 'SetVariables',
    params: { setVariableData: [{ ...sampleInterval, attributeValue: String(seconds) }] },
  }),
  // B05.
  switchOnProfiles: {
    action: 'SetVariables',
    params: { setVariableData: [{ ...smartChargingSwitch, attributeValue: 'true' }] },
  },
  isSettingTaken,
  // B12: "OnIdle" would wait for the end of the session, which is no restart within the window.
  reset: () => ({ action: 'Reset', params: { type: 'Immediate' } }),
};

/** F06.FR.12: the status of an EVSE is that of a connector, which must be named. */
function trigger(message: Triggered, connectorId?: number) {
  const evse =
    connectorId === undefined
      ? {}
      : { evse: { id: connectorId, ...(message === 'status' && { connectorId: 1 }) } };
  return { action: 'TriggerMessage', params: { requestedMessage: TRIGGERS[message], ...evse } };
}

/** A session from before the station spoke this version has no text: it will not be known. */
function toTransactionId({ stationId, sessionId }: SessionKey): string {
  return stationId ?? String(sessionId);
}

/** OCPP 2.0.1 part 2, ChargingProfileType; its one schedule has the profile's own number. */
function toChargingProfile(profile: Profile): Payload {
  const { session, purpose } = profile;
  return {
    id: profile.id,
    stackLevel: profile.stackLevel,
    chargingProfilePurpose: PURPOSES[purpose],
    chargingProfileKind: profile.kind,
    ...(profile.validFromMs !== null && { validFrom: toText(profile.validFromMs) }),
    ...(profile.validToMs !== null && { validTo: toText(profile.validToMs) }),
    // K01.FR.03: only a TxProfile belongs to a transaction.
    ...(purpose === 'TxProfile' && session && { transactionId: toTransactionId(session) }),
    chargingSchedule: [
      {
        id: profile.id,
        ...(profile.startAtMs !== null && { startSchedule: toText(profile.startAtMs) }),
        ...(profile.durationS !== null && { duration: profile.durationS }),
        chargingRateUnit: profile.unit,
        chargingSchedulePeriod: profile.periods.map(({ startS, limit, phases }) => ({
          startPeriod: startS,
          limit,
          ...(phases !== null && { numberPhases: phases }),
        })),
      },
    ],
  };
}

type CompositeSchedule = {
  readonly chargingRateUnit: 'A' | 'W';
  readonly chargingSchedulePeriod: readonly {
    readonly startPeriod: number;
    /** Always there in 2.0.1; absent in 2.1 for an operation mode without a limit. */
    readonly limit?: number;
    readonly numberPhases?: number;
  }[];
};

/** K08: the schedule begins when it is asked for, so its first period is the present one. */
function readComposite(payload: Payload): Composite | null {
  const schedule = payload['schedule'] as CompositeSchedule | undefined;
  const periods = [...(schedule?.chargingSchedulePeriod ?? [])]
    .sort((a, b) => a.startPeriod - b.startPeriod)
    .flatMap(({ startPeriod, limit, numberPhases }) =>
      limit === undefined ? [] : [{ startS: startPeriod, limit, phases: numberPhases ?? null }],
    );
  const isPresentShown = periods[0]?.startS === 0;
  return schedule && isPresentShown ? { unit: schedule.chargingRateUnit, periods } : null;
}

/** B05: the answer is about the variable; "RebootRequired" means that nothing has changed yet. */
function isSettingTaken(payload: Payload): boolean {
  const [result] = payload['setVariableResult'] as readonly { readonly attributeStatus: string }[];
  return result?.attributeStatus === 'Accepted';
}

function toText(atMs: number): string {
  return new Date(atMs).toISOString();
}
