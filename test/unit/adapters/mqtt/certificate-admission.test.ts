import { expect, test } from 'vitest';
import { admitByCertificate } from '../../../../src/adapters/mqtt/certificate-admission.ts';
import type { DeviceIdentity } from '../../../../src/domain/device.ts';
import type { PeerCertificate } from '../../../../src/domain/ports/certificates.ts';
import { makeFakeDesk } from '../../../support/fake-desk.ts';
import { makeDevice, namedLimits } from '../../../support/mqtt-bench.ts';

const EUID = '001e5e0902ba5d84';
const CLAIM = '0198c0de-0000-7000-8000-000000000001';
const fingerprint = 'f'.repeat(64);

const claimOf = (claimId: string): PeerCertificate => ({ kind: 'claim', claimId, fingerprint });
const deviceOf = (name: string): PeerCertificate => ({
  ...{ kind: 'device', identity: name as DeviceIdentity, fingerprint, issuer: 'other' },
  notAfterMs: 1,
});

/** Comes in with a client id, whatever reader of certificates there is. */
function admit(peer: PeerCertificate | null, clientId: string) {
  const channel = { listener: 'tls', certificateDer: null } as const;
  const form = { clean: true, keepAliveS: 60, will: null, source: 'here', channel };
  const tls = { host: '::1', port: 0, certPem: '', keyPem: '', clientCaPems: [] };
  const plain = { host: '::1', port: 0, limits: namedLimits };
  return admitByCertificate(
    { clientId, username: EUID, password: null, ...form },
    new Uint8Array(1),
    {
      peers: { read: () => peer },
      certificateDoor: {
        admitCertificate: async () => ({ kind: 'admitted', device: makeDevice(EUID) }),
      },
      desk: makeFakeDesk(() => 1),
      settings: { ...plain, tls, publicHost: null },
    },
  );
}

test.each<[string, PeerCertificate | null, string]>([
  ['no reader knows', null, EUID],
  ['a device is named like a wildcard', deviceOf('+'), '+'],
  ['a device is named like a topic', deviceOf('a/b'), 'a/b'],
  ['a device is named in capitals', deviceOf(EUID.toUpperCase()), EUID.toUpperCase()],
  ['a claim is named like a filter', claimOf('#'), '#'],
  ['a claim is named like a topic', claimOf(`${CLAIM}/csr`), `${CLAIM}/csr`],
  ['a claim has no name', claimOf(''), ''],
])('a certificate that %s is refused, though the client id agrees', async (_what, peer, id) => {
  const decision = await admit(peer, id);
  expect(decision).toEqual({ kind: 'refused', code: 5, reason: 'certificate' });
});

test.each([
  [deviceOf(EUID), EUID, 'device'],
  [claimOf(CLAIM), CLAIM, 'claim'],
])('a certificate of a proper name is let in: %j', async (peer, id, kind) => {
  expect(await admit(peer, id)).toMatchObject({ kind: 'admitted', visitor: { kind } });
});
