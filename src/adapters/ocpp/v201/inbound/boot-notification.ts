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

/** Seconds between heartbeats; a payload, so never scaled (kraken-api.md 4, lifecycle.md). */
const HEARTBEAT_INTERVAL_S = 60;

/** OCPP 2.0.1 B01: who it is. The credentials were checked at the door. */
export const bootNotification: InboundHandler = async (params, charger) => {
  const { reason, chargingStation } = params as BootNotificationRequest;
  const { memory, clock, log } = charger;
  memory.bootCount += 1;
  memory.boot = {
    make: chargingStation.vendorName,
    model: chargingStation.model,
    serial: chargingStation.serialNumber ?? null,
    firmwareVersion: chargingStation.firmwareVersion ?? null,
  };
  memory.changed();
  const { make, model } = memory.boot;
  log.info({ make, model, reason }, 'a charger booted');
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
