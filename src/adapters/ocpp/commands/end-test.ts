import type { SendResult } from '../../../domain/reply.ts';
import type { Charger } from '../charger.ts';
import type { Steps } from '../procedure.ts';
import type { RunningTest } from '../running-test.ts';
import { callOffStart } from '../sessions/call-off.ts';
import { clearProfile } from './clear-profile.ts';
import { putBackIntoService } from './inoperative.ts';
import { switchOff, waitForEnd } from './on-off.ts';

/**
 * Ends the session that a test charge began, rather than holding it at 0 A: nobody would lift that
 * limit again. What another began goes on. `null`: done, or the charger does not end it.
 */
export async function endTestSession(steps: Steps, test: RunningTest): Promise<SendResult | null> {
  const { memory } = steps.charger;
  const session = memory.runningSession();
  const isOwn = test.sessionId === null || test.sessionId === session?.sessionId;
  if (!test.isBegunHere || !isOwn || !session?.startedByGateway) return null;
  const ended = await switchOff(steps, () => undefined);
  // No attempt of a test comes after its end.
  await putBackIntoService(steps.charger);
  if (ended?.kind === 'no-reply' || ended?.kind === 'unreachable') return ended;
  if (!ended) await waitForEnd(steps, session);
  return null;
}

/**
 * Ends a test charge that runs, because an owner's command takes its charger over: its session and
 * its limit go, and the test has failed at once, not when its time is over. `null`: done.
 */
export async function ensureTestEnded(steps: Steps, why: string): Promise<SendResult | null> {
  const { charger } = steps;
  const { memory } = charger;
  const test = memory.runningTest;
  if (!test) return null;
  // What its start still begins is not wanted either.
  if (test.isBegunHere && !memory.runningSession()) callOffStart(charger);
  const connectorId = memory.mainConnectorId();
  const ended =
    (await endTestSession(steps, test)) ??
    (await clearProfile(steps, { purpose: 'test', connectorId }, () => null));
  if (ended) return ended;
  memory.runningTest = null;
  await failTest(charger, test, why);
  return null;
}

async function failTest(
  { store, log }: Charger,
  { transactionId }: RunningTest,
  detail: string,
): Promise<void> {
  const reply = { kind: 'failed', code: 'interrupted', detail } as const;
  const eventId = `ocpp-test-ended-${transactionId}`;
  await store.record({ type: 'reply', transactionId, reply, eventId }).catch((error: unknown) => {
    log.warn({ transactionId, err: error }, 'the end of a test charge was not stored');
  });
}
