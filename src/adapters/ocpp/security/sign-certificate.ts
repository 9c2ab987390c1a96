import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import type { CallText } from '../dialect.ts';
import type { InboundAnswer } from '../inbound-lane.ts';

/** Says the CALL CertificateSigned in the words of a version, for a chain in PEM. */
export type ToCertificateSigned = (certificateChain: string) => CallText;

/**
 * Answers SignCertificate (OCPP 1.6 security whitepaper 4.2, OCPP 2.0.1 A02 and A03): Accepted once
 * the certificate is signed and stored as PENDING. The chain follows the answer as a CALL of its
 * own; a lost one is asked for again by the charger, and what it came with counts meanwhile. Over
 * a link that others can read it is Rejected: a password read there must not earn a certificate.
 */
export async function answerSigning(
  charger: Charger,
  csrPem: string,
  toCertificateSigned: ToCertificateSigned,
): Promise<InboundAnswer> {
  const { desk, device, log } = charger;
  if (!charger.isPrivate) {
    log.warn({ code: 'link_in_clear' }, 'a charger asked in vain for a certificate');
    return { payload: { status: 'Rejected' } };
  }
  const signed = await desk.sign(device, charger.epoch(), csrPem);
  if (signed.kind === 'rejected') {
    const { code, detail } = signed;
    log.warn({ code, detail }, 'a charger asked in vain for a certificate');
    return { payload: { status: 'Rejected' } };
  }
  const { chainPem, serial } = signed;
  const afterAnswer = () => void deliver(charger, toCertificateSigned(chainPem), serial);
  return { payload: { status: 'Accepted' }, afterAnswer };
}

async function deliver(charger: Charger, text: CallText, serial: string): Promise<void> {
  const answer = await callInBackground(charger, text);
  const isTaken = answer.kind === 'result' && answer.payload['status'] === 'Accepted';
  if (isTaken) charger.log.info({ serial }, 'a charger took its certificate');
  else charger.log.warn({ serial, answer: answer.kind }, 'a charger did not take its certificate');
}
