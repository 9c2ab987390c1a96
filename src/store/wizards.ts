import type { DeviceId } from '../domain/device.ts';
import type { Wizard, Wizards } from '../domain/ports/onboarding.ts';
import { readAll, readFrom, type Scripts } from './scripts.ts';

type Fields = Readonly<Record<string, string>>;
type Facts = Pick<Wizard, 'id' | 'accountNumber' | 'propertyId' | 'createdAtMs'>;

/** So many of an account are kept for whoever looks; those that wait for a device always are. */
const keptMax = 100;

/** The onboarding wizards: hash `wiz:<id>`, and `wizof:<account>` by time. */
export function makeWizards(scripts: Scripts): Wizards {
  return {
    async start(wizard, { openMax, openSinceMs }) {
      const { id, accountNumber, propertyId, createdAtMs } = wizard;
      const record: Facts = { id, accountNumber, propertyId, createdAtMs };
      const text = JSON.stringify(record);
      const args = [id, accountNumber, text, openMax, openSinceMs, Math.max(keptMax, openMax)];
      return (await scripts.run('wizard-start', createdAtMs, args)) === 1 ? 'started' : 'full';
    },
    async find(id) {
      return parseWizard(await readFrom('wizard', () => scripts.redis.hgetall(`jg:wiz:${id}`)));
    },
    async list(accountNumber) {
      const key = `jg:wizof:${accountNumber}`;
      const ids = await readFrom('wizards', () => scripts.redis.zrevrange(key, 0, -1));
      const pipeline = scripts.redis.pipeline();
      for (const id of ids) pipeline.hgetall(`jg:wiz:${id}`);
      const all = (await readAll('wizards', pipeline)) as Fields[];
      return all.map(parseWizard).filter((wizard) => wizard !== null);
    },
    async cancel({ id, version, accountNumber }, nowMs, retires) {
      const args = [id, version, retires ?? '', accountNumber];
      return (await scripts.run('wizard-cancel', nowMs, args)) === 1 ? 'cancelled' : 'conflict';
    },
  };
}

function parseWizard(fields: Fields): Wizard | null {
  const { record, deviceId, cancelledAtMs, version } = fields;
  if (!record) return null;
  return {
    ...(JSON.parse(record) as Facts),
    deviceId: (deviceId ?? null) as DeviceId | null,
    cancelledAtMs: cancelledAtMs ? Number(cancelledAtMs) : null,
    version: Number(version),
  };
}
