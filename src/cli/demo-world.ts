import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Api, makeApi } from './api.ts';
import type { DemoDevices } from './demo-plan.ts';
import { type ReadyChild, startChild } from './ready-child.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What runs in the demo, once it is up. */
export type DemoScene = {
  readonly api: Api;
  readonly apiKey: string;
  readonly addresses: { readonly http: string; readonly ocpp: string; readonly mqtt: string };
  readonly devices: DemoDevices;
  /** Resolves when the gateway ends by itself. */
  readonly closed: Promise<number>;
};

/** The demo's own small world: a gateway and three devices, each a process. */
export type DemoWorld = {
  /** Starts everything, each device registered through the API first. Call it once. */
  start(): Promise<DemoScene>;
  /** Ends what runs, also what is still starting, and removes the files. */
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

/** Settings of a real gateway that must not leak into the demo, wherever they were set. */
const demoSettings = {
  ALLOW_REDIS_DOWNLOAD: 'true',
  REDIS_URL: '',
  REPORT_WEBHOOK_URL: '',
  REPORT_WEBHOOK_SECRET: '',
  REPORT_GRAPHQL_URL: '',
  REPORT_GRAPHQL_TOKEN: '',
  REPORT_GRAPHQL_DOCUMENT_FILE: '',
  JWT_SIGNING_KEY_FILE: '',
} as const;

const registerDocument = `mutation Register($input: RegisterGatewayDeviceInput!) {
  registerGatewayDevice(input: $input) { deviceId secret }
}`;

/**
 * Makes the demo's world: files in a temporary folder, a fresh API key, and nothing of a gateway
 * that is set up on this machine but its ports and `TIME_SCALE`. `say` gets a line per step.
 */
export function makeDemoWorld(options: {
  environment: Environment;
  faults: string | undefined;
  say: (line: string) => void;
}): DemoWorld {
  const folder = mkdtempSync(join(tmpdir(), 'jg-demo-'));
  const children: Promise<ReadyChild>[] = [];
  const parts = { ...options, folder, children };
  return {
    start: () => startScene(parts),
    async stop() {
      const [gateway, ...devices] = await Promise.allSettled(children);
      // The devices first: they say goodbye to a gateway that still listens.
      await Promise.all(devices.map(stopChild));
      if (gateway) await stopChild(gateway);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Parts = {
  readonly environment: Environment;
  readonly faults: string | undefined;
  readonly say: (line: string) => void;
  readonly folder: string;
  readonly children: Promise<ReadyChild>[];
};

async function stopChild(child: PromiseSettledResult<ReadyChild>): Promise<void> {
  if (child.status === 'fulfilled') await child.value.stop();
}

async function startScene(parts: Parts): Promise<DemoScene> {
  parts.say('starting the gateway with its own Redis and MQTT broker');
  const apiKey = `demo_${randomBytes(24).toString('base64url')}`;
  const gateway = await startGateway(parts, apiKey);
  const addresses = gateway.ready as DemoScene['addresses'];
  const api = makeApi(addresses.http, apiKey);
  parts.say('registering a charger, a battery and a heat pump, and plugging them in');
  const devices = await startDevices(parts, { api, addresses });
  return { api, apiKey, addresses, devices, closed: gateway.closed };
}

function startGateway(parts: Parts, apiKey: string): Promise<ReadyChild> {
  const entry = fileURLToPath(new URL('../../bin/joulegate.mjs', import.meta.url));
  const own = { ...demoSettings, DATA_DIR: parts.folder, BOOTSTRAP_API_KEY: apiKey };
  const child = startChild({
    name: 'the gateway',
    command: 'npm run demo',
    args: [entry, 'start'],
    environment: { LOG_LEVEL: 'warn', ...parts.environment, ...own },
    timeoutMs: startTimeoutMs,
  });
  parts.children.push(child);
  return child;
}

async function startDevices(
  parts: Parts,
  { api, addresses }: Pick<DemoScene, 'api' | 'addresses'>,
): Promise<DemoDevices> {
  const [charger, battery, heatPump] = await Promise.all([
    register(api, 'CHARGER', identities.charger),
    register(api, 'BATTERY', identities.battery),
    register(api, 'HEAT_PUMP_CONTROLLER', identities.heatPump),
  ]);
  const { ocpp, mqtt } = addresses;
  await Promise.all([
    startSimulator(parts, {
      folder: 'ocpp-charger',
      url: ocpp,
      device: charger,
      extra: ['--plugged'],
    }),
    startSimulator(parts, { folder: 'mqtt-battery', url: mqtt, device: battery, extra: [] }),
    startSimulator(parts, { folder: 'mqtt-heat-pump', url: mqtt, device: heatPump, extra: [] }),
  ]);
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
  parts: Parts,
  plan: { folder: string; url: string; device: Registered; extra: readonly string[] },
): Promise<ReadyChild> {
  const { folder, url, device, extra } = plan;
  const entry = fileURLToPath(new URL(`../../simulators/${folder}/main.ts`, import.meta.url));
  const faults = parts.faults === undefined ? [] : ['--faults', parts.faults];
  const child = startChild({
    name: `the simulator ${folder}`,
    command: 'npm run demo',
    args: [entry, '--url', url, '--id', device.identity, '--json', ...extra, ...faults],
    environment: { ...parts.environment, SIM_SECRET: device.secret },
    timeoutMs: startTimeoutMs,
  });
  parts.children.push(child);
  return child;
}
