import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ConfigError, type Environment, parseConfig, readEnvironment } from '../../src/config.ts';

const SECRET_OF_32 = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

function faultsOf(environment: Environment): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map((fault) => fault.variable);
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('has a working default for everything', () => {
    const config = parseConfig({});
    expect(config.http).toEqual({ host: '127.0.0.1', port: 4000 });
    expect(config.redis.url).toBeUndefined();
    expect(config.limits.mailboxCommands).toBe(50);
    expect(config.report.webhook).toBeUndefined();
  });

  it('takes numbers and flags from text, and an empty variable as unset', () => {
    const config = parseConfig({ HTTP_PORT: '0', ALLOW_WEAK_DURABILITY: 'true', OCPP_PORT: ' ' });
    expect(config.http.port).toBe(0);
    expect(config.redis.allowWeakDurability).toBe(true);
    expect(config.ocpp.port).toBe(9000);
  });

  it('lists every fault at once, malformed values and broken rules together', () => {
    const faults = faultsOf({
      HTTP_PORT: '99999',
      ALLOW_PLAINTEXT: 'maybe',
      OCPP_HOST: '0.0.0.0',
      LOG_LEVEL: 'loud',
      LIMIT_BODY_BYTES: '-1',
    });
    expect(faults).toHaveLength(5);
    expect(new Set(faults)).toEqual(
      new Set(['HTTP_PORT', 'ALLOW_PLAINTEXT', 'OCPP_HOST', 'LOG_LEVEL', 'LIMIT_BODY_BYTES']),
    );
  });

  it('says what was found and what is allowed', () => {
    const attempt = () => parseConfig({ HTTP_PORT: 'web' });
    expect(attempt).toThrow(ConfigError);
    try {
      attempt();
    } catch (error) {
      expect((error as ConfigError).faults[0]).toEqual({
        variable: 'HTTP_PORT',
        problem: '"web" is not of the right form',
        allowed: 'a port from 0 to 65535 (0 = any free one)',
      });
    }
  });

  it.each([
    ['a plain listener beyond loopback', { MQTT_HOST: '0.0.0.0' }, ['MQTT_HOST']],
    ['two listeners on one port', { OCPP_PORT: '4000' }, ['OCPP_PORT']],
    ['an unknown time zone', { SITE_TIME_ZONE: 'Europe/Atlantis' }, ['SITE_TIME_ZONE']],
    ['a scaled clock in production', { TIME_SCALE: '10', NODE_ENV: 'production' }, ['TIME_SCALE']],
    [
      'a webhook without a secret',
      { REPORT_WEBHOOK_URL: 'https://x.test' },
      ['REPORT_WEBHOOK_SECRET'],
    ],
    ['a secret without a webhook', { REPORT_WEBHOOK_SECRET: SECRET_OF_32 }, ['REPORT_WEBHOOK_URL']],
    ['a TLS port that is taken', { MQTTS_PORT: '1883' }, ['MQTTS_PORT']],
    ['one TLS port for two', { MQTTS_PORT: '8883', OCPPS_PORT: '8883' }, ['MQTTS_PORT']],
    ['a proxy by name', { TRUST_PROXY: 'proxy.example' }, ['TRUST_PROXY']],
    ['half a proxy', { TRUST_PROXY: '10.0.0' }, ['TRUST_PROXY']],
    ['a network that is none', { TRUST_PROXY: '10.0.0.0/8, 10.0.0.0/33' }, ['TRUST_PROXY']],
    ['a certificate without its key', { TLS_CERT_FILE: 'c.pem' }, ['TLS_KEY_FILE']],
    ['a key without its certificate', { TLS_KEY_FILE: 'k.pem' }, ['TLS_CERT_FILE']],
    ['a public host with a scheme', { PUBLIC_MQTT_HOST: 'mqtts://gw' }, ['PUBLIC_MQTT_HOST']],
    ['a public host with a port', { PUBLIC_MQTT_HOST: 'gw.example:8883' }, ['PUBLIC_MQTT_HOST']],
    [
      'device certificates of more than 397 days',
      { LIMIT_DEVICE_CERTIFICATE_DAYS: '398' },
      ['LIMIT_DEVICE_CERTIFICATE_DAYS'],
    ],
    ['keys without an issuer', { JWKS_URL: 'https://x.test' }, ['JWT_ISSUER', 'JWT_AUDIENCE']],
    ['a short first key', { BOOTSTRAP_API_KEY: 'short' }, ['BOOTSTRAP_API_KEY']],
    ['an address of another scheme', { REDIS_URL: 'http://x.test' }, ['REDIS_URL']],
  ])('refuses %s', (_what, environment, variables) => {
    expect(faultsOf(environment)).toEqual(variables);
  });

  it('lets listeners bind anywhere when told so, and any port twice when it is 0', () => {
    const everywhere = { HTTP_HOST: '0.0.0.0', OCPP_HOST: '::', MQTT_HOST: '0.0.0.0' };
    expect(faultsOf({ ...everywhere, ALLOW_PLAINTEXT: 'true' })).toEqual([]);
    expect(faultsOf({ HTTP_PORT: '0', OCPP_PORT: '0', MQTT_PORT: '0' })).toEqual([]);
  });

  it('has no TLS listener unless a port is named; then it may be reached from outside', () => {
    expect(parseConfig({}).mqtts).toBeUndefined();
    expect(parseConfig({ MQTTS_PORT: '8883' }).mqtts).toEqual({ host: '0.0.0.0', port: 8883 });
    expect(parseConfig({}).ocpps).toBeUndefined();
    expect(parseConfig({ OCPPS_PORT: '9443' }).ocpps).toEqual({ host: '0.0.0.0', port: 9443 });
  });

  it.each(['gw.example', 'localhost', '192.0.2.7', '::1', 'fe80::1', '2001:db8::7'])(
    'takes %s as the public host of MQTT',
    (host) => {
      expect(parseConfig({ PUBLIC_MQTT_HOST: host }).mqtt.publicHost).toBe(host);
    },
  );

  it('takes proxies as addresses and networks', () => {
    const TRUST_PROXY = '10.0.0.5, 192.168.0.0/16,fd00::/8';
    const { trustedProxies } = parseConfig({ TRUST_PROXY });
    expect(trustedProxies).toEqual(['10.0.0.5', '192.168.0.0/16', 'fd00::/8']);
    expect(parseConfig({}).trustedProxies).toEqual([]);
  });

  it.each(['redis://h:6379/1', 'rediss://user:word@h', 'unix:///run/redis.sock'])(
    'takes %s as the address of a Redis',
    (url) => {
      expect(parseConfig({ REDIS_URL: url }).redis.url?.reveal()).toBe(url);
    },
  );

  it('never shows a secret', () => {
    const environment = {
      REPORT_WEBHOOK_URL: 'https://x.test',
      REPORT_WEBHOOK_SECRET: `${SECRET_OF_32}, ${SECRET_OF_32}`,
      BOOTSTRAP_API_KEY: 'a-key-of-sixteen-characters',
      REDIS_URL: 'redis://:hunter2@x.test',
    };
    const config = parseConfig(environment);
    for (const shown of [
      JSON.stringify(config),
      inspect(config, { depth: 9 }),
      `${config.redis.url}`,
    ]) {
      expect(shown).toContain('[redacted]');
      expect(shown).not.toMatch(/whsec_|a-key-of|hunter2/);
    }
    expect(config.report.webhook?.secrets.map((one) => one.reveal())).toEqual([
      SECRET_OF_32,
      SECRET_OF_32,
    ]);
  });

  it('does not repeat a malformed secret in its fault', () => {
    try {
      parseConfig({ REDIS_URL: 'hunter2' });
      expect.unreachable('a malformed address was taken');
    } catch (error) {
      expect(JSON.stringify((error as ConfigError).faults)).not.toContain('hunter2');
    }
  });

  it('is frozen to the bottom', () => {
    const config = parseConfig({});
    expect(Object.isFrozen(config) && Object.isFrozen(config.limits)).toBe(true);
  });

  it('reads a .env file under the variables of the process', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jg-env-'));
    try {
      writeFileSync(join(folder, '.env'), 'HTTP_PORT=4100\nPATH=/nowhere\n');
      const environment = readEnvironment(folder);
      expect(environment['HTTP_PORT']).toBe('4100');
      expect(environment['PATH']).toBe(process.env['PATH']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
