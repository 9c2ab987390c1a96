import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pki } from '../../../../src/adapters/pki/pki.ts';
import { readCsr } from '../../../../src/adapters/pki/read-csr.ts';
import type { DeviceIdentity } from '../../../../src/domain/device.ts';
import {
  makeCsr,
  makeOtherCa,
  openChargerPki,
  type Subject,
  selfSign,
} from '../../../support/ocpp/charger-pki.ts';
import { makeOwnPki, type OwnPki, testEuid } from '../../../support/own-pki.ts';

/** The OID of a serial number in a subject. */
const serial = '2.5.4.5';
let own: OwnPki;
let pki: Pki;
let other: Awaited<ReturnType<typeof makeOtherCa>>;
let issue: Awaited<ReturnType<typeof openChargerPki>>['issue'];

beforeAll(async () => {
  own = makeOwnPki();
  ({ issue } = await openChargerPki(own));
  other = await makeOtherCa('A network operator');
  pki = await own.open({ clientCaFile: own.file('other.pem', other.caPem) });
});
afterAll(() => own.remove());

const read = (pem: string) => pki.authority.readCharger(new X509Certificate(pem).raw);

describe('who a charger certificate is for', () => {
  it.each(['CP-1', 'a.b_c:d-e', '0011223344556677', 'x'.repeat(48)])('ours: %s', async (name) => {
    const { cert, fingerprint } = await issue(name);
    expect(read(cert)).toEqual({
      ...{ names: [name], issuer: 'own', fingerprint },
      notAfterMs: Date.parse(new X509Certificate(cert).validTo),
    });
  });

  it('is never a controller, though the names are alike', async () => {
    const spki = new X509Certificate((await issue('CP-1')).cert).publicKey;
    const der = new Uint8Array(spki.export({ type: 'spki', format: 'der' }));
    const controller = await pki.authority.issueDevice({ identity: testEuid, spki: der });
    expect(read(controller.certificatePem)).toBeNull();
    const charger = await pki.authority.issueCharger({
      ...{ identity: testEuid as DeviceIdentity, spki: der },
    });
    expect(read(charger.certificatePem)).toMatchObject({ names: [testEuid] });
  });

  it.each([
    ['its common name', [{ O: ['Operator'] }, { CN: ['CP-1'] }], ['CP-1']],
    ['its serial number', [{ O: ['Operator'] }, { [serial]: ['S-1'] }], ['S-1']],
    ['either of them', [{ CN: ['CP-1'] }, { [serial]: ['S-1'] }], ['CP-1', 'S-1']],
    ['either, in one part', [{ CN: ['CP-1'], [serial]: ['S-1'] }], ['CP-1', 'S-1']],
  ])('of an extra issuer: %s', async (_what, subject, names) => {
    expect(read(await other.sign(subject as Subject))).toMatchObject({ names, issuer: 'other' });
  });

  it.each([
    ['two common names', [{ CN: ['CP-1'] }, { CN: ['CP-2'] }]],
    ['two serial numbers', [{ [serial]: ['S-1'] }, { [serial]: ['S-2'] }]],
    ['a name that no charger has', [{ CN: ['CP 1'] }]],
    ['a name with a line of its own', [{ CN: ['x\nCN=CP-1'] }]],
    ['a name with a part of its own', [{ CN: ['x + CN=CP-1'] }]],
    ['a name that is too long', [{ CN: ['x'.repeat(49)] }]],
    ['no name', [{ O: ['Operator'] }]],
  ])('is nobody with %s', async (_what, subject) => {
    expect(read(await other.sign(subject as Subject))).toBeNull();
  });

  it('is nobody when signed by itself', async () => {
    expect(read((await selfSign('CP-1')).cert)).toBeNull();
  });
});

it.each([
  [[{ CN: ['CP-1'] }], ['CP-1']],
  [
    [{ O: ['Maker'] }, { CN: ['CP-1'] }, { [serial]: ['S-1'] }],
    ['CP-1', 'S-1'],
  ],
  [[{ O: ['Maker'] }], []],
])('a request under %j names %j', async (subject, names) => {
  const csr = await makeCsr(subject as Subject);
  expect(await readCsr(csr)).toMatchObject({ kind: 'valid', names });
});
