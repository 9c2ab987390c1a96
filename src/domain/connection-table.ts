import type { DeviceId } from './device.ts';
import type { Connections, DeviceConnection } from './ports/connections.ts';

/** Makes the node's table of held connections (lifecycle rules 12 and 13). */
export function makeConnectionTable(): Connections {
  const held = new Map<DeviceId, DeviceConnection>();
  return {
    get: (deviceId) => held.get(deviceId),
    add(connection) {
      const older = held.get(connection.deviceId);
      if (older && older.epoch > connection.epoch) return false;
      held.set(connection.deviceId, connection);
      older?.close('replaced by a newer connection');
      return true;
    },
    remove(deviceId, epoch) {
      if (held.get(deviceId)?.epoch !== epoch) return false;
      return held.delete(deviceId);
    },
    get count() {
      return held.size;
    },
    all: () => held.values(),
  };
}
