import { randomUUID } from 'node:crypto';
import type { PeerCertificate } from '../../domain/ports/certificates.ts';
import { judgeSession } from './session-form.ts';
import type { MqttPorts, MqttSettings } from './settings.ts';
import { isEuid, isUuid } from './topics.ts';
import type { ConnectRequest } from './transport.ts';
import { classes, type Decision, refuse, toDecision } from './visitor.ts';

type Parts = Pick<MqttPorts, 'certificateDoor' | 'peers' | 'desk'> & {
  readonly settings: MqttSettings;
};

/**
 * Decides about a CONNECT by the TLS listener: the certificate that TLS verified is the only
 * identity (provisioning.md 2.3, steps 3 and 7). User name and password are not looked at, and the
 * client id may say nothing else than the certificate does.
 */
export async function admitByCertificate(
  request: ConnectRequest,
  certificateDer: Uint8Array | null,
  parts: Parts,
): Promise<Decision> {
  const peer = certificateDer && parts.peers.read(certificateDer);
  if (peer === null) return refuse('notAuthorized', 'certificate');
  return peer.kind === 'claim'
    ? await admitClaim(request, peer, parts)
    : await admitDevice(request, peer, parts);
}

async function admitDevice(
  request: ConnectRequest,
  peer: Extract<PeerCertificate, { kind: 'device' }>,
  { certificateDoor, settings }: Parts,
): Promise<Decision> {
  const { kind, ...certificate } = peer;
  const { identity, fingerprint, notAfterMs: endsAtMs } = certificate;
  // A name that can be read as a topic would widen its access, whoever has signed it.
  if (!isEuid(identity)) return refuse('notAuthorized', 'certificate');
  if (request.clientId !== identity) return refuse('identifier', 'client_id');
  const objection = judgeSession(request, { will: identity, limits: settings.limits });
  if (objection) return objection;
  const { source } = request;
  const ask = () => certificateDoor.admitCertificate({ ...certificate, source, classes });
  const confirm = async () => (await ask()).kind === 'admitted';
  return toDecision(await ask(), {
    toVisitor: (device) => ({ kind, device, identity, fingerprint, endsAtMs, confirm }),
    refusal: refuse('notAuthorized', 'certificate'),
  });
}

async function admitClaim(
  request: ConnectRequest,
  { claimId, fingerprint }: Extract<PeerCertificate, { kind: 'claim' }>,
  { desk, settings }: Parts,
): Promise<Decision> {
  if (!isUuid(claimId)) return refuse('notAuthorized', 'certificate');
  if (request.clientId !== claimId) return refuse('identifier', 'client_id');
  const objection = judgeSession(request, { will: null, limits: settings.limits });
  if (objection) return objection;
  const session = randomUUID();
  const answer = await desk.enter({ claimId, session, fingerprint, source: request.source });
  if (answer.kind === 'entered') {
    const { endsAtMs } = answer;
    return { kind: 'admitted', visitor: { kind: 'claim', claimId, session, endsAtMs } };
  }
  // "Later" is another answer than "never": the device keeps its claim and comes again.
  const isLater = answer.status === 429 || answer.status === 503;
  return isLater ? refuse('unavailable', 'claim_later') : refuse('notAuthorized', 'claim');
}
