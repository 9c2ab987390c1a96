import type { InboundHandler } from '../../version.ts';

/**
 * Notifications that only want an empty answer: FirmwareStatus and DiagnosticsStatus (OCPP 1.6 4.4
 * and 4.5), and those of the security extension (whitepaper 3rd edition, chapter 4).
 */
export const acknowledged: InboundHandler = async () => ({ payload: {} });
