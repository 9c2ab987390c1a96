import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { openPki, toPublicMqttHost, toPublicOcppHost } from '../../src/main/open-pki.ts';
import { makeFakeClock } from '../support/fake-clock.ts';
import { makeMemoryLog } from '../support/memory-log.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'jg-open-pki-'));
});
afterEach(() => rmSync(root, { recursive: true }));

async function open(variables: Record<string, string> = {}) {
  const config = parseConfig({ DATA_DIR: root, ...variables });
  const pki = await openPki(config, { clock: makeFakeClock(), log: makeMemoryLog() });
  pki.stop();
  return pki;
}

describe('the certificates of a gateway', () => {
  it('are there without a TLS listener too: claims are given out by GraphQL', async () => {
    const pki = await open();
    expect(pki.server).toBeNull();
    expect(pki.clientCaPems[0]).toContain('BEGIN CERTIFICATE');
    expect(pki.rootPem).toBe(readFileSync(join(root, 'pki', 'root.pem'), 'utf8'));
  });

  it('have one for the TLS listener, of our own or of the operator', async () => {
    const made = await open({ MQTTS_PORT: '0', PUBLIC_MQTT_HOST: 'gw.example' });
    const files = ['TLS_CERT_FILE', 'TLS_KEY_FILE'].map((name, index) => {
      const file = join(root, `${name}.pem`);
      writeFileSync(file, index === 0 ? made.server!.certPem : made.server!.keyPem);
      return [name, file];
    });
    const given = await open({ MQTTS_PORT: '0', ...Object.fromEntries(files) });
    expect(given.server).toEqual(made.server);
  });

  it('name the host of chargers too', async () => {
    const url = 'wss://ocpp.example:9443/ocpp';
    const { server } = await open({ OCPPS_PORT: '0', PUBLIC_OCPP_URL: url });
    expect(new X509Certificate(server!.certPem).checkHost('ocpp.example')).toBe('ocpp.example');
  });

  it('that cannot be used refuse the start with three lines and 78', async () => {
    await open();
    const file = join(root, 'pki', 'device-ca.key');
    rmSync(file);
    await expect(open()).rejects.toMatchObject({
      name: 'StartRefusal',
      exitCode: 78,
      message: expect.stringContaining('device-ca.pem cannot be used, nothing was started'),
      why: `there is no file ${file}`,
      remedy: expect.stringContaining('restore it'),
    });
  });
});

describe('the host that devices are told', () => {
  it.each([
    ['the public one', { PUBLIC_MQTT_HOST: 'gw.example', MQTTS_PORT: '0' }, 'gw.example'],
    ['that of the TLS listener', { MQTTS_HOST: '192.0.2.7', MQTTS_PORT: '0' }, '192.0.2.7'],
    ['this machine, for a listener on all addresses', { MQTTS_PORT: '0' }, 'localhost'],
    ['that of the plain listener, without another', {}, '127.0.0.1'],
  ])('is %s', (_what, variables, host) => {
    expect(toPublicMqttHost(parseConfig(variables))).toBe(host);
  });
});

describe('the host that chargers are told', () => {
  it.each([
    ['the public one', { PUBLIC_OCPP_URL: 'wss://gw.example/ocpp', OCPPS_PORT: '0' }, 'gw.example'],
    ['an address', { PUBLIC_OCPP_URL: 'wss://[2001:db8::7]:1/ocpp' }, '2001:db8::7'],
    ['that of the TLS listener', { OCPPS_HOST: '192.0.2.7', OCPPS_PORT: '0' }, '192.0.2.7'],
    ['this machine, for a listener on all addresses', { OCPPS_PORT: '0' }, 'localhost'],
    ['that of the plain listener, without another', {}, '127.0.0.1'],
  ])('is %s', (_what, variables, host) => {
    expect(toPublicOcppHost(parseConfig(variables))).toBe(host);
  });
});
