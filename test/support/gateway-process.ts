import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from '../../src/cli/ready-child.ts';
import { testBinaryPlaces } from './redis-binary.ts';

/** A gateway in a process of its own, to be killed, stopped and started again on the same files. */
export type GatewayProcess = {
  readonly http: string;
  readonly ocpp: string;
  /** Empty without OCPPS_PORT. */
  readonly ocpps: string;
  readonly mqtt: string;
  /** Empty without MQTTS_PORT. */
  readonly mqtts: string;
  readonly pid: number;
  readonly apiKey: string;
  readonly dataDir: string;
  /** SIGKILL; returns when the process is gone. Its embedded Redis lives on. */
  kill(): Promise<void>;
  /** SIGTERM; returns the exit code. */
  stop(): Promise<number>;
  /** The last lines that it logged. */
  talk(): readonly string[];
};

/** The key with role `service` that every gateway of a test knows. */
export const testApiKey = 'test_key_with_more_than_thirty_two_characters';

const entry = fileURLToPath(new URL('../../bin/joulegate.mjs', import.meta.url));
const startTimeoutMs = 30_000;

/** A folder for a gateway's files; `remove` it in the end. */
export function makeDataDir(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'jg-gw-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts a gateway on free ports (or on those of `settings`) and waits until it is ready. */
export async function startGatewayProcess(options: {
  dataDir: string;
  settings?: Readonly<Record<string, string>>;
  /** Lines of its log that are kept. */
  talkLinesMax?: number;
}): Promise<GatewayProcess> {
  const { cacheDir } = testBinaryPlaces();
  const child = await startChild({
    name: 'the gateway',
    args: [entry, 'start'],
    timeoutMs: startTimeoutMs,
    ...(options.talkLinesMax === undefined ? {} : { talkLinesMax: options.talkLinesMax }),
    environment: {
      ...process.env,
      NODE_ENV: 'test',
      HTTP_PORT: '0',
      OCPP_PORT: '0',
      MQTT_PORT: '0',
      DATA_DIR: options.dataDir,
      BOOTSTRAP_API_KEY: testApiKey,
      XDG_CACHE_HOME: join(cacheDir, '..'),
      ALLOW_REDIS_DOWNLOAD: 'true',
      // A test run starts dozens of gateways: each but the first reads what is compiled already.
      NODE_COMPILE_CACHE: join(cacheDir, 'compiled'),
      LOG_LEVEL: 'info',
      ...options.settings,
    },
  });
  const ready = child.ready as Record<'http' | 'ocpp' | 'mqtt', string> &
    Partial<Record<'ocpps' | 'mqtts', string>>;
  const { http, ocpp, ocpps = '', mqtt, mqtts = '' } = ready;
  return {
    http,
    ocpp,
    ocpps,
    mqtt,
    mqtts,
    pid: child.pid,
    apiKey: testApiKey,
    dataDir: options.dataDir,
    talk: child.talk,
    async kill() {
      process.kill(child.pid, 'SIGKILL');
      await child.closed;
    },
    async stop() {
      await child.stop();
      return await child.closed;
    },
  };
}
