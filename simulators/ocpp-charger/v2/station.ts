import type { Grant, Station } from '../station/station.ts';
import type { DeviceModel } from './device-model.ts';
import type { MessageSchemas, Version2 } from './message-schemas.ts';

/** OCPP 2.0.1 ChargingStateEnumType. */
export type ChargingState = 'Idle' | 'EVConnected' | 'Charging' | 'SuspendedEV' | 'SuspendedEVSE';

/** OCPP 2.0.1 ConnectorStatusEnumType without Reserved. */
export type ConnectorStatus = 'Available' | 'Occupied' | 'Unavailable' | 'Faulted';

/** A transaction as the central system hears of it. */
export type Transaction = {
  readonly transactionId: string;
  /** Of the next event (E01.FR.07: rising without gaps). */
  seqNo: number;
  remoteStartId: number | undefined;
  /** The state told last. */
  told: ChargingState;
  /** The limit in A per phase at the last event. */
  toldAmps: number;
  /** True while priority charging is on (2.1 K21, K22). */
  isPriority: boolean;
};

/** What a station remembers beyond its hardware; plain data that the messages change. */
export type Memory = {
  transaction: Transaction | undefined;
  /** The permission that waits for a vehicle, or that has just been used. */
  grant: Grant | undefined;
  /** True when the vehicle was there before the permission. */
  wasPluggedFirst: boolean;
  statusTold: ConnectorStatus | undefined;
  /** Reset OnIdle: boots when the transaction is over (B12). */
  resetsWhenIdle: boolean;
};

/** A charging station of OCPP 2.0.1 or 2.1 as its messages and calls see it. */
export type Station2 = Station<{
  readonly version: Version2;
  readonly schemas: MessageSchemas;
  readonly model: DeviceModel;
  readonly memory: Memory;
}>;
