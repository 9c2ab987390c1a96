import type { Character } from '../character.ts';
import { type Supply, toWatts } from '../hardware/power-path.ts';
import type { DataType, Mutability, Variable } from './device-model.ts';
import type { Version2 } from './message-schemas.ts';

/** What the device model says about one station. */
export type StationFacts = {
  readonly id: string;
  readonly version: Version2;
  readonly character: Character;
  readonly supply: Supply;
  /** OCPP 2.0.1 A: 1 basic over plain, 2 basic over TLS, 3 certificates on both sides. */
  readonly securityProfile: 1 | 2 | 3;
};

/** The measurands that this meter can sample. */
export const MEASURANDS = [
  'Energy.Active.Import.Register',
  'Power.Active.Import',
  'Current.Import',
  'SoC',
] as const;

const EVSE = { id: 1 };
const CONNECTOR = { id: 1, connectorId: 1 };
const TX_POINTS = ['Authorized', 'EVConnected', 'PowerPathClosed'];

type Row = readonly [
  name: string,
  access: 'R' | 'RW' | 'W',
  dataType: DataType,
  value: string,
  more?: { readonly unit?: string; readonly values?: readonly string[] },
];

const ALL = MEASURANDS.join();
const MEASURED = { values: MEASURANDS };
const SECONDS = { unit: 's' };

/** `Component.Variable` or `Component.Variable[instance]` (part 2, referenced components). */
const ROWS: readonly Row[] = [
  ['OCPPCommCtrlr.HeartbeatInterval', 'RW', 'integer', '300', SECONDS],
  ['OCPPCommCtrlr.WebSocketPingInterval', 'RW', 'integer', '0', SECONDS],
  ['OCPPCommCtrlr.OfflineThreshold', 'RW', 'integer', '60', SECONDS],
  ['OCPPCommCtrlr.MessageTimeout[Default]', 'R', 'integer', '30', SECONDS],
  ['OCPPCommCtrlr.MessageAttempts[TransactionEvent]', 'RW', 'integer', '3'],
  ['OCPPCommCtrlr.MessageAttemptInterval[TransactionEvent]', 'RW', 'integer', '60', SECONDS],
  ['OCPPCommCtrlr.NetworkConfigurationPriority', 'R', 'SequenceList', '1'],
  ['OCPPCommCtrlr.ResetRetries', 'RW', 'integer', '1'],
  ['OCPPCommCtrlr.UnlockOnEVSideDisconnect', 'R', 'boolean', 'false'],
  ['AuthCtrlr.Enabled', 'R', 'boolean', 'true'],
  ['AuthCtrlr.AuthorizeRemoteStart', 'RW', 'boolean', 'false'],
  ['AuthCtrlr.LocalAuthorizeOffline', 'RW', 'boolean', 'true'],
  ['AuthCtrlr.LocalPreAuthorize', 'RW', 'boolean', 'false'],
  ['TxCtrlr.EVConnectionTimeOut', 'RW', 'integer', '60', SECONDS],
  ['TxCtrlr.StopTxOnEVSideDisconnect', 'R', 'boolean', 'true'],
  ['TxCtrlr.StopTxOnInvalidId', 'RW', 'boolean', 'true'],
  ['TxCtrlr.TxStartPoint', 'RW', 'MemberList', 'PowerPathClosed', { values: TX_POINTS }],
  ['TxCtrlr.TxStopPoint', 'RW', 'MemberList', 'EVConnected,Authorized', { values: TX_POINTS }],
  ['SampledDataCtrlr.Enabled', 'R', 'boolean', 'true'],
  ['SampledDataCtrlr.TxStartedMeasurands', 'RW', 'MemberList', MEASURANDS[0], MEASURED],
  ['SampledDataCtrlr.TxUpdatedMeasurands', 'RW', 'MemberList', ALL, MEASURED],
  ['SampledDataCtrlr.TxUpdatedInterval', 'RW', 'integer', '60', SECONDS],
  ['SampledDataCtrlr.TxEndedMeasurands', 'RW', 'MemberList', MEASURANDS[0], MEASURED],
  ['SampledDataCtrlr.TxEndedInterval', 'R', 'integer', '0', SECONDS],
  ['AlignedDataCtrlr.Enabled', 'R', 'boolean', 'false'],
  ['AlignedDataCtrlr.Interval', 'R', 'integer', '0', SECONDS],
  ['AlignedDataCtrlr.Measurands', 'RW', 'MemberList', ALL, MEASURED],
  ['AlignedDataCtrlr.TxEndedInterval', 'R', 'integer', '0', SECONDS],
  ['AlignedDataCtrlr.TxEndedMeasurands', 'R', 'MemberList', ''],
  ['SmartChargingCtrlr.Available', 'R', 'boolean', 'true'],
  ['SmartChargingCtrlr.Enabled', 'R', 'boolean', 'true'],
  ['SmartChargingCtrlr.ProfileStackLevel', 'R', 'integer', '8'],
  ['SmartChargingCtrlr.RateUnit', 'R', 'MemberList', 'A,W', { values: ['A', 'W'] }],
  ['SmartChargingCtrlr.PeriodsPerSchedule', 'R', 'integer', '24'],
  ['SmartChargingCtrlr.Entries[ChargingProfiles]', 'R', 'integer', '10'],
  ['SmartChargingCtrlr.LimitChangeSignificance', 'RW', 'decimal', '5', { unit: 'Percent' }],
  ['SmartChargingCtrlr.ExternalControlSignalsEnabled', 'R', 'boolean', 'false'],
  ['SmartChargingCtrlr.NotifyChargingLimitWithSchedules', 'R', 'boolean', 'false'],
  ['SmartChargingCtrlr.Phases3to1', 'R', 'boolean', 'false'],
  ['DeviceDataCtrlr.ItemsPerMessage[GetReport]', 'R', 'integer', '50'],
  ['DeviceDataCtrlr.ItemsPerMessage[GetVariables]', 'R', 'integer', '50'],
  ['DeviceDataCtrlr.ItemsPerMessage[SetVariables]', 'R', 'integer', '50'],
  ['DeviceDataCtrlr.BytesPerMessage[GetReport]', 'R', 'integer', '65536'],
  ['DeviceDataCtrlr.BytesPerMessage[GetVariables]', 'R', 'integer', '65536'],
  ['DeviceDataCtrlr.BytesPerMessage[SetVariables]', 'R', 'integer', '65536'],
  ['SecurityCtrlr.BasicAuthPassword', 'W', 'string', ''],
  ['SecurityCtrlr.OrganizationName', 'RW', 'string', 'Joulegate'],
  ['ClockCtrlr.TimeSource', 'R', 'SequenceList', 'Heartbeat'],
];

/** What 2.1 adds as far as this station has it (2.1 part 2, SmartChargingCtrlr). */
const ROWS_21: readonly Row[] = [
  ['SmartChargingCtrlr.SupportedAdditionalPurposes', 'R', 'MemberList', 'PriorityCharging'],
  ['SmartChargingCtrlr.SupportsDynamicProfiles', 'R', 'boolean', 'true'],
  ['SmartChargingCtrlr.SupportsUseLocalTime', 'R', 'boolean', 'false'],
  ['SmartChargingCtrlr.SupportsRandomizedDelay', 'R', 'boolean', 'false'],
  ['SmartChargingCtrlr.SupportsLimitAtSoC', 'R', 'boolean', 'false'],
  ['SmartChargingCtrlr.SupportsEvseSleep', 'R', 'boolean', 'false'],
];

/** The 1.6 keys that characters are written in, and the variables that mean the same. */
const NAMES_16: Readonly<Record<string, string>> = {
  AuthorizeRemoteTxRequests: 'AuthCtrlr.AuthorizeRemoteStart',
  ChargeProfileMaxStackLevel: 'SmartChargingCtrlr.ProfileStackLevel',
  ChargingScheduleAllowedChargingRateUnit: 'SmartChargingCtrlr.RateUnit',
  ChargingScheduleMaxPeriods: 'SmartChargingCtrlr.PeriodsPerSchedule',
  ConnectionTimeOut: 'TxCtrlr.EVConnectionTimeOut',
  HeartbeatInterval: 'OCPPCommCtrlr.HeartbeatInterval',
  LocalAuthorizeOffline: 'AuthCtrlr.LocalAuthorizeOffline',
  MaxChargingProfilesInstalled: 'SmartChargingCtrlr.Entries[ChargingProfiles]',
  MeterValueSampleInterval: 'SampledDataCtrlr.TxUpdatedInterval',
  MeterValuesSampledData: 'SampledDataCtrlr.TxUpdatedMeasurands',
  StopTransactionOnInvalidId: 'TxCtrlr.StopTxOnInvalidId',
  TransactionMessageAttempts: 'OCPPCommCtrlr.MessageAttempts[TransactionEvent]',
  TransactionMessageRetryInterval: 'OCPPCommCtrlr.MessageAttemptInterval[TransactionEvent]',
  WebSocketPingInterval: 'OCPPCommCtrlr.WebSocketPingInterval',
};

/** Every variable of a station, with the values that its vendor has changed. */
export function stationVariables(facts: StationFacts): Variable[] {
  const known = facts.version === '2.1' ? [...ROWS, ...ROWS_21] : ROWS;
  const isSmart = !facts.character.notImplemented.includes('SetChargingProfile');
  const rows = isSmart ? known : known.map(withoutSmartCharging).filter((row) => row !== null);
  const own = facts.character.needsLocalSetting ? rows.map(withSwitchOff) : rows;
  const changed = vendorValues(facts.character.configuration);
  return [
    ...hardwareVariables(facts),
    ...own
      .filter(([name]) => changed.get(name) !== null)
      .map((row) => toVariable(row, changed.get(row[0]) ?? row[3])),
    toVariable(['SecurityCtrlr.Identity', 'R', 'string', facts.id]),
    toVariable(['SecurityCtrlr.SecurityProfile', 'R', 'integer', String(facts.securityProfile)]),
  ];
}

const SWITCHES = ['SmartChargingCtrlr.Available', 'SmartChargingCtrlr.Enabled'];

/** Whoever has to allow profiles can do so from afar, too. */
function withSwitchOff(row: Row): Row {
  const [name, , dataType] = row;
  return name === 'SmartChargingCtrlr.Enabled' ? [name, 'RW', dataType, 'false'] : row;
}

/** Of a controller that is not there only this is known. */
function withoutSmartCharging(row: Row): Row | null {
  const [name, access, dataType] = row;
  if (!name.startsWith('SmartChargingCtrlr.')) return row;
  return SWITCHES.includes(name) ? [name, access, dataType, 'false'] : null;
}

/**
 * A character names variables in 1.6 words, or in those of 2.x: `TxCtrlr.TxStartPoint`; null
 * where it has none.
 */
function vendorValues(configuration: Character['configuration']): Map<string, string | null> {
  return new Map(
    Object.entries(configuration).map(([key, value]) => [
      NAMES_16[key] ?? key,
      key === 'ChargingScheduleAllowedChargingRateUnit' && value ? toUnits(value) : value,
    ]),
  );
}

function toUnits(words: string): string {
  return words.replace('Current', 'A').replace('Power', 'W');
}

const MUTABILITY: Readonly<Record<Row[1], Mutability>> = {
  R: 'ReadOnly',
  RW: 'ReadWrite',
  W: 'WriteOnly',
};

function toVariable([name, access, dataType, value, more]: Row, changed = value): Variable {
  const [component = '', written = ''] = name.split(/\.(.*)/);
  const [, variable = written, instance] = /^(.*)\[(.*)\]$/.exec(written) ?? [];
  return {
    component: { name: component },
    variable: { name: variable, ...(instance !== undefined && { instance }) },
    dataType,
    mutability: MUTABILITY[access],
    ...more,
    value: changed,
  };
}

function hardwareVariables({ character, id, supply }: StationFacts): Variable[] {
  const power = String(toWatts(supply, supply.maxAmps));
  const phases = String(supply.phases);
  const fact = (
    component: Variable['component'],
    name: string,
    [dataType, value, unit]: readonly [DataType, string, string?],
  ): Variable => ({
    component,
    variable: { name },
    dataType,
    mutability: 'ReadOnly',
    ...(unit !== undefined && { unit }),
    value,
  });
  const station = { name: 'ChargingStation' };
  const evse = { name: 'EVSE', evse: EVSE };
  const connector = { name: 'Connector', evse: CONNECTOR };
  return [
    fact(station, 'Available', ['boolean', 'true']),
    fact(station, 'AvailabilityState', ['OptionList', 'Available']),
    fact(station, 'Model', ['string', character.model]),
    fact(station, 'Problem', ['boolean', 'false']),
    fact(station, 'SerialNumber', ['string', id.slice(-25)]),
    fact(station, 'SupplyPhases', ['integer', phases]),
    fact(station, 'VendorName', ['string', character.vendor]),
    fact(evse, 'Available', ['boolean', 'true']),
    fact(evse, 'AvailabilityState', ['OptionList', 'Available']),
    fact(evse, 'Power', ['decimal', power, 'W']),
    fact(evse, 'Problem', ['boolean', 'false']),
    fact(evse, 'SupplyPhases', ['integer', phases]),
    fact(connector, 'Available', ['boolean', 'true']),
    fact(connector, 'AvailabilityState', ['OptionList', 'Available']),
    fact(connector, 'ConnectorType', ['OptionList', 'cType2']),
    fact(connector, 'SupplyPhases', ['integer', phases]),
  ];
}
