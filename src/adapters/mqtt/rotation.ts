import type { Device, DeviceIdentity } from '../../domain/device.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { DeskRejection, ProvisioningDesk } from '../../domain/ports/provisioning-desk.ts';
import { readJson } from './inbound/read-json.ts';
import { failed, toRotationAnswer, unreadable } from './provisioning-answers.ts';
import { toRotationTopic } from './topics.ts';
import type { Acknowledgement, TransportLink } from './transport.ts';

const noCertificate: DeskRejection = {
  kind: 'rejected',
  status: 403,
  code: 'no_certificate',
  detail: 'This session came with a secret: there is no certificate to be followed by another.',
};

/** The session that asks for its next certificate. */
export type RotationParts = {
  readonly desk: ProvisioningDesk;
  readonly log: Log;
  readonly link: TransportLink;
  readonly device: Device;
  readonly identity: DeviceIdentity;
  /** Of the certificate that it came with; `null` = it came with a secret. */
  readonly fingerprint: string | null;
};

/**
 * Answers a CSR that a device sent over its own session (provisioning.md, "Rotation"); it is
 * acknowledged once the answer is written. Never rejects.
 */
export async function rotate(parts: RotationParts, payload: Uint8Array): Promise<Acknowledgement> {
  const { verdict, payload: answer } = toRotationAnswer(await ask(parts, payload));
  parts.log.info({ verdict }, 'certificate rotation answered');
  const written = await parts.link.publish(toRotationTopic(parts.identity, verdict), answer);
  return written === 'written' ? 'acknowledge' : 'withhold';
}

async function ask({ desk, log, device, fingerprint }: RotationParts, payload: Uint8Array) {
  if (fingerprint === null) return noCertificate;
  const reading = readJson(payload);
  if (reading.kind === 'fault') return unreadable;
  try {
    return await desk.rotate(device, fingerprint, reading.value);
  } catch (error) {
    log.error({ err: error }, 'certificate rotation failed');
    return failed;
  }
}
