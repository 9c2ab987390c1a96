import type { Device, DeviceIdentity } from '../../domain/device.ts';

/** One PUBLISH as a device sent it, or as its will says it. */
export type DevicePacket = {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
};

/** What becomes of a packet: its PUBACK is sent, or never (then the device sends it again). */
export type Acknowledgement = 'acknowledge' | 'withhold';

/** A CONNECT, as far as admission looks at it. */
export type ConnectRequest = {
  readonly clientId: string;
  readonly username: string | null;
  readonly password: Uint8Array | null;
  readonly clean: boolean;
  readonly keepAliveS: number;
  readonly will: DevicePacket | null;
  /** The peer's address, for the limits on wrong credentials. */
  readonly source: string;
};

/** CONNACK return codes of a refusal (MQTT-3.2.2-5, table 3.1). */
export const refusalCodes = {
  identifier: 2,
  unavailable: 3,
  credentials: 4,
  notAuthorized: 5,
} as const;

/** Who is let in, or with which code and why not. `reason` is a word of a closed set. */
export type Admission =
  | { readonly kind: 'admitted'; readonly device: Device; readonly identity: DeviceIdentity }
  | {
      readonly kind: 'refused';
      readonly code: (typeof refusalCodes)[keyof typeof refusalCodes];
      readonly reason: string;
    };

/** One device's way in and out: a socket of the embedded broker. */
export type TransportLink = {
  readonly identity: DeviceIdentity;
  isOpen(): boolean;
  /**
   * Publishes to this device on this link, never retained and never parked.
   * `unreachable`: proved that no byte of it left. `written`: it may have.
   */
  publish(topic: string, payload: Buffer): Promise<'written' | 'unreachable'>;
  /** Cuts the link at once; safe to call twice. */
  close(reason: string): void;
};

/** What one link tells, in the order in which it happened. */
export type LinkListener = {
  /** The SUBACK for the commands of this device is written. */
  subscribed(): void;
  /** Resolves when the packet may be acknowledged; never rejects. */
  packet(packet: DevicePacket): Promise<Acknowledgement>;
  /** The link is gone; the last call, once. */
  closed(): void;
};

/** What a transport asks of the adapter. Neither call rejects or throws. */
export type TransportHandlers = {
  admit(request: ConnectRequest): Promise<Admission>;
  opened(link: TransportLink, device: Device): LinkListener;
};

/**
 * How MQTT packets come and go (design section 7): aedes in process, or an outside broker. Nothing
 * that a device publishes reaches another device, and nothing is kept in a broker.
 */
export type Transport = {
  /** @throws Error with the system's `code` when the listener cannot bind. */
  start(handlers: TransportHandlers): Promise<{ host: string; port: number }>;
  /** Takes no new connections and cuts all that there are. */
  stop(): Promise<void>;
};
