import 'reflect-metadata';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { join } from 'node:path';
import {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509';
import { type CaKey, readCertificate } from './ca-files.ts';
import { certify, makeKeyPair } from './certify.ts';
import { PkiFault, readIfThere, writeWhole } from './files.ts';

/** What a TLS listener shows. */
export type ServerCertificate = { readonly certPem: string; readonly keyPem: string };

const dayMs = 86_400_000;
const lifeDays = 397;
/** It is made anew so long before its end, at a start. */
const renewDays = 30;

/**
 * Reads the certificate that the operator brought, with its key.
 * @throws PkiFault naming the file: missing, expired, or not a pair.
 */
export function readServerCertificate(
  files: { certFile: string; keyFile: string },
  nowMs: number,
): ServerCertificate {
  const [certPem, keyPem] = [readPresent(files.certFile), readPresent(files.keyFile)];
  const certificate = readCertificate(files.certFile, certPem, nowMs);
  if (isPair(certificate, keyPem)) return { certPem, keyPem };
  const remedy = `give the private key of ${files.certFile}, in PEM`;
  throw new PkiFault(files.keyFile, 'it is not the key of that certificate', remedy);
}

/**
 * The certificate of our own listener, under our own root: `server.pem` and `server.key`, made
 * where they are missing, end soon, or are for other names.
 * @throws PkiFault when one has to be made and the root's key is elsewhere.
 */
export async function openServerCertificate(
  folder: string,
  part: { root: CaKey | null; rootPem: string; names: readonly string[]; nowMs: number },
): Promise<ServerCertificate> {
  const [file, keyFile] = [join(folder, 'server.pem'), join(folder, 'server.key')];
  const [certPem, keyPem] = [readIfThere(file), readIfThere(keyFile)];
  if (certPem !== null && keyPem !== null && isUsable(certPem, keyPem, part)) {
    return { certPem, keyPem };
  }
  const { root, names, nowMs } = part;
  if (root === null) {
    const remedy = 'put root.key back for one start, or set TLS_CERT_FILE and TLS_KEY_FILE';
    throw new PkiFault(file, 'it has to be made, and there is no root.key to sign it', remedy);
  }
  const { spki, privateKeyPem } = await makeKeyPair();
  const pem = await certify({
    commonName: names[0] ?? 'joulegate',
    spki,
    issuer: root,
    notBeforeMs: nowMs - 60_000,
    notAfterMs: Math.min(nowMs + lifeDays * dayMs, root.notAfterMs),
    caPathLength: null,
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value })),
      ),
    ],
  });
  writeWhole(keyFile, privateKeyPem, 'secret');
  writeWhole(file, pem, 'public');
  return { certPem: pem, keyPem: privateKeyPem };
}

function isUsable(
  certPem: string,
  keyPem: string,
  part: { rootPem: string; names: readonly string[]; nowMs: number },
): boolean {
  try {
    const certificate = new X509Certificate(certPem);
    const isOurs = certificate.verify(new X509Certificate(part.rootPem).publicKey);
    const lastsMs = Date.parse(certificate.validTo) - part.nowMs;
    const isNamed = part.names.every((name) =>
      isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name),
    );
    return isOurs && isNamed && lastsMs > renewDays * dayMs && isPair(certificate, keyPem);
  } catch {
    return false;
  }
}

function isPair(certificate: X509Certificate, keyPem: string): boolean {
  try {
    const own = createPublicKey(keyPem).export({ format: 'der', type: 'spki' });
    return own.equals(certificate.publicKey.export({ format: 'der', type: 'spki' }));
  } catch {
    return false;
  }
}

function readPresent(file: string): string {
  const text = readIfThere(file);
  if (text !== null) return text;
  throw new PkiFault(file, 'there is no such file', 'correct the name, or unset both variables');
}
