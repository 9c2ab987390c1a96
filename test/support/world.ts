import { startMqttProxy, startOcppProxy } from './device-proxy.ts';
import { type GatewayProcess, makeDataDir, startGatewayProcess } from './gateway-process.ts';
import { type GraphqlClient, signIn } from './graphql-client.ts';
import { type Receiver, startReceiver } from './report-receiver.ts';
import type { TcpProxy } from './tcp-proxy.ts';
import { waitFor } from './wait-for.ts';

/** The account of every device of a world. */
export const worldAccount = 'A-5CE4E001';

/** What a client sees of a transaction. */
export type SeenTransaction = {
  readonly id: string;
  readonly status: string;
  readonly seq: number;
  readonly attempt: number;
  readonly stateNumber: number;
  readonly verified: string | null;
  readonly reason: { readonly code: string } | null;
  readonly timeline: readonly { readonly status: string; readonly detail: string | null }[];
};

/**
 * A gateway process that dies and comes back on the same files, with proxies that keep their
 * addresses for its devices, and a receiver of its reports.
 */
export type World = {
  readonly mqtt: TcpProxy;
  readonly ocpp: TcpProxy;
  readonly reports: Receiver;
  readonly mqttUrl: string;
  readonly ocppUrl: string;
  /** The running process, or the last one. */
  readonly gateway: GatewayProcess;
  /** Signed in at the running process. */
  readonly api: GraphqlClient;
  /** SIGKILL. Devices that connect meanwhile wait at the proxies. */
  kill(): Promise<void>;
  /** SIGTERM; the exit code. */
  terminate(): Promise<number>;
  start(): Promise<void>;
  register(deviceClass: string, identity: string): Promise<{ deviceId: string; secret: string }>;
  read(id: string): Promise<SeenTransaction>;
  /** Waits until the transaction has this status. */
  reaches(id: string, status: string): Promise<SeenTransaction>;
  /** Every transaction of the account, in the order of their last change. */
  list(): Promise<readonly SeenTransaction[]>;
  stop(): Promise<void>;
};

/** The options of a world; without `redisUrl` the gateway keeps a Redis of its own. */
export type WorldOptions = {
  readonly timeScale: number;
  readonly redisUrl?: string;
  readonly settings?: Readonly<Record<string, string>>;
};

/** Long enough for a restart on a busy machine, a reconnect and a retry. */
const patienceMs = 20_000;

/** Starts the proxies, the receiver and a first gateway. `stop` it in `afterAll`. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const dataDir = makeDataDir();
  const [mqtt, ocpp, reports] = await Promise.all([
    startMqttProxy(),
    startOcppProxy(),
    startReceiver(),
  ]);
  const settings = toSettings(options, reports.url);
  let gateway: GatewayProcess;
  let api: GraphqlClient;
  let isRunning = false;
  const leave = async (how: () => Promise<number>) => {
    for (const proxy of [mqtt, ocpp]) proxy.retarget(null);
    isRunning = false;
    return await how();
  };
  const world: World = {
    mqtt,
    ocpp,
    reports,
    mqttUrl: `mqtt://127.0.0.1:${mqtt.port}`,
    ocppUrl: `ws://127.0.0.1:${ocpp.port}/ocpp`,
    get gateway() {
      return gateway;
    },
    get api() {
      return api;
    },
    async kill() {
      await leave(() => gateway.kill().then(() => 0));
    },
    terminate: () => leave(() => gateway.stop()),
    async start() {
      gateway = await startGatewayProcess({ dataDir: dataDir.path, settings });
      isRunning = true;
      mqtt.retarget({ host: '127.0.0.1', port: Number(new URL(gateway.mqtt).port) });
      ocpp.retarget({ host: '127.0.0.1', port: Number(new URL(gateway.ocpp).port) });
      api = await signIn(gateway.http, gateway.apiKey);
    },
    register: (deviceClass, identity) => register(api, deviceClass, identity),
    read: (id) => read(api, id),
    reaches: (id, status) => reaches(api, id, status),
    list: () => list(api),
    async stop() {
      if (isRunning) await world.terminate();
      await Promise.all([mqtt.stop(), ocpp.stop(), reports.down()]);
      dataDir.remove();
    },
  };
  await world.start();
  return world;
}

function toSettings(options: WorldOptions, reportUrl: string): Readonly<Record<string, string>> {
  return {
    TIME_SCALE: String(options.timeScale),
    REPORT_WEBHOOK_URL: reportUrl,
    REPORT_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    ALLOW_PRIVATE_TARGETS: 'true',
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
    ...options.settings,
  };
}

async function register(api: GraphqlClient, deviceClass: string, identity: string) {
  const document = `mutation($input: RegisterGatewayDeviceInput!) {
    registerGatewayDevice(input: $input) { deviceId secret }
  }`;
  const input = { accountNumber: worldAccount, propertyId: 1, class: deviceClass, identity };
  type Data = { registerGatewayDevice: { deviceId: string; secret: string } };
  const answer = await api.send<Data>(document, { input });
  if (!answer.data?.registerGatewayDevice) throw new Error(JSON.stringify(answer));
  return answer.data.registerGatewayDevice;
}

const fields = `id status seq attempt stateNumber verified reason { code }
  timeline { status detail }`;

async function read(api: GraphqlClient, id: string): Promise<SeenTransaction> {
  const document = `query($id: ID!) { deviceTransaction(id: $id) { ${fields} } }`;
  const answer = await api.send<{ deviceTransaction: SeenTransaction }>(document, { id });
  if (!answer.data?.deviceTransaction) throw new Error(`not readable: ${JSON.stringify(answer)}`);
  return answer.data.deviceTransaction;
}

async function reaches(api: GraphqlClient, id: string, status: string): Promise<SeenTransaction> {
  let seen: SeenTransaction | null = null;
  try {
    return await waitFor(
      async () => {
        seen = await read(api, id);
        return seen.status === status ? seen : null;
      },
      `${id} to be ${status}`,
      patienceMs,
    );
  } catch (cause) {
    throw new Error(`${id} is not ${status}: ${JSON.stringify(seen)}`, { cause });
  }
}

async function list(api: GraphqlClient): Promise<readonly SeenTransaction[]> {
  const document = `query($account: String!) {
    deviceTransactions(accountNumber: $account, first: 200) { edges { node { ${fields} } } }
  }`;
  type Data = { deviceTransactions: { edges: { node: SeenTransaction }[] } };
  const answer = await api.send<Data>(document, { account: worldAccount });
  if (!answer.data) throw new Error(`not readable: ${JSON.stringify(answer)}`);
  return answer.data.deviceTransactions.edges.map(({ node }) => node);
}
