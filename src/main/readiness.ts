import type { Core } from './make-core.ts';
import type { OpenRedis } from './open-redis.ts';

/**
 * Whether this node may take traffic, and if not, why, in words for an operator. Above
 * `readyPercent` of the store's memory it takes no more (design section 4, "Retention").
 */
export function toReadiness(
  core: Core,
  redis: OpenRedis,
  readyPercent: number,
): { ready: boolean; reasons: readonly string[] } {
  const faults: string[] = [];
  const redisFault = redis.fault();
  if (redisFault) faults.push(redisFault);
  if (!core.heartbeat.isFresh()) faults.push('the key of this node could not be renewed for 10 s');
  if (!core.dueLoop.isInTime()) faults.push('the clocks of this node and of redis differ too much');
  const { usedPercent } = core.store.memory;
  if (usedPercent() > readyPercent)
    faults.push(`redis' memory is ${Math.floor(usedPercent())} % full`);
  const warnings = redis.durability.isWeak ? ['durability is weak by configuration'] : [];
  return { ready: faults.length === 0, reasons: [...faults, ...warnings] };
}
