import type { InboundHandler } from '../../version.ts';

/** OCPP 2.0.1 A02. */
export const signCertificate: InboundHandler = async () => ({ payload: { status: 'Rejected' } });
