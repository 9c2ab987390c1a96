import type { Order } from '../../../domain/ports/connections.ts';
import type { SendResult } from '../../../domain/reply.ts';
import type { Charger } from '../charger.ts';
import type { WatchPlan } from '../evidence-watch.ts';
import { waitForMemory } from '../pause.ts';
import { hasStatus, type LateReading, type Steps, toRefusal } from '../procedure.ts';
import { toRemoteStartId } from './remote-start-id.ts';

const OPERATIVE_WAIT_MS = 10_000;
const QUEUED_START_WAIT_MS = 10_000;
const DELIVERING: ReadonlySet<string> = new Set([
  'charging',
  'suspended_vehicle',
  'suspended_charger',
]);
/** Shorter than the answer window, which began with the start's frame. */
const START_WAIT_MS = 20_000;

/** Row D of ocpp.md 3.2: a connector that was taken out of service is put back. */
export async function ensureOperative(steps: Steps): Promise<SendResult | null> {
  const { memory, clock, dialect } = steps.charger;
  const connectorId = memory.mainConnectorId();
  const isUnavailable = () => memory.connector(connectorId).status?.state === 'unavailable';
  if (!isUnavailable()) return null;
  const text = dialect.changeAvailability({ connectorId, isOperative: true });
  const answer = await steps.call(text);
  if (answer.kind === 'ended') return answer.verdict;
  if (!hasStatus(answer, 'Accepted', 'Scheduled')) {
    return isUnavailable() ? toRefusal(text.action, answer) : null;
  }
  const delayMs = clock.windowMs(OPERATIVE_WAIT_MS);
  await waitForMemory(memory, () => !isUnavailable(), { clock, delayMs, signal: steps.signal });
  return null;
}

/**
 * Row B: no session runs, so one is started with our own tag. `null`: one runs, or the charger has
 * accepted the start and begun nothing so far, which the evidence window will tell.
 */
export async function ensureSession(
  order: Order,
  steps: Steps,
  watch: (charger: Charger) => WatchPlan,
): Promise<SendResult | null> {
  const { memory, clock, dialect } = steps.charger;
  const isRunning = () => memory.runningSession() !== null;
  const begins = (forMs: number) => {
    const delayMs = clock.windowMs(forMs);
    return waitForMemory(memory, isRunning, { clock, delayMs, signal: steps.signal });
  };
  if (isRunning() || (await isStartOnItsWay(steps))) return null;
  if (steps.isPastDeadline()) return steps.end('past its deadline before the start').verdict;
  const connectorId = memory.mainConnectorId();
  const remoteStartId = toRemoteStartId(order.transactionId);
  const text = dialect.remoteStart({ connectorId, remoteStartId, profile: null });
  const readLate: LateReading = (answer) => {
    if (!hasStatus(answer, 'Accepted') && !isRunning()) return toRefusal(text.action, answer);
    steps.watch(watch(steps.charger));
    return { kind: 'accepted' };
  };
  memory.askStart(remoteStartId);
  const answer = await steps.call(text, readLate);
  if (answer.kind === 'ended') return answer.verdict;
  if (!hasStatus(answer, 'Accepted')) {
    // A refusal of what is already there is none: the session may have begun meanwhile, or an
    // earlier attempt's start was taken and is still on its way.
    const hasBegun = order.attempt > 1 ? await begins(QUEUED_START_WAIT_MS) : isRunning();
    return hasBegun ? null : toRefusal(text.action, answer);
  }
  // Cut off while waiting, nobody would look for a limit: that is the next attempt's.
  if ((await begins(START_WAIT_MS)) || !steps.signal.aborted) return null;
  return steps.end('the link was lost before the session began').verdict;
}

/**
 * A connector that delivers has a session, whose start may still wait in the charger's queue (it
 * reports "Charging" first, or its link was cut meanwhile): starting again would be once too often.
 */
async function isStartOnItsWay(steps: Steps): Promise<boolean> {
  const { memory, clock } = steps.charger;
  const state = memory.main().status?.state;
  if (state === undefined || !DELIVERING.has(state)) return false;
  const delayMs = clock.windowMs(QUEUED_START_WAIT_MS);
  const isRunning = () => memory.runningSession() !== null;
  return waitForMemory(memory, isRunning, { clock, delayMs, signal: steps.signal });
}
