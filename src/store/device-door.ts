import type { CallLimiter } from '../domain/ports/credentials.ts';
import type { DeviceDoor } from '../domain/ports/devices.ts';
import { type DoorLimits, makeWrongCredentials } from '../domain/wrong-credentials.ts';
import { parseDevice } from './devices.ts';
import { readFrom, type Scripts } from './scripts.ts';
import { isSecret } from './secrets.ts';

/** Lets devices in by identity and secret, and counts those that are wrong. */
export function makeDeviceDoor(
  scripts: Scripts,
  limiter: CallLimiter,
  limits: DoorLimits,
): DeviceDoor {
  const wrong = makeWrongCredentials(limiter, limits);
  return {
    async admit({ identity, secret, source, classes }) {
      if (await wrong.isThrottled({ identity, source })) return { kind: 'throttled' };
      const fields = await readDevice(scripts, identity);
      const stored = fields?.['secretHash'];
      if (fields && stored && secret !== null && isSecret(secret, stored)) {
        const device = parseDevice(fields);
        if (device.retiredAtMs === null && classes.includes(device.class)) {
          return { kind: 'admitted', device };
        }
      }
      await wrong.count({ identity, source });
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
