import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeInstallerApp } from '../../../simulators/mqtt-heat-pump/provisioning/installer-app.ts';
import { type FakeGateway, startFakeGateway } from '../../support/fake-gateway.ts';

const request = { euid: '001e5e0902ba5d84', nonce: 'n', signature: 's', timestamp: '1' };

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway();
});
afterAll(() => gateway.stop());

const earliestAt = '2026-01-01T11:00:00.000Z';

test.each([
  [
    { reason: { code: 'claims_too_many', detail: 'too many for property 12', earliestAt } },
    `claims_too_many: too many for property 12, not before ${earliestAt}`,
  ],
  [{ reason: { code: 'not_enrolled', detail: null } }, 'not_enrolled'],
  [
    { validationErrors: [{ inputPath: ['requestParameters', 'timestamp'], message: 'too old' }] },
    'requestParameters.timestamp: too old',
  ],
  [{ errorDescription: 'what the code means' }, 'what the code means'],
])('the installer of a simulator repeats why it was refused: %j', async (extensions, why) => {
  gateway.answer('requestProvisioningClaimCertificate', {
    error: 'Error in preprovisioning step.',
    extensions: { errorCode: 'KT-CT-4304', ...extensions },
  });
  const url = `${gateway.url}/v1/graphql/`;
  const app = makeInstallerApp({ url, apiKey: 'jg_key', accountNumber: 'A-1' });
  const claiming = app.claims(request, new AbortController().signal);
  await expect(claiming).rejects.toThrow(`KT-CT-4304: Error in preprovisioning step.: ${why}`);
});
