import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeDataDir } from '../support/gateway-process.ts';
import { redisPidAt } from '../support/redis.ts';
import { testBinaryPlaces } from '../support/redis-binary.ts';
import { type Site, startSite } from '../support/site.ts';
import { waitFor } from '../support/wait-for.ts';

const entry = fileURLToPath(new URL('../../bin/joulegate.mjs', import.meta.url));
let site: Site;
let dataDir: ReturnType<typeof makeDataDir>;
let busy: Server;
let busyPort: string;

beforeAll(async () => {
  site = await startSite();
  dataDir = makeDataDir();
  busy = createServer();
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  busyPort = String((busy.address() as { port: number }).port);
});
afterEach(async () => {
  const isGone = async () => (await redisPidAt(join(dataDir.path, 'redis.sock'))) === undefined;
  await waitFor(isGone, 'no Redis of a gateway that did not start to live on');
});
afterAll(async () => {
  await site?.stop();
  await new Promise((resolve) => busy?.close(resolve));
  dataDir?.remove();
});

/** Starts a gateway that should not come up. */
async function start(settings: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [entry, 'start'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      HTTP_PORT: '0',
      OCPP_PORT: '0',
      MQTT_PORT: '0',
      DATA_DIR: dataDir.path,
      XDG_CACHE_HOME: join(testBinaryPlaces().cacheDir, '..'),
      ALLOW_REDIS_DOWNLOAD: 'true',
      ...settings,
    },
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...text };
}

test('bad configuration: every fault at once, exit code 78, nothing started', async () => {
  const nowhere = join(dataDir.path, 'not-made');
  const secret = 'too-short-secret';
  const { code, stdout, stderr } = await start({
    DATA_DIR: nowhere,
    HTTP_PORT: 'many',
    OCPP_PORT: '99999',
    TIME_SCALE: '-1',
    LOG_LEVEL: 'loud',
    REPORT_WEBHOOK_SECRET: secret,
    LIMIT_BODY_BYTES: '1.5',
    NODE_ID: 'a b',
  });

  expect(code).toBe(78);
  expect(stdout).toBe('');
  for (const variable of [
    'HTTP_PORT',
    'OCPP_PORT',
    'TIME_SCALE',
    'LOG_LEVEL',
    'REPORT_WEBHOOK_SECRET',
    'LIMIT_BODY_BYTES',
    'NODE_ID',
  ]) {
    expect(stderr).toContain(`${variable}:`);
  }
  expect(stderr).not.toContain(secret);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(existsSync(nowhere)).toBe(false);
});

test('a scaled clock is refused in production, an open plain listener without leave', async () => {
  const scaled = await start({ NODE_ENV: 'production', TIME_SCALE: '10' });
  const open = await start({ HTTP_HOST: '0.0.0.0' });

  expect(scaled.code).toBe(78);
  expect(scaled.stderr).toContain('TIME_SCALE');
  expect(open.code).toBe(78);
  expect(open.stderr).toContain('ALLOW_PLAINTEXT');
});

describe('a port that is taken', () => {
  test.each(['HTTP_PORT', 'OCPP_PORT', 'MQTT_PORT'])('is named with %s', async (variable) => {
    const { code, stdout, stderr } = await start({ [variable]: busyPort });

    expect(code).toBe(78);
    expect(stdout).toBe('');
    expect(stderr).toContain(`port ${busyPort} is in use`);
    expect(stderr).toContain(`${variable}=${busyPort}`);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

test.each([
  ['JWT_SIGNING_KEY_FILE', { JWT_SIGNING_KEY_FILE: entry }],
  [
    'REPORT_GRAPHQL_DOCUMENT_FILE',
    {
      REPORT_GRAPHQL_URL: 'https://reports.example/graphql',
      REPORT_GRAPHQL_DOCUMENT_FILE: entry,
    },
  ],
  ['DATA_DIR', { DATA_DIR: entry }],
  ['DATA_DIR', { DATA_DIR: '/proc/joulegate' }],
  ['HTTP_HOST', { HTTP_HOST: '203.0.113.9', ALLOW_PLAINTEXT: 'true' }],
  ['OCPP_HOST', { OCPP_HOST: '203.0.113.9', ALLOW_PLAINTEXT: 'true' }],
  ['MQTT_HOST', { MQTT_HOST: '203.0.113.9', ALLOW_PLAINTEXT: 'true' }],
  ['MQTT_HOST', { MQTT_HOST: 'no-such-host.invalid', ALLOW_PLAINTEXT: 'true' }],
])('%s that cannot be used is named, without a stack: %j', async (variable, settings) => {
  const { code, stdout, stderr } = await start(settings);

  expect(code).toBe(78);
  expect(stdout).toBe('');
  expect(stderr).toContain(variable);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test('a second gateway on the same folder: exit code 78 and the pid of the first', async () => {
  const { code, stderr } = await start({ DATA_DIR: site.gateway.dataDir });

  expect(code).toBe(78);
  expect(stderr).toContain(String(site.gateway.pid));
  const answer = await site.api.send('{ viewer { id } }');
  expect(answer.errors).toEqual([]);
});
