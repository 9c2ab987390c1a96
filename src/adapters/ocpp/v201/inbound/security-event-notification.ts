import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 A04: a security event, kept as an alert of the device. */
export const securityEventNotification: InboundHandler = async (params, { store, log }) => {
  const { type, techInfo } = params as { type: string; techInfo?: string };
  log.warn({ type, techInfo }, 'a charger reports a security event');
  const detail = techInfo === undefined ? '' : ` (${techInfo})`;
  await store.record({ type: 'alert', message: `security event: ${type}${detail}` });
  return { payload: {} };
};
