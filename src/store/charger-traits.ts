import type { DeviceId } from '../domain/device.ts';
import type { ChargerModel, ChargerTraits, KnownTraits } from '../domain/ports/charger-traits.ts';
import type { Clock } from '../domain/ports/clock.ts';
import { readFrom, type Scripts } from './scripts.ts';

const traitsKey = 'jg:traits';
const ownTraitsKey = 'jg:own-traits';
const intervalsKey = 'jg:intervals';
/** Three traits each of a few thousand models: more is somebody who makes up names. */
const fieldsMax = 10_000;
const nameCharsMax = 64;
/** A single charger has to show a thing so often before its whole model is taken for like it. */
const proofsOfOne = 3;

const dayMs = 24 * 60 * 60_000;
/**
 * Nothing that follows can show that a lesson was wrong where it keeps us from trying: such a one
 * has to be shown again from time to time, soon where it was shown only once.
 */
const lasting: Readonly<Record<string, { readonly onceMs: number; readonly againMs: number }>> = {
  endsOnZero: { onceMs: dayMs, againMs: 30 * dayMs },
};

/**
 * What a model is taken for (`sure`), and what chargers of it showed so far; values are JSON.
 * `at`: when it was shown last, Unix ms.
 */
type ModelRecord = { readonly sure?: string; readonly value?: string; readonly at?: number };
/** What one charger showed, as which model, and how often since it showed anything else. */
type OwnRecord = {
  readonly of: string;
  readonly value: string;
  readonly at?: number;
  readonly times?: number;
};
type Found = { readonly value: unknown; readonly standing: KnownTraits['rungStanding'] };

/**
 * What is remembered of chargers: hash `traits` `<make>|<model>|<firmware>|<trait>` -> what the
 * model is taken for and who showed what, hash `own-traits` `<device id>|<trait>` -> what a charger
 * itself showed, and hash `intervals` device id -> seconds.
 */
export function makeChargerTraits(scripts: Scripts, clock: Pick<Clock, 'nowMs'>): ChargerTraits {
  const { redis } = scripts;
  return {
    async read(model, deviceId) {
      const name = toName(model);
      const [shared, own] = await readFrom('traits', () =>
        Promise.all([
          redis.hmget(traitsKey, ...traitNames.map((trait) => `${name}|${trait}`)),
          redis.hmget(ownTraitsKey, ...traitNames.map((trait) => `${deviceId}|${trait}`)),
        ]),
      );
      const nowMs = clock.nowMs();
      return toTraits(
        traitNames.map((trait, index) => find({ name, trait, nowMs }, shared[index], own[index])),
      );
    },
    async learn(model, deviceId, traits) {
      for (const [trait, value] of Object.entries(traits)) {
        const shown = [toName(model), trait, deviceId, JSON.stringify(value)];
        await scripts.run('learn-trait', clock.nowMs(), [...shown, proofsOfOne, fieldsMax]);
      }
    },
    readInterval: (deviceId) => readInterval(redis, deviceId),
    async keepInterval(deviceId, seconds) {
      await readFrom('interval', () =>
        seconds === null
          ? redis.hdel(intervalsKey, deviceId)
          : redis.hset(intervalsKey, deviceId, String(seconds)),
      );
    },
  };
}

async function readInterval(redis: Scripts['redis'], deviceId: DeviceId): Promise<number | null> {
  const text = await readFrom('interval', () => redis.hget(intervalsKey, deviceId));
  return text === null ? null : Number(text);
}

const traitNames = ['rung', 'endsOnZero', 'takesProfileInStart'] as const;

/** What the charger itself showed counts before what its model is taken for. */
function find(
  wanted: { readonly name: string; readonly trait: string; readonly nowMs: number },
  sharedText: string | null | undefined,
  ownText: string | null | undefined,
): Found {
  const { name } = wanted;
  const shared = fresh(parse<ModelRecord>(sharedText), wanted);
  const own = fresh(parse<OwnRecord>(ownText), wanted);
  // Another firmware is another model, and may behave otherwise.
  const ownValue = own?.of === name ? own.value : undefined;
  const value = ownValue ?? shared?.sure;
  const isSure = shared?.sure !== undefined && shared.sure === value;
  const isShown = value !== undefined || shared?.value !== undefined;
  return {
    value: value === undefined ? null : JSON.parse(value),
    standing: isSure ? 'sure' : isShown ? 'shown' : 'unknown',
  };
}

/** `null` for what was not shown again in its time. */
function fresh<T extends ModelRecord | OwnRecord>(
  record: T | null,
  { trait, nowMs }: { readonly trait: string; readonly nowMs: number },
): T | null {
  const limit = lasting[trait];
  if (!record || !limit) return record;
  const isSure = 'sure' in record || ('times' in record && (record.times ?? 0) > 1);
  const lastsMs = isSure ? limit.againMs : limit.onceMs;
  return nowMs - (record.at ?? 0) <= lastsMs ? record : null;
}

/** `null` for what an older gateway stored, which nobody had to confirm. */
function parse<T extends object>(text: string | null | undefined): T | null {
  const record: unknown = text ? JSON.parse(text) : null;
  return typeof record === 'object' ? (record as T | null) : null;
}

function toTraits([rung, endsOnZero, inStart]: readonly Found[]): KnownTraits {
  return {
    rung: (rung?.value ?? null) as string | null,
    endsOnZero: endsOnZero?.value === true,
    takesProfileInStart: (inStart?.value ?? null) as boolean | null,
    rungStanding: rung?.standing ?? 'unknown',
  };
}

/** Names come from chargers: bounded, and the separator is not theirs. */
function toName({ make, model, firmware }: ChargerModel): string {
  const names = [make, model, firmware ?? ''].map((name) =>
    name.replaceAll('|', '/').slice(0, nameCharsMax),
  );
  return names.join('|');
}
