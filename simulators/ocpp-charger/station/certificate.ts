import { createPrivateKey, X509Certificate } from 'node:crypto';
import { messageOf } from '../../lib/errors.ts';
import { makeSigningRequest } from '../../lib/signing-request.ts';
import type { JsonObject } from '../rpc/frame.ts';
import type { Answer } from '../rpc/inbound-call.ts';
import type { Station } from './station.ts';

/**
 * Makes a fresh key and asks for its certificate (OCPP 2.0.1 A02; 1.6 security extension A02).
 * The newest request counts: the key of an older one is forgotten.
 */
export async function requestCertificate(
  station: Station,
  request: { readonly organization: string; readonly more: JsonObject },
): Promise<void> {
  const { csrPem, privateKeyPem } = await makeSigningRequest(station.id, request.organization);
  const { keyring } = station;
  keyring.pendingKeyPem = privateKeyPem;
  station.log({ event: 'certificate-requested' });
  const outcome = await station.outbox.call('SignCertificate', { csr: csrPem, ...request.more });
  const isAccepted = outcome.kind === 'result' && outcome.payload['status'] === 'Accepted';
  if (isAccepted || keyring.pendingKeyPem !== privateKeyPem) return;
  keyring.pendingKeyPem = undefined;
  station.log({ event: 'certificate-refused', outcome: outcome.kind });
}

/**
 * The answer to CertificateSigned: takes a certificate that is valid now and belongs to the key
 * that was made for it, and dials anew with it where certificates are shown at all.
 */
export function answerCertificate(
  station: Station,
  chainPem: string,
  /** SecurityEventNotification's word for one that is refused. */
  invalidEvent: string,
): Answer {
  const { keyring } = station;
  const read = readCertificate(chainPem, keyring.pendingKeyPem, station.clock.now());
  if ('why' in read) {
    return {
      kind: 'result',
      payload: { status: 'Rejected' },
      why: read.why,
      afterwards: () => tellSecurityEvent(station, invalidEvent),
    };
  }
  return {
    kind: 'result',
    payload: { status: 'Accepted' },
    effect() {
      keyring.takeCertificate(chainPem, read.leaf);
      station.log({ event: 'certified', ...keyring.certificate });
      if (keyring.securityProfile === 3) station.reconnect();
    },
  };
}

function readCertificate(
  chainPem: string,
  keyPem: string | undefined,
  now: Date,
): { readonly leaf: X509Certificate } | { readonly why: string } {
  if (keyPem === undefined) return { why: 'no key waits for a certificate' };
  try {
    const leaf = new X509Certificate(chainPem);
    if (!leaf.checkPrivateKey(createPrivateKey(keyPem))) return { why: 'another key' };
    const isValid = leaf.validFromDate <= now && now < leaf.validToDate;
    return isValid ? { leaf } : { why: 'not valid now' };
  } catch (error) {
    return { why: messageOf(error) };
  }
}

function tellSecurityEvent(station: Station, type: string): void {
  const timestamp = station.clock.now().toISOString();
  void station.outbox.call('SecurityEventNotification', { type, timestamp });
}
