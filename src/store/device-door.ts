import type { Device } from '../domain/device.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { CallLimiter } from '../domain/ports/credentials.ts';
import type { DeviceDoor } from '../domain/ports/devices.ts';
import type { DeviceCertificates } from '../domain/ports/provisioning.ts';
import { type DoorLimits, makeWrongCredentials } from '../domain/wrong-credentials.ts';
import { makeDeviceCertificates } from './device-certificates.ts';
import { parseDevice } from './devices.ts';
import { readFrom, type Scripts } from './scripts.ts';
import { isSecret } from './secrets.ts';

/** What the door needs. */
export type DeviceDoorParts = {
  readonly clock: Clock;
  readonly limiter: CallLimiter;
  readonly limits: DoorLimits;
};

/** A refused sign-in is noted with its device once in so long, ms. */
const notedEveryMs = 60_000;

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
      const fields = await readDevice(scripts, identity);
      const device = fields && parseDevice(fields);
      const isTaken = device?.retiredAtMs === null && classes.includes(device.class);
      const stored = fields?.['secretHash'];
      if (isTaken && stored && secret !== null && isSecret(secret, stored)) {
        if (!(await hasCertificate(certificates, device))) return { kind: 'admitted', device };
      }
      await wrong.count({ identity, source });
      if (isTaken) await noteFailure(scripts, device, clock.nowMs());
      return { kind: 'refused' };
    },
  };
}

async function noteFailure(
  scripts: Scripts,
  { id, signInFailedAtMs }: Device,
  nowMs: number,
): Promise<void> {
  if (signInFailedAtMs !== null && nowMs - signInFailedAtMs < notedEveryMs) return;
  const key = `jg:dev:${id}`;
  await readFrom('device', () => scripts.redis.hset(key, 'signInFailedAtMs', nowMs));
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
