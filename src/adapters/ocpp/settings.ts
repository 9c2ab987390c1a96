import type { RecordDeviceEvent } from '../../domain/device-event.ts';
import type { ChargerPeers } from '../../domain/ports/certificates.ts';
import type { ChargerDesk } from '../../domain/ports/charger-desk.ts';
import type { ChargerTraits } from '../../domain/ports/charger-traits.ts';
import type { ChargingSessions } from '../../domain/ports/charging-sessions.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type {
  CertificateDoor,
  DeviceDoor,
  Devices,
  ReportedState,
} from '../../domain/ports/devices.ts';
import type { FrameLog } from '../../domain/ports/frame-log.ts';
import type { DeviceLinks } from '../../domain/ports/links.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { TransactionReads } from '../../domain/ports/transactions.ts';

/** What the adapter needs of the gateway, each as the narrowest port. */
export type OcppPorts = {
  readonly links: DeviceLinks;
  readonly door: DeviceDoor;
  /** For security profile 3: the certificate alone. */
  readonly certificateDoor: CertificateDoor;
  readonly peers: ChargerPeers;
  readonly desk: ChargerDesk;
  readonly record: RecordDeviceEvent;
  readonly frames: Pick<FrameLog, 'record'>;
  readonly sessions: ChargingSessions;
  readonly traits: ChargerTraits;
  readonly state: Pick<ReportedState, 'read'>;
  /** For what an earlier link learnt of the charger. */
  readonly devices: Pick<Devices, 'find'>;
  /** For a test charge that an earlier link left behind. */
  readonly transactions: Pick<TransactionReads, 'find'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** The TLS listener: its own certificate, and whose clients it believes. */
export type OcppTlsSettings = {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** The server's certificate with its chain. */
  readonly certPem: string;
  readonly keyPem: string;
  /** The issuers of client certificates. */
  readonly clientCaPems: readonly string[];
};

/** Where chargers connect, and the bounds of what one of them may do. */
export type OcppSettings = {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly limits: {
    /** One frame; `ws` alone would take 100 MiB. */
    readonly frameBytes: number;
    /** Open sockets of the listener. */
    readonly connections: number;
    /** For the headers of the upgrade request, and again for letting the device in. */
    readonly headerSeconds: number;
  };
  /** `null` = no listener for security profiles 2 and 3. */
  readonly tls: OcppTlsSettings | null;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Real milliseconds, never scaled; {@link defaultTimes} unless a test is in a hurry. */
  readonly times?: OcppTimes;
};

/** Durations that `TIME_SCALE` does not divide (lifecycle.md, "Windows"), ms. */
export type OcppTimes = {
  /** Silence after which a link is probed. */
  readonly idleMs: number;
  /** Silence after a probe that ends the link (lifecycle rule 14). */
  readonly probeMs: number;
  /** A link without any frame for this long is dead (kraken-api.md 4). */
  readonly deadMs: number;
  /** How long an inbound message waits for a store that is not available. */
  readonly storeMs: number;
  /** Between our close frame and the end of the socket. */
  readonly closeMs: number;
};

/** The times that the contracts name. */
export const defaultTimes: OcppTimes = {
  idleMs: 30_000,
  probeMs: 10_000,
  deadMs: 120_000,
  storeMs: 10_000,
  closeMs: 2_000,
};
