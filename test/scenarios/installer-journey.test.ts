import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { runSimulatorProgram, type SimulatorProgram } from '../support/simulator-program.ts';
import { type Site, startSite } from '../support/site.ts';

const euid = '001e5e0902ba5d84';
const timeScale = 20;

let folder: string;
let site: Site;
let simulator: SimulatorProgram;
let device: string;
let installerKey: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jg-journey-'));
  site = await startSite({
    timeScale,
    settings: { MQTTS_HOST: '127.0.0.1', MQTTS_PORT: '0' },
  });
  const root = join(site.gateway.dataDir, 'pki', 'root.pem');
  simulator = runSimulatorProgram('mqtt-heat-pump', [
    ...['--factory-keys', join(folder, 'keys.csv'), '--state', join(folder, 'controller')],
    ...['--url', 'mqtts://localhost:1', '--ca', root, '--speed', `${timeScale}`],
  ]);
  device = `${(await simulator.ready()).controlUrl}/devices/${euid}`;
  installerKey = await createKey('INSTALLER', ['A-1', 'A-2']);
}, 60_000);
afterAll(async () => {
  await simulator?.kill();
  await site?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function createKey(role: string, accounts: readonly string[]): Promise<string> {
  const document = `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { key } }`;
  const input = { name: 'a key', role, accounts };
  const answer = await site.api.send<{ createApiKey: { key: string } }>(document, { input });
  return answer.data?.createApiKey.key ?? '';
}

const ask = (command: string, account: string, ...args: string[]) =>
  runCli(
    ...command.split(' '),
    ...['--url', site.gateway.http, '--key', installerKey, '--account', account],
    ...args,
  );
const claim = (account: string, ...args: string[]) =>
  ask('installer claim', account, '--device', device, '--timeout', '20', ...args);
const stepOf = async (account: string) => {
  const run = await ask('installer status', account, '--euid', euid, '--json');
  return JSON.parse(run.stdout).step;
};

describe('an installer with one controller', () => {
  it('cannot claim what is not enrolled', async () => {
    expect(await stepOf('A-1')).toBe('NOT_ENROLLED');
    const run = await claim('A-1');
    expect(run).toMatchObject({ code: 5, stdout: '' });
    expect(run.stderr).toContain('admin -- enrol');
  });

  it('has it enrolled, but not with an installer’s key', async () => {
    const enrol = (key: string) =>
      runCli('admin', 'enrol', join(folder, 'keys.csv'), '--url', site.gateway.http, '--key', key);
    expect(await enrol(installerKey)).toMatchObject({ code: 4 });
    expect(await enrol(site.gateway.apiKey)).toMatchObject({
      code: 0,
      stderr: '1 enrolled, 0 replaced, 0 skipped\n',
    });
    expect(await stepOf('A-1')).toBe('ENROLLED');
  });

  it('brings it to an account, step by step', async () => {
    const run = await claim('A-1', '--property', '12');
    expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining('is bound') });
    expect(run.stdout.match(/^[A-Z]+/gm)).toEqual([
      ...['ENROLLED', 'CLAIMED', 'CERTIFIED', 'REGISTERED', 'BOUND'],
    ]);
    const told = site.gateway.talk().join('\n');
    expect(told).not.toMatch(/PRIVATE KEY|eyJ[\w-]{20,}/);
  });

  it('proves that it can be controlled', async () => {
    const run = await ask('installer test-call', 'A-1', '--euid', euid);
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCEEDED') });
  });

  it('cannot give it to a second account, nor ask of another’s', async () => {
    expect(await claim('A-2')).toMatchObject({ code: 5, stdout: '' });
    expect(await stepOf('A-2')).toBe('ENROLLED');
    expect(await ask('installer status', 'A-3', '--euid', euid)).toMatchObject({ code: 4 });
    expect(await ask('installer test-call', 'A-2', '--euid', euid)).toMatchObject({ code: 5 });
  });

  it('takes it from its account, with its certificate', async () => {
    const run = await ask('installer deprovision', 'A-1', '--euid', euid, '--yes');
    expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining('is revoked') });
    expect(await stepOf('A-1')).toBe('ENROLLED');
  });

  it('brings it to the next one, and cuts it off when it is stolen', async () => {
    expect(await claim('A-2', '--json')).toMatchObject({ code: 0 });
    expect(await ask('admin revoke', 'A-2', '--euid', euid)).toMatchObject({ code: 0 });
    expect(await ask('installer test-call', 'A-2', '--euid', euid)).toMatchObject({ code: 5 });
    expect(await stepOf('A-2')).toBe('ENROLLED');
  });

  it('brings it back right after it was revoked, as the guide says', async () => {
    expect(await claim('A-2', '--json')).toMatchObject({ code: 0 });
    expect(await ask('admin revoke', 'A-2', '--euid', euid)).toMatchObject({ code: 0 });
    expect(await claim('A-2', '--property', '13', '--json')).toMatchObject({ code: 0 });
    expect(await ask('installer test-call', 'A-2', '--euid', euid)).toMatchObject({ code: 0 });
  });
});
