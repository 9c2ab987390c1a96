import type { DeviceIdentity } from '../domain/device.ts';
import type {
  CertificateState,
  DeviceCertificate,
  DeviceCertificates,
} from '../domain/ports/provisioning.ts';
import { readAll, readFrom, type Scripts } from './scripts.ts';

/** Certificates of one device that it asked for and never used: lost answers, mostly. */
const unusedMax = 3;

type Fields = Readonly<Record<string, string>>;

/** The registry of certificates: hash `cert:<fingerprint>`, set `certs:<euid>`. */
export function makeDeviceCertificates(scripts: Scripts): DeviceCertificates {
  return {
    listByIdentity: (identity) => listByIdentity(scripts, identity),
    async rotate({ from, certificate, nowMs }) {
      const args = [from, JSON.stringify(certificate)];
      return (await scripts.run('rotate-certificate', nowMs, args)) === 1;
    },
    async pend(certificate, { deviceId, epoch }, nowMs) {
      const args = [JSON.stringify(certificate), unusedMax, deviceId, epoch];
      return (await scripts.run('pend-certificate', nowMs, args)) === 1;
    },
    async revokeAll(identity, why, nowMs) {
      return Number(await scripts.run('revoke-certificates', nowMs, [identity, why]));
    },
  };
}

/** Newest first; those whose time of keeping is over are left out. */
async function listByIdentity(
  scripts: Scripts,
  identity: DeviceIdentity,
): Promise<readonly DeviceCertificate[]> {
  const { redis } = scripts;
  const fingerprints = await readFrom('certificates', () => redis.smembers(`jg:certs:${identity}`));
  if (fingerprints.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const fingerprint of fingerprints) pipeline.hgetall(`jg:cert:${fingerprint}`);
  const found = (await readAll('certificates', pipeline)) as Fields[];
  return found
    .map((fields, index) => parseCertificate(fingerprints[index] as string, fields))
    .filter((certificate) => certificate !== null)
    .sort((left, right) => right.issuedAtMs - left.issuedAtMs);
}

function parseCertificate(fingerprint: string, fields: Fields): DeviceCertificate | null {
  if (!fields['state']) return null;
  return {
    fingerprint,
    identity: fields['euid'] as DeviceIdentity,
    state: fields['state'] as CertificateState,
    serial: fields['serial'] ?? '',
    notAfterMs: Number(fields['notAfterMs']),
    issuedAtMs: Number(fields['issuedAtMs']),
    firstUsedAtMs: toTime(fields['firstUsedAtMs']),
    endsAtMs: toTime(fields['endsAtMs']),
    revokedAtMs: toTime(fields['revokedAtMs']),
    revokedFor: fields['revokedFor'] ?? null,
  };
}

function toTime(text: string | undefined): number | null {
  return text ? Number(text) : null;
}
