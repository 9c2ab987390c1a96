import { takeBoot } from '../../connect/take-boot.ts';
import type { InboundHandler } from '../../version.ts';

type BootNotificationRequest = {
  readonly reason: string;
  readonly chargingStation: {
    readonly vendorName: string;
    readonly model: string;
    readonly serialNumber?: string;
    readonly firmwareVersion?: string;
  };
};

/** OCPP 2.0.1 B01 to B04: who it is. */
export const bootNotification: InboundHandler = async (params, charger) => {
  const { reason, chargingStation } = params as BootNotificationRequest;
  const boot = {
    make: chargingStation.vendorName,
    model: chargingStation.model,
    serial: chargingStation.serialNumber ?? null,
    firmwareVersion: chargingStation.firmwareVersion ?? null,
  };
  const { status, intervalS, afterAnswer } = await takeBoot(charger, boot, reason === 'Triggered');
  const currentTime = new Date(charger.clock.nowMs()).toISOString();
  return { payload: { status, currentTime, interval: intervalS }, afterAnswer };
};
