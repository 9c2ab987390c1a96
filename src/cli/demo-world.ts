import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Api, makeApi } from './api.ts';
import type { DemoDevices } from './demo-plan.ts';
import { type ReadyChild, startChild } from './ready-child.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The demo's own small world: a gateway and three devices, each a process. */
export type DemoWorld = {
  readonly api: Api;
  readonly apiKey: string;
  readonly addresses: { readonly http: string; readonly ocpp: string; readonly mqtt: string };
  readonly devices: DemoDevices;
  /** Resolves when the gateway ends by itself. */
  readonly closed: Promise<number>;
  stop(): Promise<void>;
};

const accountNumber = 'A-DEMO0001';
const propertyId = 1;
const identities = {
  charger: 'DEMO-CHARGER-1',
  battery: 'b0de00000000d001',
  heatPump: '001e5e0902ba5d84',
};
const startTimeoutMs = 60_000;

const registerDocument = `mutation Register($input: RegisterGatewayDeviceInput!) {
  registerGatewayDevice(input: $input) { deviceId secret }
}`;

/**
 * Starts everything, each device registered through the API first. Files live in a temporary
 * folder unless `dataDir` names one. `say` gets a line per step.
 */
export async function startDemoWorld(options: {
  environment: Environment;
  faults: string | undefined;
  say: (line: string) => void;
}): Promise<DemoWorld> {
  const { environment, say } = options;
  const folder = environment['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'jg-demo-'));
  const children: ReadyChild[] = [];
  const stop = async () => {
    for (const child of children.reverse()) await child.stop();
    if (environment['DATA_DIR'] === undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    say('starting the gateway with its own Redis and MQTT broker');
    const apiKey =
      environment['BOOTSTRAP_API_KEY'] ?? `demo_${randomBytes(24).toString('base64url')}`;
    const gateway = await startGateway({
      ...environment,
      DATA_DIR: folder,
      BOOTSTRAP_API_KEY: apiKey,
    });
    children.push(gateway);
    const addresses = gateway.ready as DemoWorld['addresses'];
    const api = makeApi(addresses.http, apiKey);
    say('registering a charger, a battery and a heat pump, and plugging them in');
    const devices = await startDevices({ ...options, api, addresses, children });
    return { api, apiKey, addresses, devices, closed: gateway.closed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startGateway(environment: Environment): Promise<ReadyChild> {
  const entry = fileURLToPath(new URL('../../bin/joulegate.mjs', import.meta.url));
  const settings = { ALLOW_REDIS_DOWNLOAD: 'true', LOG_LEVEL: 'warn', ...environment };
  return startChild({
    name: 'the gateway',
    args: [entry, 'start'],
    environment: settings,
    timeoutMs: startTimeoutMs,
  });
}

async function startDevices(parts: {
  api: Api;
  addresses: DemoWorld['addresses'];
  children: ReadyChild[];
  environment: Environment;
  faults: string | undefined;
}): Promise<DemoDevices> {
  const { api, addresses } = parts;
  const [charger, battery, heatPump] = await Promise.all([
    register(api, 'CHARGER', identities.charger),
    register(api, 'BATTERY', identities.battery),
    register(api, 'HEAT_PUMP_CONTROLLER', identities.heatPump),
  ]);
  const started = await Promise.all([
    startSimulator(parts, {
      folder: 'ocpp-charger',
      url: addresses.ocpp,
      device: charger,
      extra: ['--plugged'],
    }),
    startSimulator(parts, {
      folder: 'mqtt-battery',
      url: addresses.mqtt,
      device: battery,
      extra: [],
    }),
    startSimulator(parts, {
      folder: 'mqtt-heat-pump',
      url: addresses.mqtt,
      device: heatPump,
      extra: [],
    }),
  ]);
  parts.children.push(...started);
  return { accountNumber, charger, battery, heatPump };
}

type Registered = { readonly identity: string; readonly deviceId: string; readonly secret: string };

async function register(api: Api, deviceClass: string, identity: string): Promise<Registered> {
  const input = { accountNumber, propertyId, class: deviceClass, identity };
  const answer = await api.request<{ registerGatewayDevice: { deviceId: string; secret: string } }>(
    registerDocument,
    { input },
  );
  return { identity, ...answer.registerGatewayDevice };
}

function startSimulator(
  parts: { environment: Environment; faults: string | undefined },
  plan: { folder: string; url: string; device: Registered; extra: readonly string[] },
): Promise<ReadyChild> {
  const entry = fileURLToPath(new URL(`../../simulators/${plan.folder}/main.ts`, import.meta.url));
  const faults = parts.faults === undefined ? [] : ['--faults', parts.faults];
  return startChild({
    name: `the simulator ${plan.folder}`,
    args: [
      entry,
      '--url',
      plan.url,
      '--id',
      plan.device.identity,
      '--json',
      ...plan.extra,
      ...faults,
    ],
    environment: { ...parts.environment, SIM_SECRET: plan.device.secret },
    timeoutMs: startTimeoutMs,
  });
}
