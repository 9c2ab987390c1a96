import { hasPlan } from './planning/plan.ts';
import type { Clock } from './ports/clock.ts';
import type { Connections, DeviceConnection, Wake } from './ports/connections.ts';
import type { DeviceSessions } from './ports/devices.ts';
import type { DeviceLinks } from './ports/links.ts';
import type { Log } from './ports/log.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Plans } from './ports/plans.ts';

/** What links need. */
export type LinkPorts = {
  readonly connections: Connections;
  readonly sessions: DeviceSessions;
  readonly plans: Pick<Plans, 'remake'>;
  readonly wake: Wake;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** Makes the way in and out for connections: epoch and route are on disk before one is held. */
export function makeDeviceLinks(ports: LinkPorts): DeviceLinks {
  const { connections, sessions, clock, log, metrics } = ports;
  const planned = new WeakSet<DeviceConnection>();
  return {
    async open(device, make) {
      const epoch = await sessions.connect(device.id, clock.nowMs());
      const connection = make(epoch);
      const { deviceId, protocol } = connection;
      if (hasPlan(device)) planned.add(connection);
      if (!connections.add(connection)) {
        connection.close('a newer connection of this device is already held');
        return connection;
      }
      metrics.count('connections_opened', { protocol });
      log.info({ deviceId, epoch, protocol }, 'device connected');
      if (connection.isReady()) ports.wake.wake(deviceId);
      return connection;
    },
    async close(connection) {
      const { deviceId, epoch, protocol } = connection;
      if (!connections.remove(deviceId, epoch)) return;
      metrics.count('connections_closed', { protocol });
      log.info({ deviceId, epoch, protocol }, 'device disconnected');
      try {
        await sessions.disconnect(deviceId, epoch, clock.nowMs());
      } catch (error) {
        // The route lives on until the node's key runs out; the next connect replaces it anyway.
        log.warn({ deviceId, epoch, err: error }, 'the route of a closed link was not cleared');
      }
    },
    ready(connection) {
      ports.wake.wake(connection.deviceId);
      if (planned.has(connection)) void reassert(ports, connection);
    },
  };
}

/** What is wished of a device for longer may be forgotten by now (ocpp.md 3.1, step 5). */
async function reassert({ plans, clock, log }: LinkPorts, { deviceId }: DeviceConnection) {
  try {
    await plans.remake(deviceId, clock.nowMs());
  } catch (error) {
    // The connect has left a mark for this, a minute from then.
    log.warn({ deviceId, err: error }, 'a plan was not marked to be made anew');
  }
}
