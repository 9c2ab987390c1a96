import { say } from '../../rpc/inbound-call.ts';
import { ACCEPTED, makeCall2, REJECTED } from '../make-call.ts';

/** P01: this vendor has nothing of its own to say. */
export const dataTransfer = makeCall2({
  action: 'DataTransfer',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle: () => say({ status: 'UnknownVendorId' }),
});
