/** Messages of OCPP 1.6 (chapter 6) as the table of handlers names them. */
export type BootNotificationRequest = {
  readonly chargePointVendor: string;
  readonly chargePointModel: string;
  readonly chargePointSerialNumber?: string;
  readonly chargeBoxSerialNumber?: string;
  readonly firmwareVersion?: string;
};

/** OCPP 1.6 6.47. */
export type StatusNotificationRequest = {
  readonly connectorId: number;
  readonly errorCode: string;
  readonly status: string;
  readonly timestamp?: string;
  readonly info?: string;
  readonly vendorErrorCode?: string;
};

/** OCPP 1.6 6.45. */
export type StartTransactionRequest = {
  readonly connectorId: number;
  readonly idTag: string;
  readonly meterStart: number;
  readonly timestamp: string;
};

/** OCPP 1.6 6.49. */
export type StopTransactionRequest = {
  readonly transactionId: number;
  readonly meterStop: number;
  readonly timestamp: string;
  readonly reason?: string;
  readonly idTag?: string;
};

/** OCPP 1.6 7.43: every field but the value has a default. */
export type SampledValue = {
  readonly value: string;
  readonly measurand?: string;
  readonly unit?: string;
  readonly phase?: string;
  readonly location?: string;
  readonly format?: string;
};

/** OCPP 1.6 7.33. */
export type MeterValue = {
  readonly timestamp: string;
  readonly sampledValue: readonly SampledValue[];
};

/** OCPP 1.6 6.31. */
export type MeterValuesRequest = {
  readonly connectorId: number;
  readonly transactionId?: number;
  readonly meterValue: readonly MeterValue[];
};

/** A charger's time stamp as Unix ms; `nowMs` where it cannot be read (OCPP-J 1.6, ISO 8601). */
export function toTimeMs(timestamp: string | undefined, nowMs: number): number {
  const atMs = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  return Number.isFinite(atMs) ? atMs : nowMs;
}
