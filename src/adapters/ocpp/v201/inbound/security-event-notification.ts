import { recordSecurityEvent, type SecurityEvent } from '../../security/security-event.ts';
import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 A04. */
export const securityEventNotification: InboundHandler = async (params, charger) => {
  await recordSecurityEvent(charger, params as SecurityEvent);
  return { payload: {} };
};
