import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A certificate with the key that it belongs to, PEM. */
export interface Issued {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** A root that issues whatever a test asks for. */
export interface BareAuthority {
  readonly certificatePem: string;
  /** A fresh pair and its certificate; `hosts` are the addresses of a server. */
  issue(name: string, lifeMs: number, hosts?: readonly string[]): Promise<Issued>;
  /** The certificate of a request's key, under the authority's own choice of name. */
  sign(csrPem: string, name: string, lifeMs: number): Promise<string>;
}

/** Makes an authority of its own for one test file. */
export async function makeBareAuthority(): Promise<BareAuthority> {
  const keys = await makeKeys();
  const root = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=bare authority',
    keys,
    signingAlgorithm: algorithm,
    ...validity(3_600_000),
    extensions: [new BasicConstraintsExtension(true, 1, true)],
  });
  const certify = async (publicKey: webcrypto.CryptoKey, request: Certified) => {
    const certificate = await X509CertificateGenerator.create({
      serialNumber: randomBytes(16).toString('hex'),
      subject: `CN=${request.name}`,
      issuer: root.subject,
      signingKey: keys.privateKey,
      publicKey,
      signingAlgorithm: algorithm,
      ...validity(request.lifeMs),
      extensions: [
        new SubjectAlternativeNameExtension(
          request.hosts.map((value) => ({ type: 'ip' as const, value })),
        ),
      ],
    });
    return certificate.toString('pem');
  };
  return {
    certificatePem: new X509Certificate(root.rawData).toString('pem'),
    async issue(name, lifeMs, hosts = []) {
      const own = await makeKeys();
      const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', own.privateKey);
      const body = Buffer.from(pkcs8).toString('base64');
      return {
        certificatePem: await certify(own.publicKey, { name, lifeMs, hosts }),
        privateKeyPem: `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`,
      };
    },
    async sign(csrPem, name, lifeMs) {
      const csr = new Pkcs10CertificateRequest(csrPem);
      if (!(await csr.verify())) throw new Error('the request is not signed by its own key');
      return certify(await csr.publicKey.export(), { name, lifeMs, hosts: [] });
    },
  };
}

interface Certified {
  readonly name: string;
  readonly lifeMs: number;
  readonly hosts: readonly string[];
}

const makeKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

function validity(lifeMs: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - 1_000), notAfter: new Date(Date.now() + lifeMs) };
}
