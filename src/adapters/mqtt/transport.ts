import type { ListenAddress } from '../../domain/ports/adapter.ts';

/** One PUBLISH as a peer sent it, or as its will says it. */
export type DevicePacket = {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
};

/**
 * What becomes of a packet: its PUBACK is sent, or never (then the peer sends it again). `finish`:
 * it is sent, and then the link ends.
 */
export type Acknowledgement = 'acknowledge' | 'withhold' | 'finish';

/** How a CONNECT came in. A certificate was verified by TLS, and is told as DER. */
export type Channel =
  | { readonly listener: 'plain' }
  | { readonly listener: 'tls'; readonly certificateDer: Uint8Array | null };

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
  readonly channel: Channel;
};

/** CONNACK return codes of a refusal (MQTT-3.2.2-5, table 3.1). */
export const refusalCodes = {
  identifier: 2,
  unavailable: 3,
  credentials: 4,
  notAuthorized: 5,
} as const;

/** With which code a CONNECT is refused, and why. `reason` is a word of a closed set. */
export type Refusal = {
  readonly kind: 'refused';
  readonly code: (typeof refusalCodes)[keyof typeof refusalCodes];
  readonly reason: string;
};

/** What a link may hear. It comes from who the peer proved to be, never from what it sent. */
export type LinkAccess = {
  /** Who it is in logs, and of whom there is one link: a newer one ends the older. */
  readonly name: string;
  /** The filter that the link is for: its grant is told, and giving it up ends the link. */
  readonly mainFilter: string | null;
  maySubscribe(filter: string, qos: number): boolean;
  mayReceive(topic: string): boolean;
};

/** A peer that is let in: what it may hear, and who listens to it from the CONNACK on. */
export type Admitted = {
  readonly kind: 'admitted';
  readonly access: LinkAccess;
  open(link: TransportLink): LinkListener;
};

/** One peer's way in and out: a socket of the embedded broker. */
export type TransportLink = {
  isOpen(): boolean;
  /**
   * Publishes to this peer on this link, never retained and never parked.
   * `unreachable`: proved that no byte of it left. `written`: it may have.
   */
  publish(topic: string, payload: Buffer): Promise<'written' | 'unreachable'>;
  /** Cuts the link at once; safe to call twice. */
  close(reason: string): void;
};

/** What one link tells, in the order in which it happened. */
export type LinkListener = {
  /** The SUBACK for the main filter is written. */
  subscribed(): void;
  /** Resolves when the packet may be acknowledged; never rejects. */
  packet(packet: DevicePacket): Promise<Acknowledgement>;
  /** The link is gone; the last call, once. */
  closed(): void;
};

/** What a transport asks of the adapter; it never rejects. */
export type TransportHandlers = {
  admit(request: ConnectRequest): Promise<Admitted | Refusal>;
};

/**
 * How MQTT packets come and go (design section 7): aedes in process, or an outside broker. Nothing
 * that a peer publishes reaches another, and nothing is kept in a broker.
 */
export type Transport = {
  /** @throws Error with the system's `code` when a listener cannot bind. */
  start(handlers: TransportHandlers): Promise<ListenAddress & { tls?: ListenAddress }>;
  /** Takes no new connections and cuts all that there are. */
  stop(): Promise<void>;
};
