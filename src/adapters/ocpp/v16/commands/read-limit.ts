import { isNotOffered, type StepEnd, type Steps } from '../../procedure.ts';
import { readLimitAmps, toCompositeRequest } from '../calls/get-composite-schedule.ts';

/** What the charger showed of its limit; `unreadable`: it does not offer or refuses the call. */
export type LimitReading =
  | { readonly kind: 'read'; readonly limitAmps: number | null }
  | { readonly kind: 'unreadable' }
  | StepEnd;

/** GetCompositeSchedule as a step of a command (OCPP 1.6 5.7). */
export async function readLimit(steps: Steps, connectorId: number): Promise<LimitReading> {
  const answer = await steps.call('GetCompositeSchedule', toCompositeRequest(connectorId));
  if (answer.kind === 'ended') return answer;
  if (answer.kind === 'error') {
    if (!isNotOffered(answer)) {
      steps.charger.log.warn({ code: answer.code }, 'the composite schedule could not be read');
    }
    return { kind: 'unreadable' };
  }
  if (answer.payload['status'] !== 'Accepted') return { kind: 'unreadable' };
  return { kind: 'read', limitAmps: readLimitAmps(answer.payload, steps.charger.memory.facts) };
}
