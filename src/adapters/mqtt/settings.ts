import type { RecordDeviceEvent } from '../../domain/device-event.ts';
import type { PeerCertificates } from '../../domain/ports/certificates.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { CertificateDoor, DeviceDoor } from '../../domain/ports/devices.ts';
import type { FrameLog } from '../../domain/ports/frame-log.ts';
import type { DeviceLinks } from '../../domain/ports/links.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { ProvisioningDesk } from '../../domain/ports/provisioning-desk.ts';

/** What the MQTT adapter needs of the gateway. */
export type MqttPorts = {
  readonly links: DeviceLinks;
  readonly record: RecordDeviceEvent;
  /** For the plain listener: identity and secret. */
  readonly door: DeviceDoor;
  /** For the TLS listener: the certificate alone. */
  readonly certificateDoor: CertificateDoor;
  readonly peers: PeerCertificates;
  readonly desk: ProvisioningDesk;
  readonly frames: Pick<FrameLog, 'record'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** Bounds of mqtt.md, "Limits"; the names are those of the configuration. */
export type MqttLimits = {
  /** Largest packet of any kind; more closes the link. */
  readonly mqttPacketBytes: number;
  /** Largest `req`, `res`, `event` and `status`. */
  readonly mqttCommandBytes: number;
  /** Largest `state` and `describe`. */
  readonly mqttStateBytes: number;
  readonly mqttTelemetryBytes: number;
  /** A device that asks for a longer keep-alive, or for none, is refused. */
  readonly mqttKeepAliveSeconds: number;
  /** Open sockets of each listener. */
  readonly connections: number;
};

/** The TLS listener (provisioning.md 2.2): its own certificate, and whose clients it believes. */
export type TlsSettings = {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** The server's certificate with its chain. */
  readonly certPem: string;
  readonly keyPem: string;
  /** The issuers of client certificates: claims, devices, and extra ones. */
  readonly clientCaPems: readonly string[];
};

/** Where the listeners bind, and their bounds. `host` and `port` are those of the plain one. */
export type MqttSettings = {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** `null` = no TLS listener, and so no certificates. */
  readonly tls: TlsSettings | null;
  /** The host that a registered device is told to come to; `null` = that of the TLS listener. */
  readonly publicHost: string | null;
  readonly limits: MqttLimits;
};

/** Time to send CONNECT (mqtt.md, "Limits"). */
export const connectTimeoutMs = 10_000;

/**
 * Sockets of one address, on one listener, that are not let in yet. A simulator starts 64 devices
 * at a time, and a house has a few; a burst behind one address comes in by and by.
 */
export const waitingPerAddressMax = 64;

/** Sockets of one listener that are not let in yet: this part of all, but not fewer than above. */
export const waitingPart = 1 / 10;

/** A reader that is stuck for so long is cut off (mqtt.md, "Broker facts"). */
export const drainTimeoutMs = 10_000;

/** Packets of one device that may wait to be stored; one more closes the link (mqtt.md). */
export const waitingPacketsMax = 64;

/** Telemetry samples on their way to the store, in all; more are dropped and counted. */
export const samplesInFlightMax = 256;

/** Telemetry samples of one link on their way to the store. */
export const samplesPerLinkMax = 8;

/** How long a packet is tried again while the store is away; then the link is closed. */
export const storeRetryMs = 15_000;

/** Different commands in a row without any answer that make a link a zombie (lifecycle 14). */
export const silentCommandsMax = 3;

/** How long `stop` waits for what is being stored, and again for what is being closed. */
export const stopWaitMs = 2_000;

/** A TLS handshake that is not done by then is cut. */
export const handshakeTimeoutMs = 10_000;

/** Requests of one claim session; one more cuts it. The whole procedure takes two. */
export const claimRequestsMax = 8;

/** How long the last answer may take to leave before a link that we end is cut. */
export const farewellMs = 1_000;
