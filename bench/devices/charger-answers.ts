/** A message that the charger sends because it was asked for it. */
export type Triggered = 'BootNotification' | 'StatusNotification' | 'MeterValues' | 'Heartbeat';

/** What a charger says to a CALL of the gateway, as the text of its payload, and what follows. */
export type ChargerAnswer = { readonly payload: string; readonly follows?: Triggered };

const ACCEPTED = '{"status":"Accepted"}';

/** What a plain wallbox of one connector and 32 A lists (OCPP 1.6 chapter 9). */
const CONFIGURATION = JSON.stringify({
  configurationKey: [
    { key: 'NumberOfConnectors', readonly: true, value: '1' },
    { key: 'ChargingScheduleAllowedChargingRateUnit', readonly: true, value: 'Current' },
    { key: 'ChargeProfileMaxStackLevel', readonly: true, value: '8' },
    { key: 'ChargingScheduleMaxPeriods', readonly: true, value: '24' },
    { key: 'ConnectorPhaseRotation', readonly: false, value: '0.RST,1.NotApplicable' },
    { key: 'MeterValueSampleInterval', readonly: false, value: '60' },
    { key: 'HeartbeatInterval', readonly: false, value: '60' },
    { key: 'SupportedFeatureProfiles', readonly: true, value: 'Core,SmartCharging,RemoteTrigger' },
  ],
});

const answers: Readonly<Record<string, string>> = {
  GetConfiguration: CONFIGURATION,
  ChangeConfiguration: ACCEPTED,
  SetChargingProfile: ACCEPTED,
  ClearChargingProfile: ACCEPTED,
  GetCompositeSchedule: '{"status":"Rejected"}',
  RemoteStartTransaction: ACCEPTED,
  RemoteStopTransaction: ACCEPTED,
  ChangeAvailability: ACCEPTED,
  Reset: ACCEPTED,
  DataTransfer: '{"status":"UnknownVendorId"}',
};

const triggers: readonly string[] = [
  'BootNotification',
  'StatusNotification',
  'MeterValues',
  'Heartbeat',
] satisfies Triggered[];

/** Answers at once, as a charger that has nothing else to do; `null` = not implemented. */
export function answerCall(action: string, params: unknown): ChargerAnswer | null {
  if (action !== 'TriggerMessage') {
    const payload = answers[action];
    return payload === undefined ? null : { payload };
  }
  const { requestedMessage: wanted = '' } = params as { requestedMessage?: string };
  if (!triggers.includes(wanted)) return { payload: '{"status":"NotImplemented"}' };
  return { payload: ACCEPTED, follows: wanted as Triggered };
}
