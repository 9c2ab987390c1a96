import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceId, DeviceIdentity } from '../../../src/domain/device.ts';
import { GatewayError } from '../../../src/domain/errors.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aTransaction } from './support/builders.ts';
import { euid } from './support/documents.ts';

let api: TestApi;
let installer: string;
beforeEach(async () => {
  api = await startTestApi();
  installer = await signInAs(api, 'installer', ['A-1']);
});
afterEach(() => api.close());

const ask = async (query: string, as = installer) => (await api.ask(query, { as })).body;

describe('enrolControllers', () => {
  const document = `mutation($input: EnrolControllersInput!) {
    enrolControllers(input: $input) { enrolled replaced }
  }`;
  const enrol = async (controllers: readonly object[]) => {
    const as = await signInAs(api, 'service');
    return (await api.ask(document, { as, variables: { input: { controllers } } })).body;
  };

  it('takes PEM as it is and puts a frame around base64', async () => {
    const pem = '-----BEGIN PUBLIC KEY-----\nTUlJ\n-----END PUBLIC KEY-----';
    const body = await enrol([
      { euid, publicKey: pem },
      { euid, publicKey: `${'A'.repeat(64)}\nBBBB` },
    ]);
    expect(body.data['enrolControllers']).toEqual({ enrolled: 2, replaced: 0 });
    expect(api.world.enrolled).toEqual([
      { euid, spkiPem: pem },
      {
        euid,
        spkiPem: `-----BEGIN PUBLIC KEY-----\n${'A'.repeat(64)}\nBBBB\n-----END PUBLIC KEY-----\n`,
      },
    ]);
  });

  it('names the place of what is wrong', async () => {
    const code = 'invalid_parameters' as const;
    const faults = [
      { code, path: ['0', 'euid'], message: 'no EUID' },
      { code, path: ['1', 'key'], message: 'no key' },
      { code, path: ['keys'], message: 'too many' },
    ];
    api.world.refusal = new GatewayError('invalid_parameters', 'internal words', { faults });
    const body = await enrol([
      { euid: 'x', publicKey: 'y' },
      { euid, publicKey: '' },
    ]);
    expect(body.errors[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4321',
      validationErrors: [
        { inputPath: ['input', 'controllers', '0', 'euid'] },
        { inputPath: ['input', 'controllers', '1', 'publicKey'] },
        { inputPath: ['input', 'controllers'] },
      ],
    });
  });
});

describe('a controller on its way', () => {
  const document = `{ controllerProvisioning(accountNumber: "A-1", euid: "${euid}") {
    euid step advice enrolledAt
    claim { id state createdAt expiresAt }
    device { id connected firstConnectedAt }
    certificates { fingerprint state serial issuedAt notAfter firstUsedAt }
    transaction { id kind status }
  } }`;
  const atMs = Date.parse('2026-03-01T12:00:00Z');
  const at = '2026-03-01T12:00:00.000000+00:00';

  it('shows where it stands', async () => {
    api.world.transactions.push(aTransaction({ id: 'tx-9' as TransactionId, status: 'SENT' }));
    api.world.provisioning = {
      identity: '001e5e0902ba5d84' as DeviceIdentity,
      step: 'REGISTERED',
      advice: 'Wait.',
      enrolledAtMs: atMs,
      claim: { id: 'claim-1', state: 'CONSUMED', createdAtMs: atMs, expiresAtMs: atMs },
      device: { id: 'd-1' as DeviceId, connected: false, firstConnectedAtMs: null },
      certificates: [
        {
          fingerprint: 'f'.repeat(64),
          state: 'ACTIVE',
          serial: '0a',
          issuedAtMs: atMs,
          notAfterMs: atMs,
          firstUsedAtMs: null,
        },
      ],
      transaction: { id: 'tx-9' as TransactionId, status: 'SENT' },
    };
    expect((await ask(document)).data['controllerProvisioning']).toEqual({
      euid,
      step: 'REGISTERED',
      advice: 'Wait.',
      enrolledAt: at,
      claim: { id: 'claim-1', state: 'CONSUMED', createdAt: at, expiresAt: at },
      device: { id: 'd-1', connected: false, firstConnectedAt: null },
      certificates: [
        {
          fingerprint: 'f'.repeat(64),
          state: 'ACTIVE',
          serial: '0a',
          issuedAt: at,
          notAfter: at,
          firstUsedAt: null,
        },
      ],
      transaction: { id: 'tx-9', kind: 'set_zone_mode', status: 'SENT' },
    });
  });

  it('shows what is enrolled only, and nothing of what is no EUID', async () => {
    const nothing = { claim: null, device: null, certificates: [], transaction: null };
    api.world.provisioning = {
      identity: '001e5e0902ba5d84' as DeviceIdentity,
      step: 'NOT_ENROLLED',
      advice: 'Ask for it to be enrolled.',
      enrolledAtMs: null,
      ...nothing,
    };
    const body = await ask(document);
    expect(body.data['controllerProvisioning']).toMatchObject({ enrolledAt: null, ...nothing });
    api.world.provisioning = null;
    expect((await ask(document)).errors[0]?.extensions['errorCode']).toBe('KT-CT-4301');
  });

  it('can be cut off', async () => {
    const document = (account: string) => `mutation {
      revokeControllerCertificates(accountNumber: "${account}", euid: "${euid}") { revoked }
    }`;
    const body = await ask(document('A-1'));
    expect(body.data['revokeControllerCertificates']).toEqual({ revoked: 2 });
    const foreign = await ask(document('A-2'));
    expect(foreign.errors[0]?.extensions['errorCode']).toBe('KT-CT-1111');
  });
});
