import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ControllerProvisioning } from '../../src/cli/controller-provisioning.ts';
import { toStatusText } from '../../src/cli/installer-status.ts';
import { type FakeGateway, startFakeGateway } from '../support/fake-gateway.ts';
import { runCli } from '../support/run-cli.ts';
import { waitFor } from '../support/wait-for.ts';

const euid = '001e5e0902ba5d84';
const at = '2026-03-01T12:00:00.000000+00:00';
const certificate = {
  fingerprint: 'f'.repeat(64),
  state: 'ACTIVE',
  issuedAt: at,
  notAfter: '2026-05-30T12:00:00.000000+00:00',
  firstUsedAt: at,
};
const bound: ControllerProvisioning = {
  euid: '00:1e:5e:09:02:ba:5d:84',
  step: 'BOUND',
  advice: 'Nothing is left to do. It keeps its certificate fresh by itself.',
  enrolledAt: at,
  claim: { id: 'claim-1', state: 'CONSUMED', createdAt: at, expiresAt: at },
  device: { id: 'd-1', connected: true, firstConnectedAt: at },
  certificates: [certificate],
  transaction: { id: 'tx-1', status: 'SUCCEEDED', createdAt: at },
};
const revoked = { ...bound, certificates: [{ ...certificate, state: 'REVOKED' }] };
const outcome = (status: string, reason: object | null = null) => ({
  data: { id: 'tx-2', status, verified: null, evidence: null, reason },
});

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway();
});
afterAll(() => gateway.stop());
afterEach(() => gateway.clear());

const installer = (command: string, ...args: string[]) =>
  runCli(
    'installer',
    command,
    ...['--url', `${gateway.url}/v1/graphql/`, '--key', 'jg_key'],
    ...['--account', 'A-1', '--euid', '00-1E-5E-09-02-BA-5D-84'],
    ...args,
  );

describe('installer status', () => {
  it('shows each step with its time, and what to do', async () => {
    gateway.answer('controllerProvisioning', { data: bound });
    const run = await installer('status');
    expect(run.code).toBe(0);
    for (const step of ['ENROLLED', 'CLAIMED', 'CERTIFIED', 'REGISTERED', 'BOUND']) {
      expect(run.stdout).toMatch(new RegExp(`${step} +│ done +│ 2026-03-01 12:00:00`));
    }
    expect(run.stdout).toContain('BOUND: Nothing is left to do. It keeps');
    expect(gateway.asked[0]?.variables).toMatchObject({ account: 'A-1', euid });
  });

  it('prints one JSON document', async () => {
    gateway.answer('controllerProvisioning', { data: bound });
    expect(JSON.parse((await installer('status', '--json')).stdout)).toEqual(bound);
  });

  it('draws again at a change until it is told to stop', async () => {
    const before: ControllerProvisioning = { ...bound, step: 'REGISTERED', advice: 'Wait.' };
    gateway.answer('controllerProvisioning', { data: before }, { data: bound });
    const watching = installer('status', '--watch', '--json');
    await waitFor(() => gateway.asked.length >= 2, 'two questions');
    process.emit('SIGINT');
    const { code, stdout } = await watching;
    expect(code).toBe(0);
    const shown = stdout.trim().split('\n');
    expect(shown.map((line) => JSON.parse(line).step)).toEqual(['REGISTERED', 'BOUND']);
  });

  it.each([40, 60, 80, 120])('fits %i columns', (columns) => {
    const lines = toStatusText(bound, columns).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(lines.some((line) => line.includes('claim CONSUMED'))).toBe(columns >= 80);
  });

  it('shows what is open as open', () => {
    const nothing = { claim: null, device: null, certificates: [], transaction: null };
    const text = toStatusText({ ...bound, ...nothing, step: 'ENROLLED' }, 80);
    expect(text).toMatch(/ENROLLED +│ done/);
    expect(text).toMatch(/CLAIMED +│ open/);
    const unused = { ...bound, ...nothing, claim: bound.claim, step: 'ABANDONED' as const };
    expect(toStatusText(unused, 80)).toMatch(/CLAIMED +│ done[\s\S]*CERTIFIED +│ open/);
    const lost = { ...bound, step: 'ABANDONED' as const };
    expect(toStatusText(lost, 80)).toMatch(/REGISTERED +│ done[\s\S]*BOUND +│ open/);
    const unknown = { ...bound, ...nothing, step: 'NOT_ENROLLED' as const, enrolledAt: null };
    expect(toStatusText(unknown, 80)).toMatch(/ENROLLED +│ open/);
  });

  it('is not for a key that may not read the account', async () => {
    const extensions = { errorType: 'AUTHORIZATION', errorCode: 'KT-CT-1111' };
    gateway.answer('controllerProvisioning', { error: 'Unauthorized.', extensions });
    expect(await installer('status')).toMatchObject({ code: 4, stdout: '' });
  });

  it('says that nobody answers', async () => {
    const run = await runCli(
      ...['installer', 'status', '--url', 'http://127.0.0.1:1', '--key', 'k'],
      ...['--account', 'A-1', '--euid', euid],
    );
    expect(run).toMatchObject({ code: 3, stderr: expect.stringContaining('--url') });
  });
});

describe('installer test-call', () => {
  const accepted = { data: { transactionId: 'tx-2' }, transactionIds: ['tx-2'] };

  it.each([
    ['SUCCEEDED', 0],
    ['FAILED', 1],
    ['LOST', 1],
    ['EXPIRED', 1],
    ['REFUSED', 5],
  ])('ends with the outcome %s as %i', async (status, code) => {
    gateway.answer('identifyDevice', accepted);
    gateway.answer('deviceTransaction', outcome('SENT'), outcome(status));
    const run = await installer('test-call');
    expect(run).toMatchObject({ code, stdout: `${status} tx-2\n` });
    expect(gateway.asked[0]?.variables).toEqual({ account: 'A-1', euid });
  });

  it('tells the reason, and not to know it from a failure', async () => {
    gateway.answer('identifyDevice', accepted);
    gateway.answer('deviceTransaction', outcome('REJECTED', { code: 'busy', detail: null }));
    expect(await installer('test-call')).toMatchObject({ code: 1, stdout: 'REJECTED tx-2 busy\n' });
    gateway.answer('deviceTransaction', outcome('UNCONFIRMED'));
    const run = await installer('test-call', '--timeout', '1', '--json');
    expect(run.code).toBe(6);
    expect(JSON.parse(run.stdout)).toMatchObject({ id: 'tx-2', status: 'UNCONFIRMED' });
  });

  it('is refused for a controller that is away', async () => {
    const reason = { code: 'device_disconnected', detail: 'the device is not connected' };
    const extensions = { errorType: 'APPLICATION', errorCode: 'refused', reason };
    gateway.answer('identifyDevice', { error: 'The command was refused.', extensions });
    const run = await installer('test-call');
    expect(run).toMatchObject({ code: 5, stdout: '' });
    expect(run.stderr).toContain('the device is not connected');
  });
});

describe('installer deprovision', () => {
  const accepted = { data: { transactionId: 'tx-2' }, transactionIds: ['tx-2'] };
  const deprovision = (status: string, after: ControllerProvisioning, ...args: string[]) => {
    gateway.answer('deprovisionHeatingController', accepted);
    gateway.answer('deviceTransaction', outcome(status));
    gateway.answer('controllerProvisioning', { data: after });
    return installer('deprovision', '--yes', ...args);
  };

  it.each([
    ['SUCCEEDED', revoked, 0, 'It forgot its account, and its certificate is revoked.'],
    ['EXPIRED', revoked, 1, 'its certificate is revoked: it cannot come back with it'],
    ['CANCELLED', bound, 1, 'Nothing was changed'],
  ])('says what became of the certificate after %s', async (status, after, code, words) => {
    const run = await deprovision(status, after);
    expect(run).toMatchObject({ code, stderr: expect.stringContaining(words) });
    expect(run.stdout).toBe(`${status} tx-2\n`);
  });

  it('does not say revoked before it is', async () => {
    const run = await deprovision('SENT', bound, '--timeout', '1', '--json');
    expect(run).toMatchObject({ code: 6, stderr: expect.stringContaining('still counts') });
    expect(JSON.parse(run.stdout)).toMatchObject({ status: 'SENT', certificatesLeft: 1 });
  });

  it('needs --yes where nobody can type the EUID', async () => {
    const run = await installer('deprovision');
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('add --yes') });
    expect(gateway.asked).toEqual([]);
  });
});

describe('admin revoke', () => {
  it('cuts a controller off', async () => {
    gateway.answer('revokeControllerCertificates', { data: { revoked: 1 } });
    const run = await runCli(
      ...['admin', 'revoke', '--url', gateway.url, '--key', 'jg_key'],
      ...['--account', 'A-1', '--euid', euid],
    );
    expect(run).toMatchObject({ code: 0, stdout: '', stderr: '1 certificate revoked\n' });
    expect(gateway.asked[0]?.variables).toEqual({ account: 'A-1', euid });
  });
});
