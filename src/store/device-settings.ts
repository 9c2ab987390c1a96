import type { HeldSettings } from '../domain/commands/spec.ts';
import type {
  ChargingPreferences,
  ChargingSwitch,
  DeviceSettings,
  Place,
} from '../domain/device-settings.ts';
import type { ChargingPlan } from '../domain/planning/plan.ts';
import type { Plans } from '../domain/ports/plans.ts';
import { readFrom, type Scripts } from './scripts.ts';

type Fields = Readonly<Record<string, string>>;

/** What the gateway holds for a device: fields of `dev:<id>`; `home` is JSON of a place. */
export function parseSettings(fields: Fields, home: string | null): DeviceSettings {
  const read = <T>(text: string | null | undefined) => (text ? (JSON.parse(text) as T) : null);
  return {
    preferences: read<ChargingPreferences>(fields['preferences']),
    gridExport: read<boolean>(fields['gridExport']),
    plan: read<ChargingPlan>(fields['plan']),
    planCommandId: fields['planTx'] || null,
    planCauseId: fields['planCause'] || null,
    home: read<Place>(home),
    switches: parseSwitches(fields['switched']),
  };
}

/** `atMs|transaction` each, oldest first (take.lua). */
function parseSwitches(text: string | undefined): readonly ChargingSwitch[] {
  if (!text) return [];
  return text.split(',').map((one) => {
    const [atMs, transactionId = ''] = one.split('|');
    return { transactionId, atMs: Number(atMs) };
  });
}

/** What is held, as fields of the hash. */
export function toHeldFields(held: HeldSettings): Readonly<Record<string, string>> {
  const entries = Object.entries(held).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, JSON.stringify(value)]));
}

/** The plans of devices: a field of `dev:<id>`, and the members `p<id>` of the due clock. */
export function makePlans({ redis }: Scripts): Plans {
  return {
    async keep(deviceId, plan) {
      const key = `jg:dev:${deviceId}`;
      await readFrom('plan', () =>
        plan ? redis.hset(key, 'plan', JSON.stringify(plan)) : redis.hdel(key, 'plan'),
      );
    },
    async remake(deviceId, atMs) {
      await readFrom('plan', () => redis.zadd('jg:due', 'LT', atMs, `p${deviceId}`));
    },
  };
}
