import type { CommonArguments } from '../cli.ts';
import { type DeviceMemory, openMemory } from '../device-memory.ts';
import { UsageError } from '../errors.ts';
import { type FleetOptions, type SimulatorHandle, startFleet } from '../fleet.ts';
import { numberEuids } from '../identity.ts';
import type { DeviceModel, ModelParts } from './behaviour.ts';
import type { BrokerAddress, MqttVersion } from './connection.ts';
import { type CredentialParts, type Credentials, fixedCredentials } from './credentials.ts';
import { MqttDevice } from './device.ts';

/** MQTT versions as `--protocol` takes them; the first is the default. */
export const MQTT_VERSIONS = ['3.1.1', '5'] as const satisfies readonly MqttVersion[];

/** What a fleet of MQTT devices is started with, on top of what all simulators take. */
export interface MqttFleetOptions extends FleetOptions {
  /** `mqtt://host:port` or `mqtts://host:port`. */
  readonly url: string;
  readonly version?: MqttVersion | undefined;
  /** EUID of the first device; the others are numbered upwards. */
  readonly id?: string | undefined;
  readonly count?: number | undefined;
  /** The same secret for all, or one for each identity. */
  readonly secret?: string | ((id: string) => string | undefined) | undefined;
  readonly tls?: BrokerAddress['tls'];
  /** Folder in which each device keeps its replay table and what it holds; none: in memory. */
  readonly stateDir?: string | undefined;
}

/** What the devices of a fleet are. */
export interface MqttFleetKind {
  /** For messages. */
  readonly what: string;
  readonly makeModel: (parts: ModelParts) => DeviceModel;
  /** How they come to what they show to the broker; absent: the secret or files of the options. */
  readonly makeCredentials?: ((parts: CredentialParts) => Credentials) | undefined;
  /** Memories that were opened already. */
  readonly memories?: ReadonlyMap<string, DeviceMemory> | undefined;
}

/** Starts MQTT devices of one kind in this process; throws ConnectError when one cannot connect. */
export function startMqttFleet(
  options: MqttFleetOptions & { readonly id: string },
  kind: MqttFleetKind,
): Promise<SimulatorHandle<MqttDevice>> {
  const { url, version = MQTT_VERSIONS[0], secret, tls } = options;
  if (!/^mqtts?:\/\/./.test(url)) {
    throw new UsageError(`--url ${url}: must look like mqtt://host:port or mqtts://host:port`);
  }
  const secretOf = typeof secret === 'function' ? secret : () => secret;
  return startFleet(
    numberEuids(options.id, options.count ?? 1),
    (parts) => {
      const address = { url, version, secret: secretOf(parts.id), tls };
      return new MqttDevice({
        parts,
        memory: kind.memories?.get(parts.id) ?? openMemory(options.stateDir, parts.id),
        makeModel: kind.makeModel,
        makeCredentials: kind.makeCredentials ?? (() => fixedCredentials(address, kind.what)),
      });
    },
    options,
  );
}

/** The part of the fleet's options that the common arguments give. */
export function mqttOptionsOf(
  common: CommonArguments,
): Pick<MqttFleetOptions, 'url' | 'version' | 'id' | 'secret' | 'tls'> {
  return {
    url: common.url,
    version: MQTT_VERSIONS.find((version) => version === common.protocol),
    id: common.id,
    secret: common.secretOf,
    tls: common.tls,
  };
}
