import type { ChargingSession, ChargingSessions } from '../domain/ports/charging-sessions.ts';
import { readFrom, type Scripts } from './scripts.ts';

/** Charging sessions: hash `cs:<dev>` number -> record; the number is counted over all chargers. */
export function makeChargingSessions(scripts: Scripts): ChargingSessions {
  const { redis } = scripts;
  return {
    async start(session) {
      const { toldAs, ...told } = session;
      const { deviceId, stationId, startedAtMs } = told;
      const name = stationId === null ? toldAs : `station|${stationId}`;
      const record: ChargingSession = {
        sessionId: 0,
        ...told,
        endedAtMs: null,
        meterStopWh: null,
        endReason: null,
      };
      const args = [deviceId, name, JSON.stringify(record)];
      const stored = await scripts.run('start-session', startedAtMs, args);
      const [sessionId, text] = stored as [number, string];
      return parse(sessionId, text);
    },
    async stop(stop) {
      const { deviceId, sessionId, endedAtMs, meterStopWh, endReason } = stop;
      const key = `jg:cs:${deviceId}`;
      const text = await readFrom('session', () => redis.hget(key, String(sessionId)));
      if (!text) return null;
      const session = parse(sessionId, text);
      if (session.endedAtMs !== null) return session;
      const ended: ChargingSession = { ...session, endedAtMs, meterStopWh, endReason };
      await readFrom('session', () => redis.hset(key, String(sessionId), JSON.stringify(ended)));
      return ended;
    },
    async running(deviceId) {
      const all = await readFrom('session', () => redis.hgetall(`jg:cs:${deviceId}`));
      return Object.entries(all)
        .map(([id, text]) => parse(Number(id), text))
        .filter((session) => session.endedAtMs === null);
    },
  };
}

/** Records from before stations named their sessions have no name. */
function parse(sessionId: number, text: string): ChargingSession {
  const session = JSON.parse(text) as ChargingSession;
  return { ...session, stationId: session.stationId ?? null, sessionId };
}
