import 'reflect-metadata';
import { createPrivateKey, createPublicKey, webcrypto, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { KeyUsageFlags, KeyUsagesExtension } from '@peculiar/x509';
import { certify, makeKeyPair, signing } from './certify.ts';
import { PkiFault, readIfThere, writeWhole } from './files.ts';

/** A CA that can sign. */
export type CaKey = {
  readonly commonName: string;
  readonly certificatePem: string;
  readonly spki: Uint8Array;
  readonly key: webcrypto.CryptoKey;
  readonly notAfterMs: number;
};

/** The three of them; the root's key may be kept elsewhere once the others exist. */
export type CaSet = {
  readonly rootPem: string;
  readonly root: CaKey | null;
  readonly deviceCa: CaKey;
  readonly claimCa: CaKey;
};

const dayMs = 86_400_000;
const rootDays = 3_652;
const issuingDays = 1_826;

const restore = 'restore the folder from a backup: devices trust these certificates and no others';

/**
 * Reads root.pem, device-ca.pem and claim-ca.pem with their keys, and makes what is missing: all of
 * them in an empty folder, an issuing CA while the root's key is there.
 * @throws PkiFault naming the file.
 */
export async function openCaFiles(folder: string, nowMs: number): Promise<CaSet> {
  const root = await openRoot(folder, nowMs);
  const deviceCa = await openIssuing(folder, { name: 'device-ca', root, nowMs });
  const claimCa = await openIssuing(folder, { name: 'claim-ca', root, nowMs });
  return { rootPem: root.certificatePem, root: root.signer, deviceCa, claimCa };
}

type Root = { readonly certificatePem: string; readonly signer: CaKey | null };

async function openRoot(folder: string, nowMs: number): Promise<Root> {
  const file = join(folder, 'root.pem');
  const certificatePem = readIfThere(file);
  const keyPem = readIfThere(join(folder, 'root.key'));
  if (certificatePem !== null) {
    const certificate = readCertificate(file, certificatePem, nowMs);
    const isSigner = keyPem !== null;
    const signer = isSigner ? await toCaKey(join(folder, 'root.key'), certificate, keyPem) : null;
    return { certificatePem: normalise(certificate), signer };
  }
  for (const name of ['root.key', 'device-ca.pem', 'device-ca.key', 'claim-ca.pem']) {
    if (readIfThere(join(folder, name)) === null) continue;
    throw new PkiFault(file, `there is no such file, and there is a ${name}`, restore);
  }
  const signer = await makeCa(folder, { name: 'root', issuer: null, nowMs });
  return { certificatePem: signer.certificatePem, signer };
}

async function openIssuing(
  folder: string,
  part: { name: 'device-ca' | 'claim-ca'; root: Root; nowMs: number },
): Promise<CaKey> {
  const { name, root, nowMs } = part;
  const [file, keyFile] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
  const certificatePem = readIfThere(file);
  const keyPem = readIfThere(keyFile);
  if (certificatePem === null) {
    if (root.signer) return await makeCa(folder, { name, issuer: root.signer, nowMs });
    const remedy = 'put root.key back for one start, so that it can be made';
    throw new PkiFault(file, 'there is no such file, and no root.key to make it with', remedy);
  }
  const certificate = readCertificate(file, certificatePem, nowMs);
  if (!certificate.verify(new X509Certificate(root.certificatePem).publicKey)) {
    throw new PkiFault(file, 'it was not signed by root.pem', restore);
  }
  if (keyPem === null) throw new PkiFault(keyFile, 'there is no such file', restore);
  return await toCaKey(keyFile, certificate, keyPem);
}

async function makeCa(
  folder: string,
  part: { name: 'root' | 'device-ca' | 'claim-ca'; issuer: CaKey | null; nowMs: number },
): Promise<CaKey> {
  const { name, issuer, nowMs } = part;
  const { key, spki, privateKeyPem } = await makeKeyPair();
  const commonName = `joulegate ${name}`;
  const isRoot = issuer === null;
  const notAfterMs = nowMs + (isRoot ? rootDays : issuingDays) * dayMs;
  const certificatePem = await certify({
    commonName,
    spki,
    issuer: issuer ?? { commonName, spki, key },
    notBeforeMs: nowMs - 60_000,
    notAfterMs: issuer ? Math.min(notAfterMs, issuer.notAfterMs) : notAfterMs,
    caPathLength: isRoot ? 1 : 0,
    extensions: [new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true)],
  });
  // The certificate last: a start that was cut between the two makes both anew.
  writeWhole(join(folder, `${name}.key`), privateKeyPem, 'secret');
  writeWhole(join(folder, `${name}.pem`), certificatePem, 'public');
  return { commonName, certificatePem, spki, key, notAfterMs };
}

/** @throws PkiFault when it is none, or is not valid now. */
export function readCertificate(file: string, pem: string, nowMs: number): X509Certificate {
  const certificate = parse(file, pem);
  const untilMs = Date.parse(certificate.validTo);
  if (nowMs <= untilMs && nowMs >= Date.parse(certificate.validFrom)) return certificate;
  const why = `it counts from ${certificate.validFrom} to ${certificate.validTo} only`;
  throw new PkiFault(file, why, 'replace it, or set the clock of this machine right');
}

function parse(file: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new PkiFault(file, 'it is no certificate in PEM', restore);
  }
}

async function toCaKey(
  keyFile: string,
  certificate: X509Certificate,
  keyPem: string,
): Promise<CaKey> {
  const spki = certificate.publicKey.export({ format: 'der', type: 'spki' });
  try {
    const key = createPrivateKey(keyPem);
    const own = createPublicKey(keyPem).export({ format: 'der', type: 'spki' });
    if (!own.equals(spki)) throw new Error('another key');
    const der = key.export({ format: 'der', type: 'pkcs8' });
    return {
      commonName: /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? '',
      certificatePem: normalise(certificate),
      spki: new Uint8Array(spki),
      key: await webcrypto.subtle.importKey('pkcs8', new Uint8Array(der), signing, false, ['sign']),
      notAfterMs: Date.parse(certificate.validTo),
    };
  } catch {
    throw new PkiFault(keyFile, 'it is not the P-256 key of the certificate beside it', restore);
  }
}

function normalise(certificate: X509Certificate): string {
  return `${certificate.toString().trim()}\n`;
}
