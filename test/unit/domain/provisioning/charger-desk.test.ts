import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayError } from '../../../../src/domain/errors.ts';
import type { NewCertificate } from '../../../../src/domain/ports/provisioning.ts';
import { makeChargerDesk } from '../../../../src/domain/provisioning/make-charger-desk.ts';
import { type MemoryLog, makeMemoryLog } from '../../../support/memory-log.ts';
import { makeCsr, openChargerPki } from '../../../support/ocpp/charger-pki.ts';
import { makeCharger } from '../../../support/ocpp/fake-ports.ts';
import { makeOwnPki, type OwnPki } from '../../../support/own-pki.ts';
import { makeRealClock } from '../../../support/real-clock.ts';

const charger = makeCharger('CP-1');
let own: OwnPki;
let pki: Awaited<ReturnType<typeof openChargerPki>>;
let pended: NewCertificate[];
let log: MemoryLog;
let pend: () => Promise<boolean>;
let retryAfterMs: number;

beforeAll(async () => {
  own = makeOwnPki();
  pki = await openChargerPki(own);
});
afterAll(() => own.remove());
beforeEach(() => {
  pended = [];
  log = makeMemoryLog();
  pend = async () => true;
  retryAfterMs = 0;
});

function sign(csrPem: string, device = charger) {
  const { authority } = pki.pki;
  const certificates = {
    pend: (certificate: NewCertificate) => {
      pended.push(certificate);
      return pend();
    },
  };
  const parts = { authority, certificates, clock: makeRealClock(), log };
  const limiter = { charge: async () => ({ retryAfterMs }) };
  return makeChargerDesk({ ...parts, limiter } as never).sign(device, 7, csrPem);
}

describe('the desk of chargers', () => {
  it('signs what the charger asks for itself, and stores it first', async () => {
    const answer = await sign(await forCharger());
    expect(answer).toMatchObject({ kind: 'accepted', serial: pended[0]?.serial });
    const chainPem = 'chainPem' in answer ? answer.chainPem : '';
    expect(chainPem.match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    expect(pended).toMatchObject([{ identity: 'CP-1' }]);
  });

  it('takes the serial number of the subject for its name too', async () => {
    const csr = await makeCsr([{ CN: ['whatever'] }, { '2.5.4.5': ['CP-1'] }]);
    expect(await sign(csr)).toMatchObject({ kind: 'accepted' });
  });

  it.each([
    ['for another charger', () => makeCsr([{ CN: ['CP-2'] }]), /common name/],
    ['for nobody', () => makeCsr([{ O: ['Maker'] }]), /common name/],
    [
      'of any size',
      async () => `${await forCharger()}${' '.repeat(5_000)}`,
      /more than 4096 bytes/,
    ],
    ['that is none', async () => 'hello', /no PEM/],
    ['with a key that is too short', () => makeCsr([{ CN: ['CP-1'] }], 'weak'), /2048/],
    ['that was changed after it was signed', () => changed(), /not signed by the key/],
  ])('signs no request %s', async (_what, toCsr, detail) => {
    expect(await sign(await toCsr())).toMatchObject({
      ...{ kind: 'rejected', code: 'invalid_csr', detail: expect.stringMatching(detail) },
    });
    expect(pended).toEqual([]);
  });

  it('signs ten a day at most', async () => {
    retryAfterMs = 1;
    expect(await sign(await forCharger())).toMatchObject({ code: 'too_many' });
    expect(pended).toEqual([]);
  });

  it('gives nothing out that could not be stored', async () => {
    const csr = await forCharger();
    pend = async () => false;
    expect(await sign(csr)).toMatchObject({ code: 'certificate_inactive' });
    pend = () => Promise.reject(new GatewayError('unavailable', 'away'));
    expect(await sign(csr)).toMatchObject({ status: 503 });
    expect(await sign(csr, { ...charger, identity: null })).toMatchObject({ kind: 'rejected' });
  });
});

function forCharger(): Promise<string> {
  return makeCsr([{ CN: ['CP-1'] }]);
}

/** The name is changed where the signature covers it. */
async function changed(): Promise<string> {
  const csr = await makeCsr([{ CN: ['CP-2'] }]);
  const base64 = csr.replaceAll(/-----[^-]+-----|\s/g, '');
  const der = Buffer.from(base64, 'base64');
  der.write('CP-1', der.indexOf('CP-2'));
  const label = 'CERTIFICATE REQUEST-----';
  return `-----BEGIN ${label}\n${der.toString('base64')}\n-----END ${label}\n`;
}
