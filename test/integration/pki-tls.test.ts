import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeKey } from '../../src/adapters/pki/make-cas.ts';
import type { Pki } from '../../src/adapters/pki/pki.ts';
import { makeOwnPki, testEuid } from '../support/own-pki.ts';

const claimId = '0197a000-0000-7000-8000-000000000001';
const own = makeOwnPki();
let pki: Pki;
beforeAll(async () => {
  pki = await own.open({ server: { names: ['localhost', '127.0.0.1', '::1'] } });
});
afterAll(() => own.remove());

/** What a listener with our certificates makes of a client, over a real handshake. */
async function meet(client: { cert: string; key: string }) {
  const { certPem: cert, keyPem: key } = pki.server!;
  const ca = [...pki.clientCaPems];
  const server = createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: false });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const met = once(server, 'secureConnection') as Promise<[TLSSocket]>;
  const socket = connect({ host: '127.0.0.1', port, ca: pki.rootPem, ...client });
  await once(socket, 'secureConnect');
  const [peer] = await met;
  const { authorized } = peer;
  const who = pki.authority.read(peer.getPeerX509Certificate()!.raw);
  const closed = Promise.all([once(socket, 'close'), once(server, 'close')]);
  peer.destroy();
  socket.destroy();
  server.close();
  await closed;
  return { authorized, who, trustsUs: socket.authorized };
}

it('a device that trusts our root meets our server, with its chain or without', async () => {
  const { keyPem: key, spki } = makeKey();
  const issued = await pki.authority.issueDevice({ identity: testEuid, spki });
  const { certificatePem, chainPem, fingerprint, notAfterMs } = issued;
  const device = {
    authorized: true,
    trustsUs: true,
    who: { kind: 'device', identity: testEuid, issuer: 'own', fingerprint, notAfterMs },
  };
  expect(await meet({ cert: certificatePem, key })).toEqual(device);
  expect(await meet({ cert: certificatePem + chainPem, key })).toEqual(device);
});

it('a claim meets it as a claim', async () => {
  const issued = await pki.authority.issueClaim({ claimId, identity: testEuid });
  const { fingerprint } = issued;
  expect(await meet({ cert: issued.certificatePem, key: issued.privateKeyPem })).toEqual({
    authorized: true,
    trustsUs: true,
    who: { kind: 'claim', claimId, fingerprint },
  });
});

it('a device of another gateway is not authorised, and nobody', async () => {
  const stranger = makeOwnPki();
  try {
    const { authority } = await stranger.open();
    const { keyPem: key, spki } = makeKey();
    const { certificatePem, chainPem } = await authority.issueDevice({ identity: testEuid, spki });
    const met = await meet({ cert: certificatePem + chainPem, key });
    expect(met).toMatchObject({ authorized: false, who: null });
  } finally {
    stranger.remove();
  }
});

it("our own server's certificate is no client", async () => {
  const { certPem: cert, keyPem: key } = pki.server!;
  expect(await meet({ cert, key })).toMatchObject({ authorized: false, who: null });
});
