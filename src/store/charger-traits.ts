import type { ChargerModel, ChargerTraits, ModelTraits } from '../domain/ports/charger-traits.ts';
import { readFrom, type Scripts } from './scripts.ts';

const traitsKey = 'jg:traits';
const intervalsKey = 'jg:intervals';
/** Three traits each of a few thousand models: more is somebody who makes up names. */
const fieldsMax = 10_000;
const nameCharsMax = 64;

/**
 * What is remembered of chargers: hash `traits` `<make>|<model>|<firmware>|<trait>` -> JSON, and
 * hash `intervals` device id -> seconds.
 */
export function makeChargerTraits({ redis }: Pick<Scripts, 'redis'>): ChargerTraits {
  return {
    async read(model) {
      const fields = traitNames.map((name) => toField(model, name));
      const found = await readFrom('traits', () => redis.hmget(traitsKey, ...fields));
      return toTraits(found);
    },
    async learn(model, traits) {
      for (const [name, value] of Object.entries(traits)) {
        const field = toField(model, name);
        const isKnown = await readFrom('traits', () => redis.hexists(traitsKey, field));
        const count = isKnown ? 0 : await readFrom('traits', () => redis.hlen(traitsKey));
        if (count >= fieldsMax) return;
        await readFrom('traits', () => redis.hset(traitsKey, field, JSON.stringify(value)));
      }
    },
    async readInterval(deviceId) {
      const text = await readFrom('interval', () => redis.hget(intervalsKey, deviceId));
      return text === null ? null : Number(text);
    },
    async keepInterval(deviceId, seconds) {
      await readFrom('interval', () =>
        seconds === null
          ? redis.hdel(intervalsKey, deviceId)
          : redis.hset(intervalsKey, deviceId, String(seconds)),
      );
    },
  };
}

const traitNames = ['rung', 'endsOnZero', 'takesProfileInStart'] as const;

function toTraits([rung, endsOnZero, inStart]: readonly (string | null)[]): ModelTraits {
  return {
    rung: rung ? (JSON.parse(rung) as string | null) : null,
    endsOnZero: endsOnZero === 'true',
    takesProfileInStart: inStart ? (JSON.parse(inStart) as boolean | null) : null,
  };
}

/** Names come from chargers: bounded, and the separator is not theirs. */
function toField({ make, model, firmware }: ChargerModel, trait: string): string {
  const names = [make, model, firmware ?? ''].map((name) =>
    name.replaceAll('|', '/').slice(0, nameCharsMax),
  );
  return [...names, trait].join('|');
}
