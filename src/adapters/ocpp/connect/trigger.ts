import { callInBackground } from '../background.ts';
import type { Charger } from '../charger.ts';
import type { Triggered } from '../dialect.ts';

/** How it took the request; `mute`: nothing was heard at all. */
export type TriggerAnswer = 'accepted' | 'refused' | 'mute';

/**
 * Asks for samples of a connector in the ways that the version has, until one is accepted. A
 * station may accept to tell of its session and have none to tell of, so the next way follows.
 */
export async function triggerSamples(charger: Charger, connectorId: number): Promise<void> {
  for (const message of charger.dialect.sampledBy) {
    const answer = await triggerMessage(charger, message, connectorId);
    const isIdle = message === 'session' && charger.memory.runningSession() === null;
    if (answer === 'mute' || (answer === 'accepted' && !isIdle)) return;
  }
}

/** TriggerMessage: asks for a message, which comes by itself and later, or not at all. */
export async function triggerMessage(
  charger: Charger,
  message: Triggered,
  connectorId?: number,
): Promise<TriggerAnswer> {
  const answer = await callInBackground(charger, charger.dialect.trigger(message, connectorId));
  if (answer.kind === 'result') {
    return answer.payload['status'] === 'Accepted' ? 'accepted' : 'refused';
  }
  return answer.kind === 'error' || answer.kind === 'invalid' ? 'refused' : 'mute';
}
