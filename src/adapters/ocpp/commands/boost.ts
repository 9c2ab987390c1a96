import type { Order } from '../../../domain/ports/connections.ts';
import type { SendResult } from '../../../domain/reply.ts';
import type { SessionReport } from '../../../domain/reports.ts';
import { hasStatus, type LateReading, type Steps, toRefusal } from '../procedure.ts';
import { flatCurve, makeProfile } from '../profiles/make-profile.ts';
import { reportProfiles } from '../profiles/report-profiles.ts';
import type { CommandHandler } from '../version.ts';
import { readLimit } from './read-limit.ts';
import { ensureOperative, ensureSession } from './session-steps.ts';
import { watchBoost } from './watch-plans.ts';

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
    (await ensureSession(order, steps, watchBoost)) ??
    (await ensureLimitLifted(order, steps));
  if (ended) return ended;
  steps.watch(watchBoost(steps.charger));
  return { kind: 'accepted' };
};

/** Row A: our profile on top of whatever limits the running session. */
async function ensureLimitLifted(order: Order, steps: Steps): Promise<SendResult | null> {
  const { charger } = steps;
  const { memory, clock, dialect } = charger;
  const session = memory.runningSession();
  const key = memory.runningKey();
  // It accepted the start and began nothing so far: the evidence window will tell.
  if (!session || !key) return null;
  const missing = await isProfileMissing(order, steps, session);
  if (typeof missing !== 'boolean') return missing;
  if (!missing) return null;
  if (steps.isPastDeadline()) return steps.end('past its deadline before the profile').verdict;
  const limitAmps = memory.facts.maxAmps;
  const curve = flatCurve(limitAmps, clock.nowMs());
  const connectorId = memory.mainConnectorId();
  const wanted = { purpose: 'boost', connectorId, curve, session: key } as const;
  const rung = { unit: memory.facts.rateUnit, form: 'plain', place: 'session' } as const;
  const text = dialect.setProfile(makeProfile(wanted, rung, memory));
  const take = () => {
    memory.profiles.boostInstalled = true;
    return reportProfiles(charger, { limitAmps, readBack: false });
  };
  const readLate: LateReading = (answer) => {
    if (!hasStatus(answer, 'Accepted')) return toRefusal(text.action, answer);
    void take().catch(() => undefined);
    steps.watch(watchBoost(charger));
    return { kind: 'accepted' };
  };
  const answer = await steps.call(text, readLate);
  if (answer.kind === 'ended') return answer.verdict;
  if (!hasStatus(answer, 'Accepted')) return toRefusal(text.action, answer);
  await take();
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
  if (!isOwnStart && !memory.profiles.boostInstalled) return true;
  const reading = await readLimit(steps, memory.mainConnectorId());
  if (reading.kind === 'ended') return reading.verdict;
  if (reading.kind === 'unreadable') return !isOwnStart;
  return reading.limitAmps !== null && reading.limitAmps < memory.facts.maxAmps - AMPS_TOLERANCE;
}

/** Past the deadline nothing is sent: what an earlier attempt did may show. */
function readBackOnly(order: Order, steps: Steps): SendResult {
  const { memory } = steps.charger;
  const session = memory.runningSession();
  const hasShown = session && (session.startedByGateway || memory.profiles.boostInstalled);
  if (order.attempt <= 1 || !hasShown) {
    return steps.end('past its deadline: nothing was sent').verdict;
  }
  steps.watch(watchBoost(steps.charger));
  return { kind: 'accepted' };
}
