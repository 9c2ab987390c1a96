import type { DeviceConnection } from '../../../src/domain/ports/connections.ts';
import { waitFor } from '../wait-for.ts';
import type { TestGateway } from './gateway.ts';
import type { Json, RawCharger } from './raw-charger.ts';
import type { SchemaVersion } from './schemas.ts';

/** A station's own number of a transaction, as most write it. */
export const stationId = '0b7a3c8e-5c2e-4a65-9b0e-d5a0c3a3a111';

/** BootNotification of a station (OCPP 2.0.1 1.7). */
export const stationBoot: Json = {
  reason: 'PowerUp',
  chargingStation: {
    vendorName: 'Raw',
    model: 'Station',
    serialNumber: 'S-1',
    firmwareVersion: '4.5.6',
  },
};

/** StatusNotification of EVSE 1. */
export function connectorPayload(connectorStatus: string, evseId = 1, connectorId = 1): Json {
  return { timestamp: new Date().toISOString(), connectorStatus, evseId, connectorId };
}

/** TransactionEvent of EVSE 1; `info` goes into its transactionInfo. */
export function eventPayload(
  eventType: 'Started' | 'Updated' | 'Ended',
  seqNo: number,
  info: Json = {},
  more: Json = {},
): Json {
  return {
    eventType,
    seqNo,
    timestamp: new Date().toISOString(),
    triggerReason: 'ChargingStateChanged',
    transactionInfo: { transactionId: stationId, ...info },
    evse: { id: 1, connectorId: 1 },
    ...more,
  };
}

/** A sample with the power and the register, in the words of OCPP 2.x. */
export function stationSample(watts: number, wattHours: number): Json[] {
  const at = new Date().toISOString();
  const sampledValue = [
    { value: watts / 1_000, measurand: 'Power.Active.Import', unitOfMeasure: { unit: 'kW' } },
    { value: wattHours / 1_000, unitOfMeasure: { unit: 'Wh', multiplier: 3 } },
  ];
  return [{ timestamp: at, sampledValue }];
}

/** What every scripted station answers unless a test says otherwise. */
export function stationBehaviours(
  station: RawCharger,
  connectorStatus: string,
): RawCharger['behaviours'] {
  return {
    GetVariables: (payload) => ({ getVariableResult: asked(payload).map(toResult) }),
    GetReport: (payload) => {
      queueMicrotask(() => sendReport(station, Number(payload['requestId'])));
      return { status: 'Accepted' };
    },
    TriggerMessage: (payload) => {
      if (payload['requestedMessage'] !== 'StatusNotification') return { status: 'Rejected' };
      queueMicrotask(() => {
        if (station.isOpen) {
          void station.call('StatusNotification', connectorPayload(connectorStatus));
        }
      });
      return { status: 'Accepted' };
    },
  };
}

/** A station that booted, answers the connect sequence and is ready for commands. */
export async function connectStation(
  gateway: TestGateway,
  options: {
    readonly version: SchemaVersion;
    readonly identity?: string;
    readonly behaviours?: RawCharger['behaviours'];
    readonly connectorStatus?: string;
  },
): Promise<{ station: RawCharger; connection: DeviceConnection }> {
  const { version, identity = 'cs-1', connectorStatus = 'Occupied' } = options;
  const station = await gateway.connect(identity, [`ocpp${version}`]);
  Object.assign(station.behaviours, stationBehaviours(station, connectorStatus));
  Object.assign(station.behaviours, options.behaviours);
  await station.ask('BootNotification', stationBoot);
  const connection = await waitFor(
    () => gateway.fakes.readyConnection(identity),
    `${identity} to be ready`,
  );
  return { station, connection };
}

const variables: Readonly<Record<string, string>> = {
  'DeviceDataCtrlr.ItemsPerMessage': '4',
  'SmartChargingCtrlr.RateUnit': 'A,W',
  'SmartChargingCtrlr.ProfileStackLevel': '9',
  'SmartChargingCtrlr.PeriodsPerSchedule': '24',
  'ChargingStation.SupplyPhases': '3',
  'SampledDataCtrlr.TxUpdatedInterval': '60',
};

type Asked = { component: { name: string }; variable: { name: string } };

function asked(payload: Json): Asked[] {
  return payload['getVariableData'] as Asked[];
}

function toResult({ component, variable }: Asked): Json {
  const value = variables[`${component.name}.${variable.name}`];
  return value === undefined
    ? { attributeStatus: 'UnknownComponent', component, variable }
    : { attributeStatus: 'Accepted', attributeValue: value, component, variable };
}

/** Two parts: the rated power of EVSE 1, then the state of it. */
async function sendReport(station: RawCharger, requestId: number): Promise<void> {
  const component = { name: 'EVSE', evse: { id: 1 } };
  const characteristics = { dataType: 'decimal', supportsMonitoring: true, maxLimit: 11_040 };
  const power = {
    component,
    variable: { name: 'Power' },
    variableAttribute: [{ value: '0', mutability: 'ReadOnly' }],
    variableCharacteristics: characteristics,
  };
  const state = {
    component,
    variable: { name: 'AvailabilityState' },
    variableAttribute: [{ value: 'Occupied' }],
  };
  const generatedAt = new Date().toISOString();
  const head = { requestId, generatedAt };
  await station.call('NotifyReport', { ...head, seqNo: 0, tbc: true, reportData: [power] });
  await station.call('NotifyReport', { ...head, seqNo: 1, tbc: false, reportData: [state] });
}
