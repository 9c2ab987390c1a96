import type { InboundHandler } from '../../version.ts';

/** OCPP 2.1 N11: this gateway takes no streams; what it needs comes in its own messages. */
export const openPeriodicEventStream: InboundHandler = async () => ({
  payload: { status: 'Rejected', statusInfo: { reasonCode: 'UnsupportedRequest' } },
});
