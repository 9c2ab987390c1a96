import type { ChargingSession, ChargingSessions } from '../domain/ports/charging-sessions.ts';
import { readFrom, type Scripts } from './scripts.ts';

/** Charging sessions: hash `cs:<dev>` number -> record; the number is counted over all chargers. */
export function makeChargingSessions(scripts: Scripts): ChargingSessions {
  const { redis } = scripts;
  return {
    async start(session) {
      const { deviceId, connectorId, idTag, startedAtMs, meterStartWh } = session;
      const name = [connectorId, idTag, startedAtMs, meterStartWh].join('|');
      const record: ChargingSession = {
        sessionId: 0,
        ...session,
        endedAtMs: null,
        meterStopWh: null,
        endReason: null,
      };
      const args = [deviceId, name, JSON.stringify(record)];
      const sessionId = Number(await scripts.run('start-session', startedAtMs, args));
      return { ...record, sessionId };
    },
    async stop(stop) {
      const { deviceId, sessionId, endedAtMs, meterStopWh, endReason } = stop;
      const key = `jg:cs:${deviceId}`;
      const text = await readFrom('session', () => redis.hget(key, String(sessionId)));
      if (!text) return null;
      const session = { ...(JSON.parse(text) as ChargingSession), sessionId };
      if (session.endedAtMs !== null) return session;
      const ended: ChargingSession = { ...session, endedAtMs, meterStopWh, endReason };
      await readFrom('session', () => redis.hset(key, String(sessionId), JSON.stringify(ended)));
      return ended;
    },
    async running(deviceId) {
      const all = await readFrom('session', () => redis.hgetall(`jg:cs:${deviceId}`));
      return Object.entries(all)
        .map(([id, text]) => ({ ...(JSON.parse(text) as ChargingSession), sessionId: Number(id) }))
        .filter((session) => session.endedAtMs === null);
    },
  };
}
