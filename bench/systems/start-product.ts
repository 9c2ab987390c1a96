import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from '../../src/cli/ready-child.ts';
import { findRedisProcess } from '../../src/store/redis/process-alive.ts';
import { forEachAtOnce } from '../process/for-each-at-once.ts';
import { cacheHome } from './caches.ts';
import { endRedis } from './end-redis.ts';
import {
  benchAccount,
  type Enrolled,
  type Enrolment,
  type StartedSystem,
  type System,
} from './system.ts';

/** How a product gateway is started. */
export type ProductPlan = {
  /** Its DATA_DIR; starting again on the same one finds what was stored. */
  readonly folder: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Options of Node, such as those of a profile. */
  readonly nodeOptions?: readonly string[];
};

const apiKey = 'bench_key_with_more_than_thirty_two_characters';
const entry = fileURLToPath(new URL('../../bin/joulegate.mjs', import.meta.url));
const startTimeoutMs = 60_000;
const enrolledAtOnce = 64;

/** The product as its users run it, on free ports, with its own embedded Redis and broker. */
export async function startProduct(plan: ProductPlan): Promise<StartedSystem> {
  const beganMs = performance.now();
  const child = await startChild({
    name: 'the gateway',
    command: 'npm run bench',
    args: [...(plan.nodeOptions ?? []), entry, 'start'],
    timeoutMs: startTimeoutMs,
    environment: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      XDG_CACHE_HOME: cacheHome(),
      ...{ HTTP_PORT: '0', OCPP_PORT: '0', MQTT_PORT: '0', NODE_ID: 'bench' },
      ...{ DATA_DIR: plan.folder, BOOTSTRAP_API_KEY: apiKey, ALLOW_REDIS_DOWNLOAD: 'true' },
      ...plan.settings,
    },
  });
  const readyMs = performance.now() - beganMs;
  const { http, ocpp, mqtt } = child.ready as Pick<System, 'http' | 'ocpp' | 'mqtt'>;
  const redisSocket = join(plan.folder, 'redis.sock');
  const stop = async () => {
    const redisPid = findRedisProcess(plan.folder, redisSocket);
    await child.stop();
    // A gateway that had to be killed leaves its Redis to the next one, which does not come.
    if (redisPid !== undefined) await endRedis(redisPid);
  };
  const token = await signIn(http).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    ...{ name: 'product', http, ocpp, mqtt, pid: child.pid, token, keyPrefix: 'jg:' },
    redisSocket,
    enrol: (devices, onDone) => enrol({ http, token }, devices, onDone),
    readyMs,
    stop,
  };
}

type Api = { readonly http: string; readonly token: string | null };

async function signIn(http: string): Promise<string> {
  const document = 'mutation($k: String!) { obtainKrakenToken(input: { APIKey: $k }) { token } }';
  const data = await ask({ http, token: null }, document, { k: apiKey });
  return (data['obtainKrakenToken'] as { token: string }).token;
}

async function enrol(
  api: Api,
  devices: readonly Enrolment[],
  onDone: (count: number) => void,
): Promise<readonly Enrolled[]> {
  const document = `mutation($input: RegisterGatewayDeviceInput!) {
    registerGatewayDevice(input: $input) { deviceId secret }
  }`;
  const enrolled: Enrolled[] = new Array(devices.length);
  let count = 0;
  await forEachAtOnce(devices, enrolledAtOnce, async (device, index) => {
    const input = { accountNumber: benchAccount, propertyId: 1, ...device };
    const data = await ask(api, document, { input });
    const known = data['registerGatewayDevice'] as { deviceId: string; secret: string };
    enrolled[index] = { identity: device.identity, ...known };
    count += 1;
    onDone(count);
  });
  return enrolled;
}

async function ask(
  { http, token }: Api,
  query: string,
  variables: object,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${http}/v1/graphql/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === null ? {} : { authorization: `JWT ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: object | null; errors?: unknown };
  if (!data || errors) throw new Error(`the gateway refused: ${JSON.stringify(errors)}`);
  return data as Readonly<Record<string, unknown>>;
}
