import type { DeviceId } from '../device.ts';

/** A charging session as stored before its start is answered. Times Unix ms, energy Wh. */
export type ChargingSession = {
  readonly sessionId: number;
  readonly deviceId: DeviceId;
  /** OCPP 2.x: the EVSE. */
  readonly connectorId: number;
  /** The station's own name of it (OCPP 2.x `transactionId`); `null` = it has none. */
  readonly stationId: string | null;
  readonly idTag: string;
  readonly startedAtMs: number;
  readonly meterStartWh: number;
  readonly endedAtMs: number | null;
  readonly meterStopWh: number | null;
  readonly endReason: string | null;
};

/** The charging sessions of chargers, durable (ocpp.md 3.1). */
export type ChargingSessions = {
  /**
   * A start that is told again gives the same session: the same `stationId`, or without one the
   * same `toldAs`, which is what the charger itself said of it.
   */
  start(session: {
    deviceId: DeviceId;
    connectorId: number;
    stationId: string | null;
    toldAs: string;
    idTag: string;
    startedAtMs: number;
    meterStartWh: number;
  }): Promise<ChargingSession>;
  /** Ends it; unknown sessions are accepted and kept as a line without a start. */
  stop(stop: {
    deviceId: DeviceId;
    sessionId: number;
    endedAtMs: number;
    meterStopWh: number;
    endReason: string | null;
  }): Promise<ChargingSession | null>;
  /** Adopts a running session that the charger names and we do not know (after a loss). */
  running(deviceId: DeviceId): Promise<readonly ChargingSession[]>;
};
