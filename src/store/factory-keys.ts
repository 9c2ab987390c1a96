import type { FactoryKeys } from '../domain/ports/provisioning.ts';
import { readFrom, type Scripts } from './scripts.ts';

/** Factory keys: hash `fk:<euid>`, public keys only. */
export function makeFactoryKeys(scripts: Scripts): FactoryKeys {
  return {
    async enrol(keys, nowMs) {
      return Number(await scripts.run('enrol', nowMs, [JSON.stringify(keys)]));
    },
    async find(identity) {
      const stored = await readFrom('factory key', () =>
        scripts.redis.hgetall(`jg:fk:${identity}`),
      );
      const { spkiPem, enrolledAtMs } = stored;
      return spkiPem ? { spkiPem, enrolledAtMs: Number(enrolledAtMs) } : null;
    },
  };
}
