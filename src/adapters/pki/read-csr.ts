import type { CsrReading } from '../../domain/ports/certificates.ts';
import { kindOfKey, parseSpki } from './public-keys.ts';
import { Pkcs10CertificateRequest } from './x509-library.ts';

/** Longer ones are not parsed (provisioning.md 2.4, parser bombs). */
const csrBytesMax = 4_096;

const serialNumberOid = '2.5.4.5';
const label = '(?:NEW )?CERTIFICATE REQUEST-----';
const pemForm = new RegExp(`^\\s*-----BEGIN ${label}([A-Za-z0-9+/=\\s]+)-----END ${label}\\s*$`);

/**
 * Reads a PKCS #10 request: size, form, kind of key, and that its sender holds the key. Requested
 * extensions are not looked at. Never rejects.
 */
export async function readCsr(csrPem: string): Promise<CsrReading> {
  if (Buffer.byteLength(csrPem) > csrBytesMax) {
    return invalid(`the request has more than ${csrBytesMax} bytes`);
  }
  const base64 = pemForm.exec(csrPem)?.[1];
  if (base64 === undefined) return invalid('the request is no PEM of one CERTIFICATE REQUEST');
  try {
    return await readDer(Buffer.from(base64, 'base64'));
  } catch {
    return invalid('the request is malformed');
  }
}

/** The kind of key comes before the signature: a strange key could make checking it slow. */
async function readDer(der: Uint8Array): Promise<CsrReading> {
  const request = new Pkcs10CertificateRequest(Uint8Array.from(der));
  const key = parseSpki(new Uint8Array(request.publicKey.rawData));
  if (!key || kindOfKey(key) === null) {
    return invalid('the key must be P-256, Ed25519, or RSA of 2048 to 4096 bits');
  }
  if (!(await request.verify())) {
    return invalid('the request is not signed by the key that it holds');
  }
  const { subjectName } = request;
  return {
    kind: 'valid',
    spki: new Uint8Array(key.export({ type: 'spki', format: 'der' })),
    names: [...subjectName.getField('CN'), ...subjectName.getField(serialNumberOid)],
  };
}

function invalid(why: string): CsrReading {
  return { kind: 'invalid', why };
}
