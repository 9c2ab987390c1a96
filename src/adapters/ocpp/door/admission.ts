import type { Device, DeviceClass } from '../../../domain/device.ts';
import type { OcppPorts } from '../settings.ts';

/** How a charger proved who it is; the end of a certificate ends the link. */
export type Proof = {
  /** Whether it still counts: between the door and the route it may have been taken away. */
  confirm(): Promise<boolean>;
} & (
  | { readonly kind: 'secret' }
  | {
      readonly kind: 'certificate';
      /** Unix ms. */
      readonly endsAtMs: number;
    }
);

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
  const { device } = answer;
  const confirm = async () => isStill(await ask(), device);
  const proof = { kind: 'certificate', endsAtMs: notAfterMs, confirm } as const;
  return { kind: 'admitted', device, proof };
}

/** An identity that has changed hands is let in, but not as the device that it was before. */
function isStill(answer: Awaited<ReturnType<OcppPorts['door']['admit']>>, { id }: Device): boolean {
  return answer.kind === 'admitted' && answer.device.id === id;
}

async function admitBySecret(
  { identity, secret, source }: Credentials,
  { door }: Ports,
): Promise<Admission> {
  // Asked without a secret too, so that guessing names is counted like guessing passwords.
  const ask = () => door.admit({ identity, secret, source, classes });
  const answer = await ask();
  if (answer.kind === 'throttled') return refused(429, 'throttled');
  if (answer.kind === 'admitted' && secret !== null) {
    const { device } = answer;
    const confirm = async () => isStill(await ask(), device);
    return { kind: 'admitted', device, proof: { kind: 'secret', confirm } };
  }
  return refused(401, secret === null ? 'no_credentials' : 'secret');
}

function refused(
  status: 401 | 429,
  reason: Extract<Admission, { kind: 'refused' }>['reason'],
): Admission {
  return { kind: 'refused', status, reason };
}
