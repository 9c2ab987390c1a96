import { takeBoot } from '../../connect/take-boot.ts';
import type { InboundHandler } from '../../version.ts';
import type { BootNotificationRequest } from '../actions.ts';

/** OCPP 1.6 4.2: who it is. */
export const bootNotification: InboundHandler = async (params, charger) => {
  const request = params as BootNotificationRequest;
  const { status, intervalS, afterAnswer } = await takeBoot(charger, {
    make: request.chargePointVendor,
    model: request.chargePointModel,
    serial: request.chargePointSerialNumber ?? request.chargeBoxSerialNumber ?? null,
    firmwareVersion: request.firmwareVersion ?? null,
  });
  const currentTime = new Date(charger.clock.nowMs()).toISOString();
  return { payload: { status, currentTime, interval: intervalS }, afterAnswer };
};
