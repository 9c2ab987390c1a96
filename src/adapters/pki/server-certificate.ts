import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '../../domain/ports/clock.ts';
import type { CaFiles } from './ca-files.ts';
import { makeKey } from './make-cas.ts';
import { guardFile, PkiFault } from './pki-fault.ts';
import { replaceFiles } from './private-files.ts';
import { serverProfile } from './profiles.ts';
import { assertValidAt, parseCertificate, parsePrivateKey, readPem } from './read-pem.ts';
import { signCertificate } from './sign-certificate.ts';

/** What a TLS listener shows, PEM; the certificate with the chain that its file holds. */
export type ServerCertificate = { readonly certPem: string; readonly keyPem: string };

/** Where our own is kept, what it is for, and who signs it. */
export type ServerPlace = {
  readonly folder: string;
  readonly names: readonly string[];
  readonly cas: Pick<CaFiles, 'root' | 'rootCertificate'>;
  readonly clock: Clock;
};

const dayMs = 86_400_000;
const lifeMs = 397 * dayMs;
/** A certificate of our own that ends within this time is made anew at the start, ms. */
const renewBeforeMs = 30 * dayMs;
const backdatedMs = 60_000;

/**
 * An operator's certificate and key.
 * @throws the system's error, or Error in a sentence: unreadable, not a pair, not valid now.
 */
export function readServerCertificate(
  files: { certFile: string; keyFile: string },
  nowMs: number,
): ServerCertificate {
  const certPem = readPem(files.certFile);
  const keyPem = readPem(files.keyFile);
  const certificate = parseCertificate(certPem, files.certFile);
  if (!certificate.checkPrivateKey(parsePrivateKey(keyPem, files.keyFile))) {
    throw new Error(
      `${files.keyFile} is not the key of the first certificate in ${files.certFile}`,
    );
  }
  assertValidAt(nowMs, certificate, files.certFile);
  return { certPem, keyPem };
}

/**
 * Our own, signed by our root for these names and addresses: the one in the folder while it is
 * good for them, else a new one.
 * @throws PkiFault when a new one is needed and the root's key is away.
 */
export async function openServerCertificate(place: ServerPlace): Promise<ServerCertificate> {
  const { folder, names, cas, clock } = place;
  const kept = readKept(folder, clock.nowMs());
  if (kept && isGood(new X509Certificate(kept.certPem), place)) return kept;
  if (!cas.root) {
    throw new PkiFault({
      file: join(folder, 'server.pem'),
      why: `it is not a valid certificate for ${names.join(', ')}, and root.key is away`,
      remedy: 'put root.key in place for one start, or set TLS_CERT_FILE and TLS_KEY_FILE',
    });
  }
  const { spki, keyPem } = makeKey();
  const { certificatePem } = await signCertificate(cas.root, {
    subject: [{ CN: ['joulegate server'] }],
    spki,
    notBeforeMs: clock.nowMs() - backdatedMs,
    notAfterMs: clock.nowMs() + lifeMs,
    extensions: serverProfile(names),
  });
  guardFile(folder, 'let the user of this process write there', () =>
    replaceFiles(folder, { 'server.key': keyPem, 'server.pem': certificatePem }),
  );
  return { certPem: certificatePem, keyPem };
}

/** Nothing in the field holds it: one that cannot be read is as good as none. */
function readKept(folder: string, nowMs: number): ServerCertificate | null {
  try {
    const files = { certFile: join(folder, 'server.pem'), keyFile: join(folder, 'server.key') };
    return readServerCertificate(files, nowMs);
  } catch {
    return null;
  }
}

/** The last 30 days of it are used only where the root's key is away. */
function isGood(certificate: X509Certificate, { names, cas, clock }: ServerPlace): boolean {
  const isLate = Date.parse(certificate.validTo) - clock.nowMs() < renewBeforeMs;
  if (isLate && cas.root) return false;
  return isNamed(certificate, names) && certificate.verify(cas.rootCertificate.publicKey);
}

function isNamed(certificate: X509Certificate, names: readonly string[]): boolean {
  const count = certificate.subjectAltName?.split(', ').length ?? 0;
  const covers = (name: string) =>
    isIP(name)
      ? certificate.checkIP(name) !== undefined
      : certificate.checkHost(name, { subject: 'never', wildcards: false }) !== undefined;
  return count === names.length && names.every(covers);
}
