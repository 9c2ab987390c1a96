import { openMemory } from '../lib/device-memory.ts';
import type { SimulatorHandle } from '../lib/fleet.ts';
import { numberEuids } from '../lib/identity.ts';
import type { CredentialParts, Credentials } from '../lib/mqtt/credentials.ts';
import type { MqttDevice } from '../lib/mqtt/device.ts';
import {
  MQTT_VERSIONS,
  type MqttFleetKind,
  type MqttFleetOptions,
  startMqttFleet,
} from '../lib/mqtt/fleet.ts';
import { makeHeatPump } from './heat-pump.ts';
import { type ClaimSource, ControllerCredentials } from './provisioning/controller-credentials.ts';
import { loadFactoryKeys, writeFactoryKeys } from './provisioning/factory-keys.ts';
import { type InstallerAppOptions, makeInstallerApp } from './provisioning/installer-app.ts';
import { type FirstDay, LONDON, makeLocalTime } from './schedule/local-time.ts';

/** EUID of the first heat pump controller when none is named. */
export const HEAT_PUMP_ID = '001e5e0902ba5d84';
/** ADC1 to ADC4, SENSOR01 and SENSOR02. */
export const DEFAULT_SENSORS = 6;

/** How controllers come to their certificates; with this `url`, `secret` and keys are not used. */
export interface ProvisioningOptions {
  /** CSV that the public factory keys are written to, for an operator to enrol. */
  readonly factoryKeysFile?: string | undefined;
  /** Plays the installer's app too: enrols the factory keys and asks for the claims. */
  readonly app?: InstallerAppOptions | undefined;
  /** Where claims come from instead; without both a controller waits for the control API. */
  readonly claims?: ClaimSource | undefined;
}

/** What heat pump controllers are started with; only `url` is needed. */
export interface HeatPumpOptions extends MqttFleetOptions {
  /** Sensors of each, 4 to 100. */
  readonly sensors?: number | undefined;
  /** IANA name of the zone whose wall clock schedules follow; default Europe/London. */
  readonly timeZone?: string | undefined;
  /** The day that the first character of a schedule's mask stands for; default Sunday. */
  readonly firstDay?: FirstDay | undefined;
  /** Begin as from the box, with a factory key alone, unless `stateDir` holds a certificate. */
  readonly provisioning?: ProvisioningOptions | undefined;
}

/** Starts heat pump controllers in this process; nothing is printed and nothing exits. */
export async function startHeatPumps(
  options: HeatPumpOptions,
): Promise<SimulatorHandle<MqttDevice>> {
  const { id = HEAT_PUMP_ID, sensors = DEFAULT_SENSORS } = options;
  const localTime = makeLocalTime(options.timeZone ?? LONDON, options.firstDay ?? 'sunday');
  const kind: MqttFleetKind = {
    what: 'heat pump',
    makeModel: (parts) => makeHeatPump(parts, { sensors, localTime }),
    ...(options.provisioning === undefined ? {} : await provision(options, id)),
  };
  return startMqttFleet({ ...options, id }, kind);
}

/** Makes or reads the factory keys, hands them out, and says how claims are asked for. */
async function provision(
  options: HeatPumpOptions,
  id: string,
): Promise<Pick<MqttFleetKind, 'memories' | 'makeCredentials'>> {
  const { factoryKeysFile, app: appOptions, claims } = options.provisioning ?? {};
  const euids = numberEuids(id, options.count ?? 1);
  const memories = new Map(euids.map((euid) => [euid, openMemory(options.stateDir, euid)]));
  const keys = loadFactoryKeys(memories);
  if (factoryKeysFile !== undefined) writeFactoryKeys(factoryKeysFile, keys.values());
  const app = appOptions === undefined ? undefined : makeInstallerApp(appOptions);
  const isNew = (euid: string) => memories.get(euid)?.load('own') === undefined;
  await app?.enrol([...keys.values()].filter(({ euid }) => isNew(euid)));
  const makeCredentials = (parts: CredentialParts): Credentials => {
    const factoryKey = keys.get(parts.euid);
    if (factoryKey === undefined) throw new Error(`no factory key of ${parts.euid}`);
    return new ControllerCredentials({
      parts,
      factoryKey,
      version: options.version ?? MQTT_VERSIONS[0],
      ca: options.tls?.ca,
      claims: claims ?? app?.claims,
    });
  };
  return { memories, makeCredentials };
}
