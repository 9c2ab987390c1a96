import { createHash, createPublicKey, randomUUID, verify, X509Certificate } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { type BareAuthority, makeBareAuthority } from './bare-authority.ts';
import { type BareBroker, type BrokerSight, startBareBroker } from './bare-broker.ts';

/** What a controller hands out when it is asked for a claim request. */
export interface ClaimRequest {
  readonly euid: string;
  readonly nonce: string;
  readonly signature: string;
  readonly timestamp: string;
}

/** How the provisioner treats the next requests; tests change it while it runs. */
export interface Mood {
  /** Requests that get no answer, by step, each counted down. */
  silent: Record<string, number>;
  /** Requests that are rejected, by step, with this status and code. */
  rejects: Record<string, { statusCode: number; errorCode: string }>;
  /** Life of the certificates that are issued from here on, ms. */
  lifeMs: number;
}

/**
 * A broker behind TLS that answers as a gateway does (provisioning.md 2.3), with as little of its
 * own as can be: it checks what a controller must do right, and keeps no state but certificates.
 */
export class BareProvisioner {
  readonly authority: BareAuthority;
  readonly mood: Mood = { silent: {}, rejects: {}, lifeMs: 3_600_000 };
  /** Fingerprints that are let in; whatever is issued is added, a test takes out. */
  readonly active = new Set<string>();
  /** Bodies of the requests, by step, in order. */
  readonly asked: { step: string; body: Record<string, unknown> }[] = [];
  broker!: BareBroker;
  #euids = new Map<string, string>();

  constructor(authority: BareAuthority) {
    this.authority = authority;
  }

  async open(): Promise<void> {
    const server = await this.authority.issue('localhost', 3_600_000, ['127.0.0.1']);
    this.broker = await startBareBroker(undefined, {
      cert: server.certificatePem,
      key: server.privateKeyPem,
      ca: this.authority.certificatePem,
      admit: ({ id, der }) => this.#admit(id, new X509Certificate(der)),
      onFrame: (sight) => void this.#answer(sight),
    });
  }

  /** A claim for whoever signed this request; the request must be right. */
  async claim(request: ClaimRequest, publicKey: string, lifeMs = 300_000): Promise<object> {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    checkRequest(request, key);
    const { id, issued } = await this.#issueClaim(request.euid, lifeMs);
    const text = new TextEncoder().encode(issued.privateKeyPem);
    const encryptedPrivateKey = await new CompactEncrypt(text)
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
      .encrypt(key);
    return {
      id,
      certificate: issued.certificatePem,
      encryptedPrivateKey,
      mqttUrl: this.broker.url,
    };
  }

  /** A claim for nobody in particular, with its key in clear. */
  async openClaim(): Promise<Record<string, unknown>> {
    const { issued } = await this.#issueClaim(null, 300_000);
    const { hostname: mqttHost, port } = new URL(this.broker.url);
    const { certificatePem: certificate, privateKeyPem: privateKey } = issued;
    return { certificate, privateKey, mqttHost, mqttPort: Number(port) };
  }

  async #issueClaim(euid: string | null, lifeMs: number) {
    const id = randomUUID();
    const issued = await this.authority.issue(`claim:${id}`, lifeMs);
    this.active.add(fingerprintOf(issued.certificatePem));
    if (euid !== null) this.#euids.set(id, euid);
    return { id, issued };
  }

  #admit(clientId: string, certificate: X509Certificate): boolean {
    const name = certificate.subject.replace('CN=', '').replace('claim:', '');
    return name === clientId && this.active.has(fingerprintOf(certificate));
  }

  async #answer({ topic, text }: BrokerSight): Promise<void> {
    const [, root = '', step = ''] = /^(gw\/v1\/.*\/(csr|register))\/req$/.exec(topic) ?? [];
    if (step === '') return;
    const kind = root.endsWith('/cert/csr') ? 'rotation' : step;
    const body = JSON.parse(text) as Record<string, unknown>;
    this.asked.push({ step: kind, body });
    if ((this.mood.silent[kind] ?? 0) > 0) {
      this.mood.silent[kind] = (this.mood.silent[kind] ?? 0) - 1;
      return;
    }
    const rejection = this.mood.rejects[kind];
    if (rejection !== undefined) {
      return this.broker.publish(`${root}/rejected`, { ...rejection, errorMessage: 'no' });
    }
    const id = root.split('/').at(kind === 'rotation' ? 2 : 3) ?? '';
    await this.broker.publish(`${root}/accepted`, await this.#carryOut(kind, id, body));
  }

  async #carryOut(kind: string, id: string, body: Record<string, unknown>): Promise<object> {
    if (kind === 'register') return this.#register(id, body);
    const euid = kind === 'rotation' ? id : this.#euids.get(id);
    const chainPem = this.authority.certificatePem;
    const token = { certificateOwnershipToken: 'a secret token', expiresAt: 'soon' };
    if (euid === undefined) return { chainPem, ...token };
    const certificatePem = await this.#sign(String(body['csrPem']), euid);
    return { certificatePem, chainPem, ...(kind === 'csr' ? token : {}) };
  }

  async #register(id: string, body: Record<string, unknown>): Promise<object> {
    const { hostname: mqttHost, port } = new URL(this.broker.url);
    const bound = this.#euids.get(id);
    const parameters = Object(body['parameters']) as Record<string, unknown>;
    const euid = bound ?? String(parameters['euid']);
    const told = { euid, mqttHost, mqttPort: Number(port), topicRoot: `gw/v1/${euid}` };
    if (bound !== undefined) return told;
    const csr = this.asked.findLast(({ step }) => step === 'csr');
    const certificatePem = await this.#sign(String(csr?.body['csrPem']), euid);
    return { ...told, certificatePem, chainPem: this.authority.certificatePem };
  }

  async #sign(csrPem: string, euid: string): Promise<string> {
    const certificatePem = await this.authority.sign(csrPem, euid, this.mood.lifeMs);
    this.active.add(fingerprintOf(certificatePem));
    return certificatePem;
  }
}

/** Starts a provisioner with an authority of its own; whoever starts it closes its broker. */
export async function startBareProvisioner(): Promise<BareProvisioner> {
  const provisioner = new BareProvisioner(await makeBareAuthority());
  await provisioner.open();
  return provisioner;
}

/** Throws unless nonce and signature are as provisioning.md 2.2 has them. */
export function checkRequest(request: ClaimRequest, key: ReturnType<typeof createPublicKey>) {
  const text = `${request.euid}${request.timestamp}`;
  const nonce = createHash('sha256').update(text).digest();
  const signature = Buffer.from(request.signature, 'base64');
  if (request.nonce !== nonce.toString('hex')) throw new Error('another nonce');
  if (!verify('sha256', nonce, key, signature)) throw new Error('another key signed it');
}

/** SHA-256 of the DER, lower-case hex. */
export function fingerprintOf(certificate: X509Certificate | string): string {
  const read = typeof certificate === 'string' ? new X509Certificate(certificate) : certificate;
  return read.fingerprint256.replaceAll(':', '').toLowerCase();
}
