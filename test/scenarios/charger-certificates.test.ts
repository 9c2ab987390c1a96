import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChargerKeys, makeChargerKeys } from '../support/ocpp/charger-pki.ts';
import { bootPayload, plainBehaviours } from '../support/ocpp/gateway.ts';
import { RawCharger } from '../support/ocpp/raw-charger.ts';
import { type Site, startSite } from '../support/site.ts';
import { addCharger, type SiteDevice } from '../support/site-devices.ts';
import { waitFor } from '../support/wait-for.ts';

let site: Site;
let device: SiteDevice;
let ca: string;

beforeAll(async () => {
  site = await startSite({ settings: { OCPPS_HOST: '127.0.0.1', OCPPS_PORT: '0' } });
  device = await addCharger(site, { isStarted: false });
  ca = readFileSync(join(site.gateway.dataDir, 'pki', 'root.pem'), 'utf8');
});
afterAll(() => site?.stop());

/** The charger by TLS: with its password, or with what it shows. */
async function connect(
  shown: ConnectionOptions | 'password',
  identity = device.identity,
): Promise<RawCharger> {
  const url = `${site.gateway.ocpps}/${identity}`;
  const password = { user: device.identity, password: device.secret };
  return shown === 'password'
    ? await RawCharger.connect(url, { ...password, tls: { ca } })
    : await RawCharger.connect(url, { tls: { ca, ...shown } });
}

/** Asks over its link for a certificate of this key, and gives what came. */
async function ask(charger: RawCharger, keys: ChargerKeys): Promise<ConnectionOptions> {
  let chain: string | undefined;
  Object.assign(charger.behaviours, plainBehaviours(charger, 'Available'), {
    CertificateSigned: ({ certificateChain }: { certificateChain?: string }) => {
      chain = certificateChain;
      return { status: 'Accepted' };
    },
  });
  await charger.ask('BootNotification', bootPayload);
  const csr = await keys.request(device.identity);
  expect(await charger.ask('SignCertificate', { csr })).toEqual({ status: 'Accepted' });
  await waitFor(() => chain !== undefined, 'the certificate');
  return { cert: chain ?? '', key: keys.keyPem };
}

test('a charger goes from its password to a certificate, and on to the next one', async () => {
  const document = `query($account: String!) { ocppDetails(accountNumber: $account) { url } }`;
  const details = await site.api.send(document, { account: device.account });
  const told = new URL(Object(details.data?.['ocppDetails']).url);
  expect([told.protocol, told.port]).toEqual(['wss:', new URL(site.gateway.ocpps).port]);

  const byPassword = await connect('password');
  const first = await ask(byPassword, await makeChargerKeys());
  byPassword.close();
  // Nothing has changed until it comes with the certificate.
  (await connect('password')).close();
  const byFirst = await connect(first);
  expect(await byFirst.ask('Heartbeat', {})).toHaveProperty('currentTime');
  await expect(connect('password')).rejects.toThrow('HTTP 401');

  const second = await ask(byFirst, await makeChargerKeys());
  const bySecond = await connect(second);
  expect(await bySecond.ask('Heartbeat', {})).toHaveProperty('currentTime');
  // For a day the former one still counts: a charger may fall back.
  (await connect(first)).close();
});

test('what names somebody else is not signed, and opens no other door', async () => {
  const other = await addCharger(site, { isStarted: false });
  const thief = await RawCharger.connect(`${site.gateway.ocpps}/${other.identity}`, {
    ...{ user: other.identity, password: other.secret, tls: { ca } },
  });
  const keys = await makeChargerKeys();
  const csr = await keys.request(device.identity);
  expect(await thief.ask('SignCertificate', { csr })).toEqual({ status: 'Rejected' });
  let chain = '';
  thief.behaviours['CertificateSigned'] = ({ certificateChain }) => {
    chain = String(certificateChain);
    return { status: 'Accepted' };
  };
  await thief.ask('SignCertificate', { csr: await keys.request(other.identity) });
  await waitFor(() => chain !== '', 'its own certificate');
  const own = { cert: chain, key: keys.keyPem };
  await expect(connect(own)).rejects.toThrow('HTTP 401');
  (await connect(own, other.identity)).close();
  thief.close();
});

test('a charger that is de-authenticated loses its live link and its certificate', async () => {
  const leaving = await addCharger(site, { isStarted: false });
  const url = `${site.gateway.ocpps}/${leaving.identity}`;
  const byPassword = await RawCharger.connect(url, {
    ...{ user: leaving.identity, password: leaving.secret, tls: { ca } },
  });
  const keys = await makeChargerKeys();
  let chain = '';
  byPassword.behaviours['CertificateSigned'] = ({ certificateChain }) => {
    chain = String(certificateChain);
    return { status: 'Accepted' };
  };
  await byPassword.ask('SignCertificate', { csr: await keys.request(leaving.identity) });
  await waitFor(() => chain !== '', 'its certificate');
  const shown = { tls: { ca, cert: chain, key: keys.keyPem } };
  const charger = await RawCharger.connect(url, shown);

  const document = `mutation($id: String!) {
    deauthenticateFlexDevice(input: {deviceId: $id}) { possibleErrors { message } }
  }`;
  expect((await site.api.send(document, { id: leaving.deviceId })).errors).toEqual([]);

  await waitFor(() => charger.closeCode !== null, 'the live link to be dropped');
  await expect(RawCharger.connect(url, shown)).rejects.toThrow('HTTP 401');
});
