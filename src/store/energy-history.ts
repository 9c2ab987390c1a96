import { believedRise } from '../domain/energy-sample.ts';
import type { EnergyHistory, EnergySum, Stretch } from '../domain/ports/energy-history.ts';
import type { StoreRoom } from '../domain/ports/room.ts';
import { readAll, readFrom, type Scripts } from './scripts.ts';

const hourMs = 3_600_000;
/** Hours of one key (`lua/fold-energy.lua`); with their 8 bytes each they fill 4 KiB nearly. */
const blockHours = 480;
const recordBytes = 8;
/** What the outdoor temperature of a record counts from, 0.01 C. */
const zeroCenti = 30_000;

/** What the history needs besides the store. */
export type EnergyHistoryPorts = {
  readonly room: Pick<StoreRoom, 'takesSamples'>;
  /** How long the sum of an hour is kept. */
  readonly hourlyDays: number;
};

/**
 * Energy over time on Redis: one small hash and packed hours per device (keys and bytes:
 * `lua/fold-energy.lua`). Measured: 23 keys and 89,032 bytes for a device with 400 days of hours.
 * What is dropped when memory runs short loses no energy: the next sample that is taken brings the
 * counters up to date.
 */
export function makeEnergyHistory(scripts: Scripts, ports: EnergyHistoryPorts): EnergyHistory {
  const lifeMs = ports.hourlyDays * 24 * hourMs;
  return {
    async record(deviceId, sample, nowMs) {
      // Whoever records the sample itself counts the drop.
      if (!ports.room.takesSamples()) return;
      await scripts.run('fold-energy', nowMs, [
        deviceId,
        sample.atMs,
        toThousandths(sample.energyInKwh),
        toThousandths(sample.heatOutKwh),
        sample.outdoorC === null ? '' : Math.round(sample.outdoorC * 100),
        lifeMs,
        believedRise.kwhAtOnce * 1_000,
        believedRise.kwhPerHour * 1_000,
      ]);
    },
    hours: (deviceId, stretch) => readHours(scripts, { deviceId, stretch, lifeMs }),
    async latest(deviceId) {
      const state = await readFrom('energy', () => scripts.redis.hgetall(`jg:en:${deviceId}`));
      if (!state['at']) return null;
      return {
        atMs: Number(state['at']),
        energyInKwh: toNumber(state['i'], 1_000),
        heatOutKwh: toNumber(state['o'], 1_000),
        outdoorC: toNumber(state['t'], 100),
      };
    },
  };
}

/** Whole Wh: the shares of a rise then add up to it without rounding. */
function toThousandths(kwh: number | null): string | number {
  return kwh === null ? '' : Math.round(kwh * 1_000);
}

function toNumber(text: string | undefined, perUnit: number): number | null {
  return text === undefined ? null : Number(text) / perUnit;
}

/** Blocks and the open hour are read as one, so that an hour that closes is not seen twice. */
async function readHours(
  { redis }: Scripts,
  asked: { deviceId: string; stretch: Stretch; lifeMs: number },
): Promise<readonly EnergySum[]> {
  const { deviceId, stretch, lifeMs } = asked;
  const last = await readFrom('energy', () => redis.hget(`jg:en:${deviceId}`, 'at'));
  if (!last) return [];
  const fromHour = toHour(Math.max(stretch.fromMs, Number(last) - lifeMs));
  // One hour more: the newest sample may have moved on since.
  const toHourExclusive = toHour(Math.min(stretch.toMs - 1, Number(last) + hourMs)) + 1;
  const reading = redis.multi().hgetall(`jg:en:${deviceId}`);
  const first = Math.floor(fromHour / blockHours);
  for (let block = first; block * blockHours < toHourExclusive; block++) {
    reading.getBuffer(`jg:eh:${deviceId}:${block}`);
  }
  const [state, ...blocks] = (await readAll('energy', reading)) as [
    Record<string, string>,
    ...(Buffer | null)[],
  ];
  const closed = blocks.flatMap((bytes, index) =>
    bytes ? toClosedHours(bytes, (first + index) * blockHours) : [],
  );
  return [...closed, ...toOpenHour(state)].filter(
    ({ fromMs, toMs }) =>
      toMs > stretch.fromMs && fromMs < stretch.toMs && toHour(fromMs) >= fromHour,
  );
}

function toHour(atMs: number): number {
  return Math.floor(atMs / hourMs);
}

function toClosedHours(bytes: Buffer, firstHour: number): readonly EnergySum[] {
  const sums: EnergySum[] = [];
  for (let at = 0; at + recordBytes <= bytes.length; at += recordBytes) {
    const energyInWh = bytes.readUIntBE(at, 3);
    const heatOutWh = bytes.readUIntBE(at + 3, 3);
    const outdoor = bytes.readUInt16BE(at + 6);
    if (energyInWh + heatOutWh + outdoor === 0) continue;
    const fromMs = (firstHour + at / recordBytes) * hourMs;
    sums.push({
      fromMs,
      toMs: fromMs + hourMs,
      energyInKwh: energyInWh === 0 ? null : (energyInWh - 1) / 1_000,
      heatOutKwh: heatOutWh === 0 ? null : (heatOutWh - 1) / 1_000,
      outdoorC: outdoor === 0 ? null : (outdoor - zeroCenti) / 100,
    });
  }
  return sums;
}

function toOpenHour(state: Readonly<Record<string, string>>): readonly EnergySum[] {
  const { at, h, hi, ho, ts, tn } = state;
  const fromMs = Number(h) * hourMs;
  // A sample on the very first moment of an hour says nothing of it yet.
  if (at === undefined || Number(at) <= fromMs) return [];
  const outdoorC = tn === undefined ? null : Number(ts) / Number(tn) / 100;
  return [
    {
      fromMs,
      toMs: Number(at),
      energyInKwh: toNumber(hi, 1_000),
      heatOutKwh: toNumber(ho, 1_000),
      outdoorC: outdoorC === null ? null : Math.round(outdoorC * 100) / 100,
    },
  ];
}
