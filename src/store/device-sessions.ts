import { randomUUID } from 'node:crypto';
import { GatewayError } from '../domain/errors.ts';
import type { DeviceSessions } from '../domain/ports/devices.ts';
import type { NodeRoutes } from './node-routes.ts';
import type { Scripts } from './scripts.ts';

/** Connects and disconnects of devices, fenced by epoch. */
export function makeDeviceSessions(scripts: Scripts, routes: NodeRoutes): DeviceSessions {
  return {
    async connect(deviceId, nowMs) {
      const args = [deviceId, randomUUID(), routes.incarnation];
      const epoch = Number(await scripts.run('connect', nowMs, args));
      if (epoch > 0) return epoch;
      throw new GatewayError('unavailable', 'the device was retired while it signed in', {
        deviceId,
      });
    },
    async disconnect(deviceId, epoch, nowMs) {
      await scripts.run('disconnect', nowMs, [deviceId, epoch]);
    },
  };
}
