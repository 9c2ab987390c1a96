import { recordSecurityEvent, type SecurityEvent } from '../../security/security-event.ts';
import type { InboundHandler } from '../../version.ts';

/** OCPP 1.6 security whitepaper 4.3. */
export const securityEventNotification: InboundHandler = async (params, charger) => {
  await recordSecurityEvent(charger, params as SecurityEvent);
  return { payload: {} };
};
