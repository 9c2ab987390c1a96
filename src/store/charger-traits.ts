import type { DeviceId } from '../domain/device.ts';
import type { ChargerModel, ChargerTraits, KnownTraits } from '../domain/ports/charger-traits.ts';
import { readFrom, type Scripts } from './scripts.ts';

const traitsKey = 'jg:traits';
const ownTraitsKey = 'jg:own-traits';
const intervalsKey = 'jg:intervals';
/** Three traits each of a few thousand models: more is somebody who makes up names. */
const fieldsMax = 10_000;
const nameCharsMax = 64;
/** A single charger has to show a thing so often before its whole model is taken for like it. */
const proofsOfOne = 3;

/** What a model is taken for (`sure`), and what chargers of it showed so far; values are JSON. */
type ModelRecord = { readonly sure?: string; readonly value?: string };
/** What one charger showed, and as which model. */
type OwnRecord = { readonly of: string; readonly value: string };
type Found = { readonly value: unknown; readonly standing: KnownTraits['rungStanding'] };

/**
 * What is remembered of chargers: hash `traits` `<make>|<model>|<firmware>|<trait>` -> what the
 * model is taken for and who showed what, hash `own-traits` `<device id>|<trait>` -> what a charger
 * itself showed, and hash `intervals` device id -> seconds.
 */
export function makeChargerTraits(scripts: Scripts): ChargerTraits {
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
      return toTraits(traitNames.map((_, index) => find(name, shared[index], own[index])));
    },
    async learn(model, deviceId, traits) {
      for (const [trait, value] of Object.entries(traits)) {
        const shown = [toName(model), trait, deviceId, JSON.stringify(value)];
        await scripts.run('learn-trait', 0, [...shown, proofsOfOne, fieldsMax]);
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
  name: string,
  sharedText: string | null | undefined,
  ownText: string | null | undefined,
): Found {
  const shared = parse<ModelRecord>(sharedText);
  const own = parse<OwnRecord>(ownText);
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
