import type { Location } from '../hardware/location.ts';
import type { Outbox } from '../rpc/outbox.ts';

/**
 * Says where the vehicle is, in a DataTransfer whose data is a JSON text: OCPP itself has no
 * message for it, and this one reads the same in all versions.
 */
export function tellLocation(outbox: Outbox, location: Location): void {
  void outbox.call('DataTransfer', {
    vendorId: 'joulegate',
    messageId: 'Location',
    data: JSON.stringify(location),
  });
}
