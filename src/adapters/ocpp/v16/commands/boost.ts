import type { Order } from '../../../../domain/ports/connections.ts';
import type { SendResult } from '../../../../domain/reply.ts';
import type { SessionReport } from '../../../../domain/reports.ts';
import { gatewayIdTag } from '../../charger-memory.ts';
import { waitForMemory } from '../../pause.ts';
import { hasStatus, type LateReading, type Steps, toRefusal } from '../../procedure.ts';
import type { CommandHandler } from '../../version.ts';
import { toTxProfile } from './charging-profiles.ts';
import { readLimit } from './read-limit.ts';
import { watchBoost } from './watch-plans.ts';

const OPERATIVE_WAIT_MS = 10_000;
const QUEUED_START_WAIT_MS = 10_000;
const DELIVERING: ReadonlySet<string> = new Set([
  'charging',
  'suspended_vehicle',
  'suspended_charger',
]);
/** Shorter than the answer window, which began with the start's frame. */
const START_WAIT_MS = 20_000;
/** Between the charger's clock and ours (lifecycle.md, "Windows"). */
const SKEW_MS = 5_000;
const AMPS_TOLERANCE = 0.5;

/**
 * Charge now, until full (ocpp.md 3.2, rows A, B and D; C is refused before it gets here). Reads
 * what is and makes only the missing steps: an operative connector, a session, a lifted limit.
 */
export const boost: CommandHandler = async (order, steps) => {
  if (steps.isPastDeadline()) return readBackOnly(order, steps);
  steps.charger.memory.isCalledOff = false;
  const ended =
    (await ensureOperative(steps)) ??
    (await ensureSession(order, steps)) ??
    (await ensureLimitLifted(order, steps));
  if (ended) return ended;
  steps.watch(watchBoost(steps.charger));
  return { kind: 'accepted' };
};

/** Row D: a connector that was taken out of service is put back (OCPP 1.6 5.2). */
async function ensureOperative(steps: Steps): Promise<SendResult | null> {
  const { memory, clock } = steps.charger;
  const connectorId = memory.mainConnectorId();
  const isUnavailable = () => memory.connector(connectorId).status?.state === 'unavailable';
  if (!isUnavailable()) return null;
  const params = { connectorId, type: 'Operative' };
  const answer = await steps.call('ChangeAvailability', params);
  if (answer.kind === 'ended') return answer.verdict;
  if (!hasStatus(answer, 'Accepted', 'Scheduled')) {
    return isUnavailable() ? toRefusal('ChangeAvailability', answer) : null;
  }
  const delayMs = clock.windowMs(OPERATIVE_WAIT_MS);
  await waitForMemory(memory, () => !isUnavailable(), { clock, delayMs, signal: steps.signal });
  return null;
}

/** Row B: no session runs, so one is started with our own tag (OCPP 1.6 5.11). */
async function ensureSession(order: Order, steps: Steps): Promise<SendResult | null> {
  const { memory, clock } = steps.charger;
  const isRunning = () => memory.runningSession() !== null;
  const begins = (forMs: number) => {
    const delayMs = clock.windowMs(forMs);
    return waitForMemory(memory, isRunning, { clock, delayMs, signal: steps.signal });
  };
  if (isRunning() || (await isStartOnItsWay(steps))) return null;
  if (steps.isPastDeadline()) return steps.end('past its deadline before the start').verdict;
  const readLate: LateReading = (answer) => {
    if (!hasStatus(answer, 'Accepted') && !isRunning()) {
      return toRefusal('RemoteStartTransaction', answer);
    }
    steps.watch(watchBoost(steps.charger));
    return { kind: 'accepted' };
  };
  const params = { connectorId: memory.mainConnectorId(), idTag: gatewayIdTag };
  const answer = await steps.call('RemoteStartTransaction', params, readLate);
  if (answer.kind === 'ended') return answer.verdict;
  if (!hasStatus(answer, 'Accepted')) {
    // A refusal of what is already there is none: the session may have begun meanwhile, or an
    // earlier attempt's start was taken and is still on its way.
    const hasBegun = order.attempt > 1 ? await begins(QUEUED_START_WAIT_MS) : isRunning();
    return hasBegun ? null : toRefusal('RemoteStartTransaction', answer);
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

/** Row A: our profile on top of whatever limits the running session (OCPP 1.6 5.16). */
async function ensureLimitLifted(order: Order, steps: Steps): Promise<SendResult | null> {
  const { memory, clock, store } = steps.charger;
  const session = memory.runningSession();
  // It accepted the start and began nothing so far: the evidence window will tell.
  if (!session || session.sessionId === null) return null;
  const connectorId = memory.mainConnectorId();
  const missing = await isProfileMissing(order, steps, session);
  if (typeof missing !== 'boolean') return missing;
  if (!missing) return null;
  if (steps.isPastDeadline()) return steps.end('past its deadline before the profile').verdict;
  const limitAmps = memory.facts.maxAmps;
  const params = toTxProfile({
    connectorId,
    sessionId: session.sessionId,
    purpose: 'boost',
    limitAmps,
    facts: memory.facts,
    nowMs: clock.nowMs(),
  });
  const report = () =>
    store.report('profile', { boostInstalled: true, limitAmps, readBack: false }, clock.nowMs());
  const readLate: LateReading = (answer) => {
    if (!hasStatus(answer, 'Accepted')) return toRefusal('SetChargingProfile', answer);
    memory.boostInstalled = true;
    void report().catch(() => undefined);
    steps.watch(watchBoost(steps.charger));
    return { kind: 'accepted' };
  };
  const answer = await steps.call('SetChargingProfile', params, readLate);
  if (answer.kind === 'ended') return answer.verdict;
  if (!hasStatus(answer, 'Accepted')) return toRefusal('SetChargingProfile', answer);
  memory.boostInstalled = true;
  await report();
  return null;
}

/**
 * A session that this boost itself began needs the profile only where something limits it; one
 * from before always, unless ours is known to be there and the read-back agrees.
 */
async function isProfileMissing(
  order: Order,
  steps: Steps,
  session: SessionReport,
): Promise<boolean | SendResult> {
  const { memory } = steps.charger;
  const startedAtMs = session.startedAtMs ?? 0;
  const isOwnStart = session.startedByGateway && startedAtMs >= order.issuedAtMs - SKEW_MS;
  if (!isOwnStart && !memory.boostInstalled) return true;
  const reading = await readLimit(steps, memory.mainConnectorId());
  if (reading.kind === 'ended') return reading.verdict;
  if (reading.kind === 'unreadable') return !isOwnStart;
  return reading.limitAmps !== null && reading.limitAmps < memory.facts.maxAmps - AMPS_TOLERANCE;
}

/** Past the deadline nothing is sent: what an earlier attempt did may show. */
function readBackOnly(order: Order, steps: Steps): SendResult {
  const { memory } = steps.charger;
  const session = memory.runningSession();
  const hasShown = session && (session.startedByGateway || memory.boostInstalled);
  if (order.attempt <= 1 || !hasShown) {
    return steps.end('past its deadline: nothing was sent').verdict;
  }
  steps.watch(watchBoost(steps.charger));
  return { kind: 'accepted' };
}
