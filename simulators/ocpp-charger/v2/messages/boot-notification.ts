import type { JsonObject } from '../../rpc/frame.ts';
import type { BootReason } from '../../station/boot.ts';
import type { Station2 } from '../station.ts';

/** BootNotificationRequest (B01); strings are cut to the lengths that it allows. */
export function bootRequest({ id, character }: Station2, reason: BootReason): JsonObject {
  return {
    reason,
    chargingStation: {
      vendorName: character.vendor.slice(0, 50),
      model: character.model.slice(0, 20),
      serialNumber: id.slice(-25),
      firmwareVersion: character.firmwareVersion.slice(0, 50),
    },
  };
}
