import { Redis } from 'ioredis';
import { type GatewayProcess, makeDataDir, startGatewayProcess } from './gateway-process.ts';
import { type GraphqlClient, signIn } from './graphql-client.ts';
import { waitFor } from './wait-for.ts';

/** A transaction as the API shows it. */
export type ShownTransaction = {
  readonly id: string;
  readonly status: string;
  readonly verified: string | null;
  readonly accountNumber: string;
  readonly deviceId: string;
  readonly kind: string;
  readonly mutation: string;
  readonly clientReference: string | null;
  readonly seq: number;
  readonly attempt: number;
  readonly stateNumber: number;
  readonly evidence: { readonly aspect: string; readonly value: unknown } | null;
  readonly updatedAt: string;
  readonly supersededBy: string | null;
  readonly reason: { readonly code: string; readonly detail: string | null } | null;
  readonly timeline: readonly { readonly status: string; readonly detail: string | null }[];
};

/** One line of the timeline as it is stored. */
export type StoredLine = {
  readonly status: string;
  readonly detail: string | null;
  readonly attempt: number;
  readonly who: string;
  readonly frameHash: string | null;
};

/** A gateway process of a test file, with its API and its store. Devices come straight to it. */
export type Site = {
  readonly gateway: GatewayProcess;
  readonly api: GraphqlClient;
  readonly timeScale: number;
  /** A new account number, so that tests of one file do not meet. */
  newAccount(): string;
  register(call: {
    account: string;
    class: string;
    identity: string;
  }): Promise<{ deviceId: string; secret: string }>;
  read(id: string): Promise<ShownTransaction>;
  /** Waits until the transaction has this status; fails at once when it has ended in another. */
  reaches(id: string, status: string, timeoutMs?: number): Promise<ShownTransaction>;
  /** The stored timeline with the hashes of the frames. */
  timeline(id: string): Promise<readonly StoredLine[]>;
  /** The names of all that is stored. */
  keys(): Promise<readonly string[]>;
  /** Stopped before the gateway, the last one first. */
  onStop(stop: () => Promise<unknown>): void;
  stop(): Promise<void>;
};

/** How a site may differ. */
export type SiteOptions = {
  readonly timeScale?: number;
  readonly settings?: Readonly<Record<string, string>>;
  /** Lines of its log that are kept. */
  readonly talkLinesMax?: number;
};

const fields = `id status verified accountNumber deviceId kind mutation clientReference seq attempt
  stateNumber evidence updatedAt supersededBy reason { code detail } timeline { status detail }`;
const ended = /^(SUCCEEDED|FAILED|REJECTED|EXPIRED|SUPERSEDED|CANCELLED|LOST|REFUSED)$/;
const patienceMs = 20_000;

/** Starts a gateway for a test file. `stop` it in `afterAll`. */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const { timeScale = 20, settings = {}, talkLinesMax = 40 } = options;
  const dataDir = makeDataDir();
  const gateway = await startGatewayProcess({
    dataDir: dataDir.path,
    settings: { TIME_SCALE: String(timeScale), ...settings },
    talkLinesMax,
  });
  const api = await signIn(gateway.http, gateway.apiKey);
  const redis = new Redis({ path: `${dataDir.path}/redis.sock`, lazyConnect: true });
  const stops: (() => Promise<unknown>)[] = [];
  let accounts = 0;
  const site: Site = {
    gateway,
    api,
    timeScale,
    newAccount() {
      accounts += 1;
      return `A-${String(accounts).padStart(8, '0')}`;
    },
    register: (call) => register(api, call),
    read: (id) => read(api, id),
    reaches: (id, status, timeoutMs = patienceMs) => reaches(api, { id, status, timeoutMs }),
    async timeline(id) {
      return (await redis.lrange(`jg:tl:${id}`, 0, -1)).map((line) => JSON.parse(line));
    },
    keys: () => redis.keys('jg:*'),
    onStop: (stop) => stops.push(stop),
    async stop() {
      for (const stop of stops.reverse()) await stop();
      redis.disconnect();
      await gateway.stop();
      dataDir.remove();
    },
  };
  return site;
}

async function register(
  api: GraphqlClient,
  call: { account: string; class: string; identity: string },
) {
  const document = `mutation($input: RegisterGatewayDeviceInput!) {
    registerGatewayDevice(input: $input) { deviceId secret }
  }`;
  const { account: accountNumber, ...facts } = call;
  type Data = { registerGatewayDevice: { deviceId: string; secret: string } };
  const answer = await api.send<Data>(document, {
    input: { accountNumber, propertyId: 1, ...facts },
  });
  if (!answer.data?.registerGatewayDevice) throw new Error(JSON.stringify(answer));
  return answer.data.registerGatewayDevice;
}

async function read(api: GraphqlClient, id: string): Promise<ShownTransaction> {
  const document = `query($id: ID!) { deviceTransaction(id: $id) { ${fields} } }`;
  const answer = await api.send<{ deviceTransaction: ShownTransaction }>(document, { id });
  if (!answer.data?.deviceTransaction) throw new Error(`not readable: ${JSON.stringify(answer)}`);
  return answer.data.deviceTransaction;
}

async function reaches(
  api: GraphqlClient,
  wanted: { id: string; status: string; timeoutMs: number },
): Promise<ShownTransaction> {
  const { id, status, timeoutMs } = wanted;
  const last = { seen: null as ShownTransaction | null };
  const isThere = async () => {
    last.seen = await read(api, id);
    return last.seen.status === status || ended.test(last.seen.status);
  };
  await waitFor(isThere, `${id} to be ${status}`, timeoutMs).catch((cause: unknown) => {
    throw new Error(`${id} is not ${status}: ${JSON.stringify(last.seen)}`, { cause });
  });
  if (last.seen?.status === status) return last.seen;
  throw new Error(`${id} ended, and not as ${status}: ${JSON.stringify(last.seen)}`);
}
