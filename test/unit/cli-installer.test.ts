import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeGateway, readJson, startFakeGateway } from '../support/fake-gateway.ts';
import { runCli } from '../support/run-cli.ts';

const euid = '001e5e0902ba5d84';
const colonEuid = '00:1e:5e:09:02:ba:5d:84';
const at = '2026-03-01T12:00:00.000000+00:00';
const request = { euid, nonce: 'ab', signature: 'c2ln', timestamp: '1772366400000' };
const bundle = {
  certificate: 'CERTIFICATE',
  encryptedPrivateKey: 'SEALED',
  awsIotHostname: 'gateway.example',
  chain: 'CHAIN',
  mqttUrl: 'mqtts://gateway.example:9883',
  claimId: 'claim-1',
  expiresAt: at,
};
const claimField = 'requestProvisioningClaimCertificate';
const claimed = { data: { provisioningClaimBundle: bundle } };

/** A controller at a step, as the API shows it. */
const view = (step: string, change: object = {}) => ({
  data: {
    euid: colonEuid,
    step,
    advice: `advice for ${step}`,
    enrolledAt: at,
    claim: { id: 'claim-1', state: 'OPEN', createdAt: at, expiresAt: at },
    device: null,
    certificates: [],
    transaction: null,
    ...change,
  },
});

let gateway: FakeGateway;
let folder: string;
beforeAll(async () => {
  gateway = await startFakeGateway();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jg-installer-'));
});
afterEach(() => {
  gateway.clear();
  rmSync(folder, { recursive: true });
});

const installer = (command: string, ...args: string[]) =>
  runCli(
    'installer',
    command,
    ...['--url', gateway.url, '--key', 'jg_key', '--account', 'A-1'],
    ...args,
  );

/** A controller's local interface that answers as told, and keeps what it was sent. */
async function startDevice(answers: Readonly<Record<string, { status: number; body: object }>>) {
  const sent: Record<string, unknown> = {};
  const server = createServer((incoming, response) => {
    void readJson(incoming).then((body) => {
      const verb = incoming.url?.split('/').at(-1) ?? '';
      sent[verb] = body;
      const answer = answers[verb] ?? { status: 200, body: { ok: true } };
      response.writeHead(answer.status, { connection: 'close' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}/devices/${euid}`, sent, stop };
}

describe('installer claim', () => {
  it('takes a controller from its request to the end, each step printed once', async () => {
    const device = await startDevice({
      'claim-request': { status: 200, body: { ok: true, result: request } },
    });
    gateway.answer(claimField, claimed);
    gateway.answer(
      'controllerProvisioning',
      view('CLAIMED'),
      view('REGISTERED', { transaction: { id: 'tx-1', status: 'SENT', createdAt: at } }),
      view('BOUND', { device: { id: 'd-1', connected: true, firstConnectedAt: at } }),
    );
    const run = await installer('claim', '--device', device.url, '--property', '12');
    await device.stop();
    expect(run.stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
      ...['ENROLLED', 'CLAIMED', 'CERTIFIED', 'REGISTERED', 'BOUND', ''],
    ]);
    expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining('is bound') });
    expect(run.stderr).not.toContain('SEALED');
    expect(gateway.asked[0]).toEqual({
      field: claimField,
      variables: { account: 'A-1', property: '12', request },
      token: 'JWT a-token',
    });
    expect(device.sent['claim']).toEqual({
      certificate: 'CERTIFICATE',
      chain: 'CHAIN',
      encryptedPrivateKey: 'SEALED',
      mqttHost: 'gateway.example',
      mqttPort: 9883,
    });
  });

  it('keeps the claim of a request file in a file of its owner alone', async () => {
    const [file, out] = [join(folder, 'request.json'), join(folder, 'claim.json')];
    writeFileSync(file, JSON.stringify(request));
    gateway.answer(claimField, claimed);
    gateway.answer('controllerProvisioning', view('BOUND'));
    const run = await installer('claim', '--request', file, '--out', out, '--json');
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ outcome: 'BOUND', step: 'BOUND' });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual({
      euid,
      ...bundle,
      mqttHost: 'gateway.example',
      mqttPort: 9883,
    });
    const again = await installer('claim', '--request', file, '--out', out, '--no-wait');
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining(out) });
    expect(gateway.asked.filter(({ field }) => field === claimField)).toHaveLength(1);
  });

  it.each([
    ['ABANDONED', view('ABANDONED'), 'advice for ABANDONED'],
    ['EXPIRED', view('ENROLLED', { claim: { ...view('').data.claim, state: 'EXPIRED' } }), 'again'],
    ['REPLACED', view('CLAIMED', { claim: { ...view('').data.claim, id: 'claim-2' } }), 'another'],
  ])('ends with 1 when the claim is %s', async (outcome, answer, words) => {
    const file = join(folder, 'request.json');
    writeFileSync(file, JSON.stringify(request));
    gateway.answer(claimField, claimed);
    gateway.answer('controllerProvisioning', answer);
    const out = join(folder, 'claim.json');
    const run = await installer('claim', '--request', file, '--out', out, '--json');
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining(words) });
    expect(JSON.parse(run.stdout)).toMatchObject({ outcome });
  });

  it('ends with 6 when the time is over', async () => {
    const device = await startDevice({ 'claim-request': { status: 200, body: request } });
    gateway.answer(claimField, claimed);
    gateway.answer('controllerProvisioning', view('CLAIMED'));
    const run = await installer('claim', '--device', device.url, '--timeout', '1');
    await device.stop();
    expect(run).toMatchObject({ code: 6, stderr: expect.stringContaining('after 1 s') });
  });

  it.each([
    ['not_enrolled', 'admin -- enrol'],
    ['already_bound', 'installer -- deprovision'],
    ['claims_too_many', 'wait a few minutes'],
  ])('says what to do about %s, ends with 5 and leaves no file', async (code, remedy) => {
    const [file, out] = [join(folder, 'request.json'), join(folder, 'claim.json')];
    writeFileSync(file, JSON.stringify(request));
    const reason = { code, detail: `because of ${code}` };
    const extensions = { errorType: 'APPLICATION', errorCode: 'KT-CT-4304', reason };
    gateway.answer(claimField, { error: 'Error in preprovisioning step.', extensions });
    const run = await installer('claim', '--request', file, '--out', out);
    const [what, why, what2] = run.stderr.split('\n');
    expect(run).toMatchObject({ code: 5, stdout: '' });
    expect(what).toBe('Error in preprovisioning step.');
    expect(why).toBe(`KT-CT-4304: because of ${code}`);
    expect(what2).toContain(remedy);
    expect(() => statSync(out)).toThrow('ENOENT');
  });

  it('names the input that is wrong', async () => {
    const device = await startDevice({ 'claim-request': { status: 200, body: request } });
    const validationErrors = [
      { inputPath: ['requestParameters', 'timestamp'], message: '3 minutes old' },
    ];
    const extensions = { errorType: 'VALIDATION', errorCode: 'KT-CT-4332', validationErrors };
    gateway.answer(claimField, { error: 'Invalid data.', extensions });
    const run = await installer('claim', '--device', device.url);
    await device.stop();
    expect(run.code).toBe(5);
    expect(run.stderr).toContain('KT-CT-4332: requestParameters.timestamp: 3 minutes old');
    expect(run.stderr).toContain('set the clock of the controller');
  });

  it('does not claim another controller than the one that was named', async () => {
    const device = await startDevice({ 'claim-request': { status: 200, body: request } });
    const run = await installer('claim', '--device', device.url, '--euid', '001e5e0902ba5d85');
    await device.stop();
    expect(run).toMatchObject({ code: 5, stderr: expect.stringContaining(colonEuid) });
    expect(gateway.asked).toEqual([]);
  });

  it('says that a gateway without TLS has no address', async () => {
    const device = await startDevice({ 'claim-request': { status: 200, body: request } });
    const plain = { ...bundle, mqttUrl: null };
    gateway.answer(claimField, { data: { provisioningClaimBundle: plain } });
    const run = await installer('claim', '--device', device.url);
    await device.stop();
    expect(run).toMatchObject({ code: 5, stderr: expect.stringContaining('MQTTS_PORT') });
    expect(device.sent).not.toHaveProperty('claim');
  });

  it.each([
    ['mqtts://[::1]:9883', { mqttHost: '::1', mqttPort: 9_883 }],
    ['mqtts://gateway.example', { mqttHost: 'gateway.example', mqttPort: 8_883 }],
  ])('hands over the address of %s', async (mqttUrl, address) => {
    const device = await startDevice({ 'claim-request': { status: 200, body: request } });
    const change = { provisioningClaimBundle: { ...bundle, mqttUrl } };
    gateway.answer(claimField, { data: change });
    const run = await installer('claim', '--device', device.url, '--no-wait', '--json');
    await device.stop();
    expect(device.sent['claim']).toMatchObject(address);
    expect(JSON.parse(run.stdout)).toEqual({ euid, claimId: 'claim-1' });
  });

  it('tells a controller that refuses from one that does not answer', async () => {
    const refusing = { 'claim-request': { status: 409, body: { ok: false, error: 'no key' } } };
    const device = await startDevice(refusing);
    const refused = await installer('claim', '--device', device.url);
    expect(refused).toMatchObject({ code: 5, stderr: expect.stringContaining('no key') });
    await device.stop();
    const gone = await installer('claim', '--device', device.url);
    expect(gone).toMatchObject({ code: 3, stderr: expect.stringContaining(device.url) });
  });

  it.each([
    [[]],
    [['--request', 'x.json']],
    [['--request', 'x.json', '--device', 'http://127.0.0.1:1', '--out', 'y']],
    [['--request', '/no/such/file', '--out', 'y']],
    [['--device', 'http://127.0.0.1:1', '--timeout', '0']],
    [['--device', 'http://127.0.0.1:1', '--euid', 'abc']],
  ])('answers wrong usage %j with three lines and code 2', async (args) => {
    const run = await installer('claim', ...args);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr.trim().split('\n')).toHaveLength(3);
  });
});
