import type { Charger } from '../../charger.ts';
import { callInBackground } from './background.ts';

/** What a charger can be asked to send (OCPP 1.6 6.51, as far as it is used here). */
export type Triggered = 'BootNotification' | 'Heartbeat' | 'MeterValues' | 'StatusNotification';

/** How it took the request; `mute`: nothing was heard at all. */
export type TriggerAnswer = 'accepted' | 'refused' | 'mute';

/** OCPP 1.6 5.17: asks for a message, which comes by itself and later, or not at all. */
export async function triggerMessage(
  charger: Charger,
  requestedMessage: Triggered,
  connectorId?: number,
): Promise<TriggerAnswer> {
  const params = { requestedMessage, ...(connectorId === undefined ? {} : { connectorId }) };
  const answer = await callInBackground(charger, 'TriggerMessage', params);
  if (answer.kind === 'result') {
    return answer.payload['status'] === 'Accepted' ? 'accepted' : 'refused';
  }
  return answer.kind === 'error' || answer.kind === 'invalid' ? 'refused' : 'mute';
}
