import type { Clock } from '../domain/ports/clock.ts';
import type { CallLimiter } from '../domain/ports/credentials.ts';
import type { CertificateDoor } from '../domain/ports/devices.ts';
import { type DoorLimits, makeRefusedCertificates } from '../domain/wrong-credentials.ts';
import { parseDevice } from './devices.ts';
import { findTaken, noteFailedSignIn } from './failed-sign-ins.ts';
import type { Scripts } from './scripts.ts';

/** After the first use of a new certificate the old one counts for another day (rotation). */
const overlapMs = 86_400_000;

/** What the door needs. */
export type CertificateDoorParts = {
  readonly clock: Clock;
  readonly limiter: CallLimiter;
  readonly limits: DoorLimits;
};

/**
 * Lets devices in by certificate (provisioning.md 2.3, step 7). Only refusals are counted and held
 * back, so that nobody's failures keep out a certificate that counts. A refusal is noted with the
 * device until it is connected again.
 */
export function makeCertificateDoor(
  scripts: Scripts,
  parts: CertificateDoorParts,
): CertificateDoor {
  const { clock, limiter, limits } = parts;
  const refused = makeRefusedCertificates(limiter, limits);
  return {
    async admitCertificate({ identity, fingerprint, issuer, notAfterMs, source, classes }) {
      if (await refused.isThrottled(fingerprint)) return { kind: 'throttled' };
      const nowMs = clock.nowMs();
      const endsAtMs = nowMs + clock.windowMs(overlapMs);
      const taken = JSON.stringify(classes);
      const args = [fingerprint, identity, issuer, endsAtMs, taken, notAfterMs];
      const flat = (await scripts.run('use-certificate', nowMs, args)) as string[];
      if (flat.length > 0) return { kind: 'admitted', device: parseDevice(toFields(flat)) };
      const isTooMany = await refused.count({ fingerprint, source });
      const known = await findTaken(scripts, { identity, classes });
      if (known) await noteFailedSignIn(scripts, known.device, nowMs);
      return { kind: isTooMany ? 'throttled' : 'refused' };
    },
  };
}

function toFields(flat: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (let at = 0; at + 1 < flat.length; at += 2) fields[flat[at] as string] = flat[at + 1] ?? '';
  return fields;
}
