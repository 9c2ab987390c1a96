import type { CertificateAuthority, CsrReading } from '../ports/certificates.ts';
import type { DeskRejection } from '../ports/provisioning-desk.ts';
import { toRejection } from './desk-rejections.ts';
import { hasOnly, isRecord } from './request-form.ts';

/** Longer ones are not parsed at all (provisioning.md 2.4). */
const csrBytesMax = 4_096;

/** The public key that a request `{csrPem}` proves; its subject and extensions do not matter. */
export async function readCsrRequest(
  authority: Pick<CertificateAuthority, 'readCsr'>,
  request: unknown,
): Promise<Extract<CsrReading, { kind: 'valid' }> | DeskRejection> {
  if (!isRecord(request) || !hasOnly(request, ['csrPem'])) {
    return toRejection('invalid_request', 'a request is {"csrPem": "..."} and nothing else');
  }
  const { csrPem } = request;
  if (typeof csrPem !== 'string') {
    return toRejection('invalid_request', 'csrPem is a text: a PKCS #10 request in PEM');
  }
  if (Buffer.byteLength(csrPem) > csrBytesMax) {
    return toRejection('invalid_csr', `the request has more than ${csrBytesMax} bytes`);
  }
  const reading = await authority.readCsr(csrPem);
  return reading.kind === 'valid' ? reading : toRejection('invalid_csr', reading.why);
}
