/** Zones by their names in the contract (mqtt.md, "Scheme"). */
export const ZONE_NAMES = ['WATER', 'ZONE_1', 'ZONE_2', 'AUXILIARY'] as const;
/** A zone's name. */
export type ZoneName = (typeof ZONE_NAMES)[number];
/** Modes of a zone by their names in the contract (mqtt.md, `set_zone_mode`). */
export const MODES = ['AUTO', 'ON', 'OFF', 'BOOST'] as const;
/** A zone's mode. */
export type Mode = (typeof MODES)[number];
/** Whether a zone is to be heated to its setpoint. */
export type ZoneAction = 'ON' | 'OFF';
