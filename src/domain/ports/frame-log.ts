import type { DeviceId } from '../device.ts';

/** One frame of a device as it was on the wire, its secrets masked and its length bounded. */
export type Frame = {
  /** Unix ms. */
  readonly atMs: number;
  /** Seen from the gateway. */
  readonly direction: 'in' | 'out';
  /** The OCPP action with its message type, or the MQTT topic below the device's own. */
  readonly name: string;
  /** The text, masked; cut at the bound. */
  readonly text: string;
  readonly isCut: boolean;
};

/** A page of a frame log, oldest first. `cursor` goes on behind the last frame of it. */
export type FramePage = { readonly frames: readonly Frame[]; readonly cursor: string | null };

/**
 * The last frames of each device (design section 4, "Retention"): no outcome depends on it, so it
 * is dropped first when memory runs short, and never holds up a device.
 */
export type FrameLog = {
  /** Remembers a frame; returns at once, never throws. */
  record(deviceId: DeviceId, frame: Frame): void;
  /** Those after a cursor, at most `limit`; without one the newest `limit`. */
  read(
    deviceId: DeviceId | string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<FramePage>;
};
