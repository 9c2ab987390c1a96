import { Type } from 'typebox';
import type { ZoneDescription } from '../description.ts';
import type { DeviceView, InputFault } from './spec.ts';

const zoneNames = ['WATER', 'ZONE_1', 'ZONE_2', 'AUXILIARY'] as const;

/** A zone of a heating controller, by its name in the API (kraken-api.md 1.5, `Zone`). */
export type ZoneName = (typeof zoneNames)[number];

/** JSON Schema of {@link ZoneName}. */
export const zoneNameSchema = Type.Unsafe<ZoneName>(
  Type.Union(zoneNames.map((zone) => Type.Literal(zone))),
);

/** The zone of that name as the controller describes it. */
export function findZone(zone: string, view: DeviceView): ZoneDescription | undefined {
  return view.description?.zones.find((each) => each.zone === zone);
}

/** Says that the controller has no such zone, and which ones it has. */
export function toZoneFaults(zone: string, view: DeviceView): readonly InputFault[] {
  const known = (view.description?.zones ?? []).filter((each) => each.enabled);
  const names = known.map((each) => each.zone).join(', ') || 'none';
  const message = `the controller has no zone ${zone}; it has ${names}`;
  return [{ code: 'unknown_zone', path: ['zone'], message }];
}

/** Says that the controller has no such sensor, and which ones it has; empty when it has it. */
export function toSensorFaults(sensorCode: string, view: DeviceView): readonly InputFault[] {
  const codes = (view.description?.sensors ?? []).map((sensor) => sensor.code);
  if (codes.includes(sensorCode)) return [];
  const names = codes.slice(0, 20).join(', ') || 'none';
  const message = `the controller has no sensor ${sensorCode}; it has ${names}`;
  return [{ code: 'unknown_sensor', path: ['sensorCode'], message }];
}
