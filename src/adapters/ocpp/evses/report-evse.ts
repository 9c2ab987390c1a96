import type { Charger } from '../charger.ts';
import { takeStatus } from '../sessions/connector-status.ts';
import { toState } from './evse-memory.ts';

/**
 * Stores what the messages about an EVSE come to; `atMs` Unix ms. Unless it was asked for
 * (`isAsked`) a state that is the same as before is no news.
 */
export async function reportEvse(
  charger: Charger,
  evseId: number,
  told: { readonly atMs: number; readonly isAsked: boolean },
): Promise<void> {
  const { memory } = charger;
  const evse = memory.station.evse(evseId);
  const state = toState(evse);
  if (state === null) return;
  const faultCode = state === 'faulted' ? evse.faultCode : null;
  const { status } = memory.connector(evseId);
  const isSame = status?.state === state && status.faultCode === faultCode;
  if (isSame && !told.isAsked) return;
  await takeStatus(charger, { connectorId: evseId, state, faultCode }, told.atMs);
}
