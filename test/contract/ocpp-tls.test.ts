import { generateKeyPairSync } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openChargerPki, selfSign } from '../support/ocpp/charger-pki.ts';
import { bootPayload, TestGateway } from '../support/ocpp/gateway.ts';
import { RawCharger } from '../support/ocpp/raw-charger.ts';
import { makeOwnPki, type OwnPki, testEuid } from '../support/own-pki.ts';
import { waitFor } from '../support/wait-for.ts';

let own: OwnPki;
let pki: Awaited<ReturnType<typeof openChargerPki>>;
let gateway: TestGateway;
let chargers: RawCharger[];

beforeAll(async () => {
  own = makeOwnPki();
  pki = await openChargerPki(own);
});
afterAll(() => own.remove());

beforeEach(async () => {
  gateway = await TestGateway.start({ tls: pki.tls });
  gateway.fakes.readCharger = (der) => pki.pki.authority.readCharger(der);
  gateway.fakes.admitted.add('cp-1');
  chargers = [];
});
afterEach(async () => {
  for (const charger of chargers) charger.close();
  await gateway.stop();
});

/** Comes by TLS; `user` sends a password along. */
async function connect(
  shown: ConnectionOptions,
  { identity = 'cp-1', ...more }: { identity?: string; user?: string; password?: string } = {},
): Promise<RawCharger> {
  const tls = { ca: pki.rootPem, ...shown };
  const url = `wss://127.0.0.1:${gateway.tlsPort}/ocpp/${identity}`;
  const charger = await RawCharger.connect(url, { ...more, tls });
  chargers.push(charger);
  return charger;
}

/** A certificate of ours for that identity, which the registry knows. */
async function known(identity: string) {
  const credentials = await pki.issue(identity);
  gateway.fakes.certificates.set(credentials.fingerprint, identity);
  return credentials;
}

const reasons = () =>
  gateway.fakes.logLines
    .filter(({ message }) => message === 'OCPP charger refused')
    .map(({ fields }) => Object(fields).reason);

describe('security profile 2', () => {
  it('is TLS with a password', async () => {
    const charger = await connect({}, { user: 'cp-1' });
    expect(await charger.ask('BootNotification', bootPayload)).toMatchObject({
      status: 'Accepted',
    });
  });

  it('sends calls and counts their bytes over TLS too', async () => {
    const charger = await connect({}, { user: 'cp-1' });
    charger.behaviours['GetConfiguration'] = () => ({ configurationKey: [] });
    await charger.ask('BootNotification', bootPayload);
    await waitFor(
      () => charger.calls().some(({ action }) => action === 'GetConfiguration'),
      'a call of ours over TLS',
    );
  });

  it.each([
    ['a wrong password', { user: 'cp-1', password: 'wrong' }, 'secret'],
    ['no password and no certificate', {}, 'no_credentials'],
  ])('refuses %s', async (_what, credentials, reason) => {
    await expect(connect({}, credentials)).rejects.toThrow('HTTP 401');
    expect(reasons()).toEqual([reason]);
  });

  it('speaks no TLS before 1.2', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    await expect(connect(old, { user: 'cp-1' })).rejects.toThrow(/alert protocol version|EPROTO/);
    await waitFor(() => gateway.fakes.count('credentials_refused') === 1, 'the refusal to count');
  });
});

describe('security profile 3', () => {
  it('needs no password beside a certificate that counts', async () => {
    const charger = await connect(await known('cp-1'));
    expect(await charger.ask('BootNotification', bootPayload)).toMatchObject({
      status: 'Accepted',
    });
    expect(gateway.fakes.attempts).toEqual([]);
  });

  it.each<[string, () => Promise<ConnectionOptions>]>([
    ['the certificate of another charger', () => known('cp-2')],
    ['a certificate that was revoked, or never registered', () => pki.issue('cp-1')],
  ])('refuses %s, whatever password comes with it', async (_what, show) => {
    await expect(connect(await show(), { user: 'cp-1' })).rejects.toThrow('HTTP 401');
    expect(reasons()).toEqual(['certificate']);
    expect(gateway.fakes.attempts).toEqual([]);
  });

  it('refuses the certificate of a controller of the same name', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
    const issued = await pki.pki.authority.issueDevice({ identity: testEuid, spki });
    gateway.fakes.certificates.set(issued.fingerprint, testEuid);
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const shown = { cert: issued.certificatePem, key };
    await expect(connect(shown, { identity: testEuid })).rejects.toThrow('HTTP 401');
    expect(reasons()).toEqual(['certificate']);
  });

  it.each<[string, () => Promise<ConnectionOptions>]>([
    ['a self-signed certificate', () => selfSign('cp-1')],
    [
      'a certificate that has ended',
      async () => {
        const ended = await pki.issueEnded('cp-1');
        gateway.fakes.certificates.set(ended.fingerprint, 'cp-1');
        return ended;
      },
    ],
  ])('takes %s for none', async (_what, show) => {
    const shown = await show();
    await expect(connect(shown)).rejects.toThrow('HTTP 401');
    expect(reasons()).toEqual(['no_credentials']);
    // As good as none is as good as profile 2.
    await connect(shown, { user: 'cp-1' });
  });

  it('looks at the registry again once the route is written', async () => {
    const credentials = await known('cp-1');
    gateway.fakes.gate = (what) => {
      if (what === 'open') gateway.fakes.certificates.clear();
    };
    const charger = await connect(credentials);
    await waitFor(() => charger.closeCode === 1008, 'the link to be closed');
    await waitFor(() => gateway.fakes.table.count === 0, 'its connection to be released');
  });

  it('ends with its certificate', async () => {
    const credentials = await known('cp-1');
    const read = gateway.fakes.readCharger;
    gateway.fakes.readCharger = (der) => {
      const peer = read(der);
      return peer && { ...peer, notAfterMs: Date.now() + 300 };
    };
    const charger = await connect(credentials);
    await waitFor(() => charger.closeCode === 1008, 'the link to end with the certificate');
  });

  it('is not to be had by the plain listener', async () => {
    const url = gateway.url('/ocpp/cp-1');
    const tls = { ...(await known('cp-1')) };
    await expect(RawCharger.connect(url, { tls })).rejects.toThrow('HTTP 401');
  });
});
