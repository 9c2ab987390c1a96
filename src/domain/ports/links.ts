import type { Device } from '../device.ts';
import type { DeviceConnection } from './connections.ts';

/** How adapters bring connections into the gateway and take them out. */
export type DeviceLinks = {
  /**
   * Counts the device's epoch up, stores the route, holds the connection that `make` builds for
   * that epoch (closing an older one) and wakes the lane.
   * @throws GatewayError `unavailable`: close the socket, the device will come again.
   */
  open<C extends DeviceConnection>(device: Device, make: (epoch: number) => C): Promise<C>;
  /** Lets go of it; a newer connection of the same device stays untouched. Never throws. */
  close(connection: DeviceConnection): Promise<void>;
  /** The link became ready for commands (or may be again): look at the mailbox. */
  ready(connection: DeviceConnection): void;
};
