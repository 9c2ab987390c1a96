import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/domain/errors.ts';
import { makeLog } from '../../../src/gateway/log.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { euid } from './support/documents.ts';
import { claimSecrets } from './support/provisioning-fake.ts';

let api: TestApi;
let installer: string;
beforeEach(async () => {
  api = await startTestApi();
  installer = await signInAs(api, 'installer', ['A-1']);
});
afterEach(() => api.close());

const ask = async (query: string, as = installer) => (await api.ask(query, { as })).body;
const refuseAs = (code: 'refused' | 'unsupported' | 'device_queue_full') => {
  const reason = { code: 'already_bound', detail: 'it belongs to somebody' };
  api.world.refusal = new GatewayError(code, 'internal words', { reason });
};

const claim = (field: string, propertyId = '', account = 'A-1') => `mutation {
  ${field}(accountNumber: "${account}" ${propertyId} requestParameters: {
    euid: "${euid}", nonce: "ab12", signature: "c2ln", timestamp: "1772366400000"
  }) {
    possibleErrors { code }
    provisioningClaimBundle {
      certificate encryptedPrivateKey awsIotHostname chain mqttUrl claimId expiresAt
    }
  }
}`;
const claimFields = [
  'requestProvisioningClaimCertificate',
  'octoHeatPumpRequestProvisioningClaimCertificate',
];

describe.each(claimFields)('%s', (field) => {
  it('answers the claim and where to take it', async () => {
    const body = await ask(claim(field, 'propertyId: "12"'));
    expect(body.errors).toBeUndefined();
    expect(body.data[field]).toEqual({
      possibleErrors: [],
      provisioningClaimBundle: {
        certificate: 'CLAIM',
        encryptedPrivateKey: claimSecrets.sealedPrivateKey,
        awsIotHostname: 'gateway.example',
        chain: 'CHAIN',
        mqttUrl: 'mqtts://gateway.example:8883',
        claimId: 'claim-1',
        expiresAt: '2026-03-01T12:05:00.000000+00:00',
      },
    });
    expect(api.world.claimRequests).toEqual([
      {
        caller: expect.objectContaining({ role: 'installer' }),
        accountNumber: 'A-1',
        propertyId: 12,
        euid,
        nonce: 'ab12',
        signature: 'c2ln',
        timestamp: '1772366400000',
        mutation: field,
      },
    ]);
  });

  it('is refused by a gateway that no controller could connect to with it', async () => {
    const publicMqtt = () => ({ host: 'gateway.example', url: null });
    const plain = await startTestApi((deps) => {
      Object.assign(deps, { publicMqtt });
      return {};
    });
    const as = await signInAs(plain, 'installer', ['A-1']);
    const { body } = await plain.ask(claim(field), { as });
    await plain.close();
    expect(body.errors[0]?.extensions).toMatchObject({
      ...{ errorCode: 'KT-CT-4304', reason: { code: 'no_tls_listener' } },
    });
    expect(plain.world.claimRequests).toEqual([]);
  });

  it('needs no property', async () => {
    await ask(claim(field));
    await ask(claim(field, 'propertyId: 7'));
    expect(api.world.claimRequests.map(({ propertyId }) => propertyId)).toEqual([null, 7]);
  });

  it.each(['abc123', '', '-1', '1.5', '9'.repeat(16)])(
    'says that %j is no property',
    async (text) => {
      const body = await ask(claim(field, `propertyId: "${text}"`));
      expect(body.errors[0]?.extensions).toMatchObject({
        errorType: 'VALIDATION',
        errorCode: 'KT-CT-4332',
        validationErrors: [{ inputPath: ['propertyId'] }],
      });
      expect(api.world.claimRequests).toEqual([]);
    },
  );

  it('names each input that is wrong by its place', async () => {
    const names = ['euid', 'nonce', 'signature', 'timestamp'];
    const faults = names.map((name) => ({
      code: 'invalid_parameters' as const,
      path: [name],
      message: `bad ${name}`,
    }));
    api.world.refusal = new GatewayError('invalid_parameters', 'internal words', { faults });
    const [error] = (await ask(claim(field))).errors;
    expect(error?.message).toBe('Invalid data.');
    expect(error?.extensions).toMatchObject({
      errorType: 'VALIDATION',
      errorCode: 'KT-CT-4332',
      validationErrors: names.map((name) => ({
        message: `bad ${name}`,
        inputPath: ['requestParameters', name],
      })),
    });
  });

  it('is refused with its own code and the reason', async () => {
    refuseAs('refused');
    const [error] = (await ask(claim(field))).errors;
    expect(error?.message).toBe('Error in preprovisioning step for Octopus Heat Pump.');
    expect(error?.extensions).toMatchObject({
      errorType: 'APPLICATION',
      errorCode: 'KT-CT-4304',
      reason: { code: 'already_bound', detail: 'it belongs to somebody' },
    });
  });

  it('is no way into another account', async () => {
    const body = await ask(claim(field, 'propertyId: "abc"', 'A-2'));
    expect(body.errors[0]?.extensions['errorCode']).toBe('KT-CT-1111');
  });
});

describe('createTempProvisioningClaim', () => {
  const document = 'mutation { createTempProvisioningClaim { tempProvisioningClaimCert } }';

  it('answers in the words of AWS IoT', async () => {
    const body = await ask(document);
    expect(body.data['createTempProvisioningClaim']?.['tempProvisioningClaimCert']).toEqual({
      certificateId: 'claim-1',
      certificatePem: 'CLAIM',
      keyPair: { PrivateKey: claimSecrets.privateKeyPem, PublicKey: 'PUBLIC' },
      expiration: Date.parse('2026-03-01T12:05:00Z') / 1_000,
      chainPem: 'CHAIN',
      mqttUrl: 'mqtts://gateway.example:8883',
    });
  });

  it('is refused with the code of claims', async () => {
    refuseAs('refused');
    const body = await ask(document);
    expect(body.errors[0]?.extensions['errorCode']).toBe('KT-CT-4304');
  });
});

describe('keys in answers', () => {
  it('are in no log, even when somebody logs the answer', async () => {
    const answers = [
      await ask(claim('requestProvisioningClaimCertificate')),
      await ask('mutation { createTempProvisioningClaim { tempProvisioningClaimCert } }'),
    ];
    const lines: string[] = [JSON.stringify(api.world.logged)];
    const log = makeLog({ level: 'trace', node: 'n1' }, { write: (line) => void lines.push(line) });
    for (const answer of answers) {
      log.info({ answer }, 'answered');
      log.info({ text: JSON.stringify(answer) }, 'answered');
      log.info({ text: Object.values(claimSecrets).join(' ') }, 'answered');
    }
    expect(lines.join()).not.toMatch(/c2VhbGVk|dGFn|b3Blbi1r/);
  });
});

describe.each(['deprovisionHeatingController', 'octoHeatPumpDeprovisionHeatingController'])(
  '%s',
  (field) => {
    const document = `mutation {
      ${field}(accountNumber: "A-1", euid: "${euid}") { possibleErrors { code } message }
    }`;

    it('becomes a command of the controller', async () => {
      const body = await ask(document);
      expect(body.data[field]).toEqual({
        possibleErrors: [],
        message: expect.stringContaining('certificates are revoked'),
      });
      expect(body.extensions.transactionIds).toEqual({ [field]: ['tx-1-0'] });
      expect(api.world.submissions).toEqual([
        expect.objectContaining({
          mutation: field,
          target: { by: 'identity', accountNumber: 'A-1', identity: '001e5e0902ba5d84' },
          commands: [{ kind: 'deprovision', params: {} }],
        }),
      ]);
    });

    it.each(['refused', 'unsupported', 'device_queue_full'] as const)(
      'has its own code when it is %s',
      async (code) => {
        refuseAs(code);
        const [error] = (await ask(document)).errors;
        expect(error?.message).toBe('Error deprovisioning an Octopus heat pump.');
        expect(error?.extensions['errorCode']).toBe('KT-CT-4307');
      },
    );

    it('does not know what is no EUID', async () => {
      const body = await ask(document.replace(euid, 'abc123'));
      expect(body.errors[0]?.extensions['errorCode']).toBe('KT-CT-4301');
    });
  },
);
