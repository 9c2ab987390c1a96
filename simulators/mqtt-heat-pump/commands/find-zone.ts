import { isOneOf } from '../../lib/mqtt/params.ts';
import { outOfRange, type Refusal } from '../../lib/mqtt/request.ts';
import type { HeatPumpState } from '../state.ts';
import { ZONE_NAMES } from '../zone-words.ts';
import type { Zone } from '../zones.ts';

/** The zone that a command names, if this device can control it. */
export function findZone(state: HeatPumpState, name: unknown): Zone | Refusal {
  const zone = isOneOf(ZONE_NAMES, name) ? state.zones.get(name) : undefined;
  if (zone === undefined) return outOfRange(`zone: must be one of ${ZONE_NAMES.join(', ')}`);
  if (!zone.enabled) return { code: 'unsupported', detail: `${zone.name} is disabled` };
  return zone;
}
