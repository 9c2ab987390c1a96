import type { JsonObject } from '../../rpc/frame.ts';

/** OCPP 1.6 6.3; strings are cut to the lengths that the message allows. */
export function bootRequest(
  identity: string,
  about: { vendor: string; model: string; firmwareVersion: string },
): JsonObject {
  return {
    chargePointVendor: about.vendor.slice(0, 20),
    chargePointModel: about.model.slice(0, 20),
    chargePointSerialNumber: identity.slice(-25),
    firmwareVersion: about.firmwareVersion.slice(0, 50),
  };
}
