import type { Device } from '../domain/device.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { CallLimiter } from '../domain/ports/credentials.ts';
import type { DeviceDoor } from '../domain/ports/devices.ts';
import type { DeviceCertificates } from '../domain/ports/provisioning.ts';
import { type DoorLimits, makeWrongCredentials } from '../domain/wrong-credentials.ts';
import { makeDeviceCertificates } from './device-certificates.ts';
import { findTaken, noteFailedSignIn } from './failed-sign-ins.ts';
import type { Scripts } from './scripts.ts';
import { isSecret } from './secrets.ts';

/** What the door needs. */
export type DeviceDoorParts = {
  readonly clock: Clock;
  readonly limiter: CallLimiter;
  readonly limits: DoorLimits;
};

/**
 * Lets devices in by identity and secret, and counts those that are wrong. A secret opens nothing
 * beside a certificate: whoever has both shows the certificate. A refusal is noted with the device
 * until it is connected again.
 */
export function makeDeviceDoor(scripts: Scripts, parts: DeviceDoorParts): DeviceDoor {
  const { clock, limiter, limits } = parts;
  const wrong = makeWrongCredentials(limiter, limits);
  const certificates = makeDeviceCertificates(scripts);
  return {
    async admit({ identity, secret, source, classes }) {
      if (await wrong.isThrottled({ identity, source })) return { kind: 'throttled' };
      const known = await findTaken(scripts, { identity, classes });
      const stored = known?.fields['secretHash'];
      if (known && stored && secret !== null && isSecret(secret, stored)) {
        const { device } = known;
        if (!(await hasCertificate(certificates, device))) return { kind: 'admitted', device };
      }
      await wrong.count({ identity, source });
      if (known) await noteFailedSignIn(scripts, known.device, clock.nowMs());
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
