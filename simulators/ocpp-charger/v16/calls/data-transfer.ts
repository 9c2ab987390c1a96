import { objectOf, say } from '../../rpc/inbound-call.ts';
import { makeInboundCall } from '../make-inbound-call.ts';

/** OCPP 1.6 4.3: this vendor has nothing of its own to say. */
export const dataTransfer = makeInboundCall({
  action: 'DataTransfer',
  schema: objectOf(
    {
      vendorId: { type: 'string', maxLength: 255 },
      messageId: { type: 'string', maxLength: 50 },
      data: { type: 'string' },
    },
    ['vendorId'],
  ),
  accepted: { status: 'Accepted' },
  refused: { status: 'Rejected' },
  handle: () => say({ status: 'UnknownVendorId' }),
});
