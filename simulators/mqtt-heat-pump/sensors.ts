import type { Random } from '../lib/random.ts';
import type { ZoneName } from './zone-words.ts';

/** Wired inputs of the controller; the rest are radio sensors. */
const WIRED: readonly { code: string; displayName: string; zone: ZoneName }[] = [
  { code: 'ADC1', displayName: 'Hot water tank', zone: 'WATER' },
  { code: 'ADC2', displayName: 'Zone 1 wired', zone: 'ZONE_1' },
  { code: 'ADC3', displayName: 'Zone 2 wired', zone: 'ZONE_2' },
  { code: 'ADC4', displayName: 'Outdoor', zone: 'AUXILIARY' },
];

/** The fewest sensors: the wired ones. */
export const SENSORS_MIN = WIRED.length;
/** The most sensors; `describe` and `state/sensors` stay within 32 KiB (mqtt.md). */
export const SENSORS_MAX = 100;

/** One sensor; `ZIGBEE` ones are called SENSOR01 and up, wired ones ADC1 to ADC4. */
export interface Sensor {
  readonly code: string;
  readonly type: 'NTC' | 'ZIGBEE';
  readonly zone: ZoneName;
  /** How far it reads beside the true value. */
  readonly offsetC: number;
  readonly zigbeeId: string | null;
  displayName: string;
  online: boolean;
}

/** Four wired sensors, then radio sensors that take turns between the two heating zones. */
export function makeSensors(count: number, random: Random): Map<string, Sensor> {
  const wired = WIRED.map(
    (input): Sensor => ({ ...input, type: 'NTC', offsetC: 0, zigbeeId: null, online: true }),
  );
  const radio = Array.from({ length: Math.max(count - wired.length, 0) }, (_, index): Sensor => {
    const code = `SENSOR${String(index + 1).padStart(2, '0')}`;
    return {
      code,
      type: 'ZIGBEE',
      zone: index % 2 === 0 ? 'ZONE_1' : 'ZONE_2',
      offsetC: random() * 0.6 - 0.3,
      zigbeeId: Math.floor(random() * 2 ** 48)
        .toString(16)
        .padStart(16, '0'),
      displayName: `Room ${index + 1}`,
      online: true,
    };
  });
  return new Map([...wired, ...radio].map((sensor) => [sensor.code, sensor]));
}
