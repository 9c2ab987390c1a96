import type { SendResult } from '../../../domain/reply.ts';
import type { SessionReport } from '../../../domain/reports.ts';
import { waitForMemory } from '../pause.ts';
import {
  hasStatus,
  type LateReading,
  type StepAnswer,
  type Steps,
  toRefusal,
} from '../procedure.ts';
import { ensureInService, takeOutOfService } from './inoperative.ts';

const END_WAIT_MS = 10_000;

/**
 * The last rungs of the ladder for an end (ocpp.md 3.3): a remote stop, else the connector out of
 * service and back into it. `null`: the session is over or about to be. `onDone`: looks for it.
 */
export async function switchOff(steps: Steps, onDone: () => void): Promise<SendResult | null> {
  const { memory, dialect } = steps.charger;
  const session = memory.runningSession();
  const key = memory.runningKey();
  if (!session || !key) return null;
  const isDone = (answer: StepAnswer) =>
    hasStatus(answer, 'Accepted') || !isRunning(steps, session);
  const text = dialect.remoteStop(key);
  const readLate: LateReading = (answer) => {
    onDone();
    return isDone(answer) ? { kind: 'accepted' } : toRefusal(text.action, answer);
  };
  const answer = await steps.call(text, readLate);
  if (answer.kind === 'ended') return answer.verdict;
  if (isDone(answer)) return null;
  return (await endByService(steps, session)) ?? toRefusal(text.action, answer);
}

/** True once the session has ended; it waits a little for the charger to say so. */
export function waitForEnd(steps: Steps, session: SessionReport): Promise<boolean> {
  const { memory, clock } = steps.charger;
  const delayMs = clock.windowMs(END_WAIT_MS);
  const isOver = () => !isRunning(steps, session);
  return waitForMemory(memory, isOver, { clock, delayMs, signal: steps.signal });
}

/**
 * Inoperative ends a session, or is only scheduled for its end (OCPP 1.6 5.2). Whatever came of it,
 * the connector is put back into service. `null`: it did not help.
 */
async function endByService(steps: Steps, session: SessionReport): Promise<SendResult | null> {
  const { memory } = steps.charger;
  const kept = await ensureInService(steps);
  if (kept) return kept;
  const out = await takeOutOfService(steps, memory.mainConnectorId());
  if (out.kind === 'ended') return out.verdict;
  if (!hasStatus(out, 'Accepted', 'Scheduled')) return null;
  const hasEnded = hasStatus(out, 'Accepted') && (await waitForEnd(steps, session));
  const notBack = await ensureInService(steps);
  return notBack ?? (hasEnded ? { kind: 'accepted' } : null);
}

function isRunning({ charger }: Steps, session: SessionReport): boolean {
  return charger.memory.runningSession()?.sessionId === session.sessionId;
}
