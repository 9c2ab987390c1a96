import type { CallLimiter } from '../domain/ports/credentials.ts';
import type { DeviceDoor } from '../domain/ports/devices.ts';
import { parseDevice } from './devices.ts';
import { readFrom, type Scripts } from './scripts.ts';
import { isSecret } from './secrets.ts';

/** Wrong credentials allowed in a minute (design section 6, "Limits"). */
export type DoorLimits = {
  readonly wrongPerIdentityPerMinute: number;
  readonly wrongPerSourcePerMinute: number;
};

/** Lets devices in by identity and secret, and counts those that are wrong. */
export function makeDeviceDoor(
  scripts: Scripts,
  limiter: CallLimiter,
  limits: DoorLimits,
): DeviceDoor {
  return {
    async admit({ identity, secret, source, classes }) {
      if (await isThrottled(limiter, limits, { identity, source }, 0)) return { kind: 'throttled' };
      const fields = await readDevice(scripts, identity);
      const stored = fields?.['secretHash'];
      if (fields && stored && secret !== null && isSecret(secret, stored)) {
        const device = parseDevice(fields);
        if (device.retiredAtMs === null && classes.includes(device.class)) {
          return { kind: 'admitted', device };
        }
      }
      await isThrottled(limiter, limits, { identity, source }, 1);
      return { kind: 'refused' };
    },
  };
}

async function readDevice(scripts: Scripts, identity: string) {
  const id = await readFrom('identity', () => scripts.redis.get(`jg:who:${identity}`));
  if (!id) return null;
  const fields = await readFrom('device', () => scripts.redis.hgetall(`jg:dev:${id}`));
  return fields['record'] ? fields : null;
}

/** With a cost of 0 it only asks: the limit is reached when one more would be too many. */
async function isThrottled(
  limiter: CallLimiter,
  limits: DoorLimits,
  who: { identity: string; source: string },
  cost: number,
): Promise<boolean> {
  const minuteMs = 60_000;
  const room = cost === 0 ? 1 : 0;
  const [byIdentity, bySource] = await Promise.all([
    limiter.charge(`dev:${who.identity}`, cost, limits.wrongPerIdentityPerMinute - room, minuteMs),
    limiter.charge(`src:${who.source}`, cost, limits.wrongPerSourcePerMinute - room, minuteMs),
  ]);
  return byIdentity.retryAfterMs > 0 || bySource.retryAfterMs > 0;
}
