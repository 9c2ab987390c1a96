import type { InboundHandler } from '../../version.ts';
import type { BootNotificationRequest } from '../actions.ts';

/** Seconds between heartbeats; a payload, so never scaled (kraken-api.md 4, lifecycle.md). */
const HEARTBEAT_INTERVAL_S = 60;

/** OCPP 1.6 4.2: who it is. Always accepted here, the credentials were checked at the door. */
export const bootNotification: InboundHandler = async (params, charger) => {
  const request = params as BootNotificationRequest;
  const { memory, clock, log } = charger;
  memory.bootCount += 1;
  memory.boot = {
    make: request.chargePointVendor,
    model: request.chargePointModel,
    serial: request.chargePointSerialNumber ?? request.chargeBoxSerialNumber ?? null,
    firmwareVersion: request.firmwareVersion ?? null,
  };
  memory.changed();
  log.info({ make: memory.boot.make, model: memory.boot.model }, 'a charger booted');
  return {
    payload: {
      status: 'Accepted',
      currentTime: new Date(clock.nowMs()).toISOString(),
      interval: HEARTBEAT_INTERVAL_S,
    },
    // Calls before the answer send some chargers into a boot loop (ocpp.md, complaint 11).
    afterAnswer: () => charger.onBoot(),
  };
};
