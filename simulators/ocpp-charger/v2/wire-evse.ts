import type { Station2 } from './station.ts';

/** EVSEType. */
export type WireEvse = { readonly id: number; readonly connectorId?: number };

/** True for the station as a whole (absent or 0), for its EVSE, and for that one's connector. */
export function isKnownEvse({ evse }: Station2, place: WireEvse | undefined): boolean {
  if (place === undefined || place.id === 0) return true;
  const isOurs = place.connectorId === undefined || place.connectorId === evse.connectorId;
  return place.id === evse.connectorId && isOurs;
}
