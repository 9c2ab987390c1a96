import type { Charge, ChargeHistory, ChargeSource } from '../domain/ports/charge-history.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { StoreRoom } from '../domain/ports/room.ts';
import { readAll, type Scripts } from './scripts.ts';

/** For how long, and how many charges of a device are kept. */
const keptMs = 31 * 24 * 3_600_000;
const keptMax = 500;
/** A vehicle that took nothing for so long has ended one charge; ms, before `TIME_SCALE`. */
const gapMs = 30 * 60_000;
/** What took less was no charge, Wh. */
const leastWh = 10;
/** What a register may rise by at once, and in an hour, Wh: more than any charger gives. */
const believedWh = { atOnce: 2_000, perHour: 400_000 } as const;

/** What the history needs besides the store. */
export type ChargeHistoryPorts = {
  readonly room: Pick<StoreRoom, 'takesSamples'>;
  readonly clock: Pick<Clock, 'windowMs'>;
};

/**
 * What devices were charged with, on Redis (keys: `lua/fold-charge.lua`). What is dropped when
 * memory runs short loses no energy: the next reading that is taken brings the register up to date.
 */
export function makeChargeHistory(scripts: Scripts, ports: ChargeHistoryPorts): ChargeHistory {
  const quietMs = ports.clock.windowMs(gapMs);
  // Where time is scaled, as much energy flows in a shorter time.
  const perHourWh = believedWh.perHour * (gapMs / quietMs);
  return {
    async record(deviceId, { sessionId, atMs, registerWh, isEnd, isAtRest }, nowMs) {
      if (!ports.room.takesSamples()) return;
      await scripts.run('fold-charge', nowMs, [
        ...[deviceId, sessionId, Math.round(atMs), registerWh ?? '', isEnd ? '1' : '0'],
        ...[Math.ceil(quietMs), keptMs, keptMax, believedWh.atOnce, perHourWh],
        ...[isAtRest ? '1' : '0', leastWh],
      ]);
    },
    async mark(deviceId, { atMs, kind }, nowMs) {
      if (!ports.room.takesSamples()) return;
      await scripts.run('mark-charge', nowMs, [deviceId, Math.round(atMs), kind]);
    },
    async list(deviceId, nowMs) {
      const pipeline = scripts.redis
        .pipeline()
        .hgetall(`jg:ch:${deviceId}`)
        .lrange(`jg:chd:${deviceId}`, 0, keptMax - 1);
      const [open, done] = (await readAll('charges', pipeline)) as [Fields, string[]];
      const closed = done.map((text) => toCharge(JSON.parse(text) as Stored));
      return [...toOver(open, nowMs - quietMs), ...closed].filter(
        ({ toMs }) => toMs > nowMs - keptMs,
      );
    },
  };
}

type Fields = Readonly<Record<string, string>>;
type Stored = { f: number; t: number; e: number; s: string };

/** One that its charger ended, or that nothing was heard of for long, though no reading says so. */
function toOver(open: Fields, beforeMs: number): readonly Charge[] {
  const { f, t, e, s = '' } = open;
  const restMs = toRestMs(open);
  if (!f || Number(e) < leastWh || (restMs === null && Number(t) > beforeMs)) return [];
  return [toCharge({ f: Number(f), t: restMs ?? Number(t), e: Number(e), s })];
}

/** Since when it rests, by the newest of its marks, Unix ms. */
function toRestMs({ rest, flow }: Fields): number | null {
  return rest && Number(rest) >= Number(flow ?? 0) ? Number(rest) : null;
}

function toCharge({ f, t, e, s }: Stored): Charge {
  return { fromMs: f, toMs: t, energyWh: e, source: s === '' ? null : (s as ChargeSource) };
}
