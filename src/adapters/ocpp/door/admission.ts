import type { Device, DeviceClass } from '../../../domain/device.ts';
import type { OcppPorts } from '../settings.ts';

/** How a charger proved who it is; a certificate is looked at again, and its end ends the link. */
export type Proof =
  | { readonly kind: 'secret' }
  | {
      readonly kind: 'certificate';
      /** Unix ms. */
      readonly endsAtMs: number;
      /** Whether it still counts: between the door and the route it may have been revoked. */
      confirm(): Promise<boolean>;
    };

/** Whether a charger may come in, or the status and a counted word of a closed set. */
export type Admission =
  | { readonly kind: 'admitted'; readonly device: Device; readonly proof: Proof }
  | {
      readonly kind: 'refused';
      readonly status: 401 | 429;
      readonly reason: 'throttled' | 'no_credentials' | 'secret' | 'certificate';
    };

/** What a charger shows. */
export type Credentials = {
  readonly identity: string;
  readonly secret: Buffer | null;
  /** One that TLS has verified, DER; `null` = none, or none that we believe. */
  readonly certificateDer: Uint8Array | null;
  readonly source: string;
};

type Ports = Pick<OcppPorts, 'door' | 'certificateDoor' | 'peers'>;

const classes: readonly DeviceClass[] = ['charger', 'vehicle'];

/**
 * Judges who a charger is (OCPP security whitepaper, chapter 3). A certificate of an issuer of ours
 * decides alone, whatever password comes with it: that is profile 3, which may not fall back to 2.
 */
export async function admit(credentials: Credentials, ports: Ports): Promise<Admission> {
  const { certificateDer } = credentials;
  return certificateDer === null
    ? await admitBySecret(credentials, ports)
    : await admitByCertificate(certificateDer, credentials, ports);
}

async function admitByCertificate(
  certificateDer: Uint8Array,
  { identity, source }: Credentials,
  { certificateDoor, peers }: Ports,
): Promise<Admission> {
  const peer = peers.readCharger(certificateDer);
  // Before the registry is asked: there one of an extra issuer is bound to whoever it names.
  if (!peer?.names.includes(identity)) return refused(401, 'certificate');
  const { fingerprint, issuer, notAfterMs } = peer;
  const attempt = { identity, fingerprint, issuer, notAfterMs, source, classes };
  const ask = () => certificateDoor.admitCertificate(attempt);
  const answer = await ask();
  if (answer.kind === 'throttled') return refused(429, 'throttled');
  if (answer.kind !== 'admitted') return refused(401, 'certificate');
  const confirm = async () => (await ask()).kind === 'admitted';
  const proof = { kind: 'certificate', endsAtMs: notAfterMs, confirm } as const;
  return { kind: 'admitted', device: answer.device, proof };
}

async function admitBySecret(
  { identity, secret, source }: Credentials,
  { door }: Ports,
): Promise<Admission> {
  // Asked without a secret too, so that guessing names is counted like guessing passwords.
  const answer = await door.admit({ identity, secret, source, classes });
  if (answer.kind === 'throttled') return refused(429, 'throttled');
  if (answer.kind === 'admitted' && secret !== null) {
    return { kind: 'admitted', device: answer.device, proof: { kind: 'secret' } };
  }
  return refused(401, secret === null ? 'no_credentials' : 'secret');
}

function refused(
  status: 401 | 429,
  reason: Extract<Admission, { kind: 'refused' }>['reason'],
): Admission {
  return { kind: 'refused', status, reason };
}
