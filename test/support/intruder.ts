import 'reflect-metadata';
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Extension, Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import type { Redis } from 'ioredis';
import { compactDecrypt } from 'jose';
import type { IClientOptions } from 'mqtt';
import { type GraphqlAnswer, type GraphqlClient, signIn } from './graphql-client.ts';
import { connectDevice, type TestDevice } from './mqtt-client.ts';
import type { Site } from './site.ts';
import { knockSecure } from './tls-client.ts';
import type { Credentials } from './tls-pki.ts';
import { waitFor } from './wait-for.ts';

/** A controller as it leaves its factory: an EUID and a key that nobody else has. */
export type Box = {
  readonly euid: string;
  readonly privateKey: KeyObject;
  /** SPKI DER in base64. */
  readonly publicKey: string;
};

/** What a controller shows to prove who it is (provisioning.md 2.2). */
export type ShownProof = {
  readonly euid: string;
  readonly nonce: string;
  readonly timestamp: string;
  readonly signature: string;
};

/** A claim with its key in clear, as whoever may open it holds it. */
export type HeldClaim = Credentials & {
  readonly claimId: string;
  /** As it came, before it was opened; empty for an unbound one. */
  readonly sealedKey: string;
};

/** An answer to a claim's or device's request, off the wire. */
export type WireReply = {
  readonly verdict: 'accepted' | 'rejected';
  readonly body: Readonly<Record<string, string>>;
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
let boxes = 0;

/** A new one, with a P-256 key. */
export function makeBox(): Box {
  boxes += 1;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const euid = `001e5e09${boxes.toString(16).padStart(8, '0')}`;
  return { euid, privateKey, publicKey: spki.toString('base64') };
}

/** A right proof but for what is given: another EUID, time or key. */
export function toProof(box: Box, wrong: Partial<Box> & { timestamp?: string } = {}): ShownProof {
  const { euid = box.euid, privateKey = box.privateKey, timestamp = String(Date.now()) } = wrong;
  const nonce = createHash('sha256').update(`${euid}${timestamp}`).digest();
  const signature = sign('sha256', nonce, privateKey).toString('base64');
  return { euid, nonce: nonce.toString('hex'), timestamp, signature };
}

/** A CSR and the key that it is for, PEM. */
export async function makeCsr(
  name = 'CN=controller',
  extensions: Extension[] = [],
): Promise<{ csrPem: string; key: string }> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    ...{ name, keys, extensions, signingAlgorithm: algorithm },
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { csrPem: csr.toString('pem'), key: pem };
}

/** SHA-256 of a certificate's DER, lower-case hex. */
export function printOf({ cert }: Pick<Credentials, 'cert'>): string {
  return new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
}

/** Reads what was sealed to a factory key. @throws when another key is tried. */
export async function unseal(sealed: string, key: KeyObject): Promise<string> {
  const { plaintext } = await compactDecrypt(sealed, key);
  return new TextDecoder().decode(plaintext);
}

/** Who comes to a site from outside: with certificates, claims and API keys that it holds. */
export type Intruder = ReturnType<typeof makeIntruder>;

/** Makes one; `closeClients` of mqtt-client.ts ends what it opened. */
export function makeIntruder(site: Site) {
  const port = Number(new URL(site.gateway.mqtts).port);
  const caFile = join(site.gateway.dataDir, 'pki', 'root.pem');
  const ca = readFileSync(caFile, 'utf8');
  const secure = (credentials: Credentials | null, more: IClientOptions): IClientOptions => ({
    ...{ protocol: 'mqtts', ca, keepalive: 60 },
    ...(credentials && { cert: credentials.cert, key: credentials.key }),
    ...more,
  });
  const intruder = {
    ...{ port, ca, caFile },
    /** Connects by certificate, and waits for the CONNACK. */
    connect: (credentials: Credentials, clientId: string, more: IClientOptions = {}) =>
      connectDevice(port, clientId, secure(credentials, more)),
    /** The CONNACK code of a refusal, `let in`, or `cut` when TLS ended it. */
    knock: (credentials: Credentials | null, clientId: string, more: IClientOptions = {}) =>
      knockSecure(port, secure(credentials, { clientId, ...more })),
    async enter(claim: HeldClaim): Promise<TestDevice> {
      const device = await intruder.connect(claim, claim.claimId);
      device.client.setMaxListeners(40);
      await device.subscribe(`gw/v1/prov/${claim.claimId}/#`);
      return device;
    },
    /** Enters with a claim, and has a CSR signed: the certificate does not count yet. */
    async certify(claim: HeldClaim) {
      const session = await intruder.enter(claim);
      const { csrPem, key } = await makeCsr();
      const { body } = await ask(session, claim.claimId, 'csr', { csrPem });
      const { certificatePem: cert = '', certificateOwnershipToken: token = '' } = body;
      if (token === '') throw new Error(JSON.stringify(body));
      const register = (parameters: object = {}, shown = token) =>
        ask(session, claim.claimId, 'register', { token: shown, parameters });
      return { session, cert, key, token, register };
    },
    /** From the box to a certificate of its own, by the rules; not yet used. */
    async provision(box: Box, account: string): Promise<Credentials & { claim: HeldClaim }> {
      const claim = await claimFor(site.api, box, account);
      const { cert, key, register } = await intruder.certify(claim);
      await register();
      return { cert, key, claim };
    },
  };
  return intruder;
}

/** A box whose key an operator has enrolled. */
export async function makeEnrolled(site: Site): Promise<Box> {
  const box = makeBox();
  await enrol(site, [box]);
  return box;
}

/** The id of the device that a controller is bound as; `null` = it is bound to nothing. */
export function deviceOf(redis: Redis, { euid }: Box): Promise<string | null> {
  return redis.get(`jg:who:${euid}`);
}

/** Enrols factory keys, as an operator does. */
export async function enrol(site: Site, list: readonly Box[]): Promise<void> {
  const document = `mutation($controllers: [EnrolledControllerInput!]!) {
    enrolControllers(input: {controllers: $controllers}) { enrolled }
  }`;
  const controllers = list.map(({ euid, publicKey }) => ({ euid, publicKey }));
  const { errors } = await site.api.send(document, { controllers });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
}

const claimDocument = `mutation(
  $account: String!, $property: ID, $proof: ProvisioningClaimRequestParameters!
) {
  requestProvisioningClaimCertificate(
    accountNumber: $account, propertyId: $property, requestParameters: $proof
  ) { provisioningClaimBundle { certificate encryptedPrivateKey claimId } }
}`;

/** Asks for a claim; gives the whole answer. */
export function askForClaim(
  api: GraphqlClient,
  wanted: { account: string; proof: ShownProof; property?: string },
  headers: Readonly<Record<string, string>> = {},
) {
  return api.send(claimDocument, { property: null, ...wanted }, headers);
}

/** A claim that was asked for by the rules, opened with the box's own key. */
export async function claimFor(api: GraphqlClient, box: Box, account: string): Promise<HeldClaim> {
  const answer = await askForClaim(api, { account, proof: toProof(box) });
  const bundle = Object(answer.data?.['requestProvisioningClaimCertificate']);
  const { certificate, encryptedPrivateKey, claimId } = bundle.provisioningClaimBundle ?? {};
  if (!claimId) throw new Error(JSON.stringify(answer));
  const key = await unseal(encryptedPrivateKey, box.privateKey);
  return { cert: certificate, key, claimId, sealedKey: encryptedPrivateKey };
}

/** A claim for no controller in particular. */
export async function openClaim(api: GraphqlClient): Promise<HeldClaim> {
  const document = 'mutation { createTempProvisioningClaim { tempProvisioningClaimCert } }';
  const answer = await api.send(document);
  const made = Object(answer.data?.['createTempProvisioningClaim']);
  const { certificateId, certificatePem, keyPair } = made.tempProvisioningClaimCert ?? {};
  if (!certificateId) throw new Error(JSON.stringify(answer));
  return { cert: certificatePem, key: keyPair.PrivateKey, claimId: certificateId, sealedKey: '' };
}

/** Asks on a claim's session, and waits for the answer. */
export async function ask(
  device: TestDevice,
  claimId: string,
  step: 'csr' | 'register',
  request: object | string,
): Promise<WireReply> {
  const root = `gw/v1/prov/${claimId}/${step}`;
  const seen = device.received.length;
  // A registration closes the link, perhaps before the client has seen its PUBACK.
  void device.publish(`${root}/req`, request).catch(() => {});
  return await waitFor(() => {
    const reply = device.received.slice(seen).find(({ topic }) => topic.startsWith(root));
    if (!reply) return null;
    const verdict = reply.topic.endsWith('/accepted') ? 'accepted' : 'rejected';
    return { verdict, body: JSON.parse(reply.text) } as const;
  }, `the answer to ${step}`);
}

/** A client of the API with a key of the role installer. */
export async function installerOf(site: Site, accounts: readonly string[]): Promise<GraphqlClient> {
  const document = `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { key } }`;
  const input = { name: `installer ${randomUUID()}`, role: 'INSTALLER', accounts };
  const { data, errors } = await site.api.send(document, { input });
  const key: unknown = Object(data?.['createApiKey']).key;
  if (typeof key !== 'string') throw new Error(JSON.stringify(errors));
  return await signIn(site.gateway.http, key);
}

/** How a claim was refused: code, and the path of the input or the reason's word. */
export function refusalOf({ data, errors }: GraphqlAnswer): readonly unknown[] {
  const given = Object.values(data ?? {}).filter((value) => value !== null);
  if (given.length > 0) return ['given'];
  const { errorCode, validationErrors, reason } = errors[0]?.extensions ?? {};
  const [fault] = (validationErrors as { inputPath: readonly string[] }[] | undefined) ?? [];
  return [errorCode, fault?.inputPath.join('.') ?? Object(reason).code];
}
