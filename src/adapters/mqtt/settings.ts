import type { RecordDeviceEvent } from '../../domain/device-event.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { DeviceDoor } from '../../domain/ports/devices.ts';
import type { DeviceLinks } from '../../domain/ports/links.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';

/** What the MQTT adapter needs of the gateway. */
export type MqttPorts = {
  readonly links: DeviceLinks;
  readonly record: RecordDeviceEvent;
  readonly door: DeviceDoor;
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
  /** Open sockets of the listener. */
  readonly connections: number;
};

/** Where the plain listener binds, and its bounds. */
export type MqttSettings = {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  /** Secrets are taken beyond loopback too (`ALLOW_PLAINTEXT`, design section 11). */
  readonly allowPlaintext: boolean;
  readonly limits: MqttLimits;
};

/** Time to send CONNECT (mqtt.md, "Limits"). */
export const connectTimeoutMs = 10_000;

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
