import type { Device } from '../domain/device.ts';
import type { CallLimiter } from '../domain/ports/credentials.ts';
import type { DeviceDoor } from '../domain/ports/devices.ts';
import type { DeviceCertificates } from '../domain/ports/provisioning.ts';
import { type DoorLimits, makeWrongCredentials } from '../domain/wrong-credentials.ts';
import { makeDeviceCertificates } from './device-certificates.ts';
import { parseDevice } from './devices.ts';
import { readFrom, type Scripts } from './scripts.ts';
import { isSecret } from './secrets.ts';

/**
 * Lets devices in by identity and secret, and counts those that are wrong. A secret opens nothing
 * beside a certificate: whoever has both shows the certificate.
 */
export function makeDeviceDoor(
  scripts: Scripts,
  limiter: CallLimiter,
  limits: DoorLimits,
): DeviceDoor {
  const wrong = makeWrongCredentials(limiter, limits);
  const certificates = makeDeviceCertificates(scripts);
  return {
    async admit({ identity, secret, source, classes }) {
      if (await wrong.isThrottled({ identity, source })) return { kind: 'throttled' };
      const fields = await readDevice(scripts, identity);
      const stored = fields?.['secretHash'];
      if (fields && stored && secret !== null && isSecret(secret, stored)) {
        const device = parseDevice(fields);
        const isTaken = device.retiredAtMs === null && classes.includes(device.class);
        if (isTaken && !(await hasCertificate(certificates, device))) {
          return { kind: 'admitted', device };
        }
      }
      await wrong.count({ identity, source });
      return { kind: 'refused' };
    },
  };
}

async function hasCertificate(
  certificates: DeviceCertificates,
  { identity }: Device,
): Promise<boolean> {
  if (identity === null) return false;
  return (await certificates.listByIdentity(identity)).some(({ state }) => state === 'ACTIVE');
}

async function readDevice(scripts: Scripts, identity: string) {
  const id = await readFrom('identity', () => scripts.redis.get(`jg:who:${identity}`));
  if (!id) return null;
  const fields = await readFrom('device', () => scripts.redis.hgetall(`jg:dev:${id}`));
  return fields['record'] ? fields : null;
}
