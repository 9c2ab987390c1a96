import type { SendResult } from '../../../domain/reply.ts';
import type { SessionReport } from '../../../domain/reports.ts';
import {
  hasStatus,
  isNotOffered,
  type LateReading,
  type StepAnswer,
  type Steps,
  toRefusal,
} from '../procedure.ts';
import { flatCurve, makeProfile } from '../profiles/make-profile.ts';
import { toProfileId } from '../profiles/profile-slots.ts';
import { reportProfiles } from '../profiles/report-profiles.ts';
import type { CommandHandler } from '../version.ts';
import { readLimit } from './read-limit.ts';
import { watchCancel } from './watch-plans.ts';

/**
 * End a boost (ocpp.md 3.2, "Delete boost"): our profile is lifted and read back; a session that
 * the boost began, with no plan to fall back to, is brought to a halt. Without a boost it finds
 * nothing to undo, and the read-back proves it (kraken-api.md 4).
 */
export const cancelBoost: CommandHandler = async (order, steps) => {
  if (steps.isPastDeadline()) {
    // It changes nothing any more; what an earlier attempt did is read back.
    if (order.attempt > 1) steps.watch(watchCancel(steps.charger));
    return steps.end('past its deadline: nothing was sent').verdict;
  }
  steps.charger.memory.isCalledOff = true;
  const ended =
    (await ensureCleared(steps)) ?? (await ensureReadBack(steps)) ?? (await ensureHalted(steps));
  if (ended) return ended;
  steps.watch(watchCancel(steps.charger));
  return { kind: 'accepted' };
};

/** Our own id only, never a wildcard; "Unknown" means that it was gone already. */
async function ensureCleared(steps: Steps): Promise<SendResult | null> {
  const { memory, dialect } = steps.charger;
  const isCleared = (answer: StepAnswer) =>
    hasStatus(answer, 'Accepted', 'Unknown') ||
    // A charger without smart charging holds no profile of ours, unless it once took one.
    (isNotOffered(answer) && !memory.profiles.boostInstalled);
  const connectorId = memory.mainConnectorId();
  const text = dialect.clearProfile({ id: toProfileId(connectorId, 'boost'), connectorId });
  const readLate: LateReading = (answer) => {
    if (!isCleared(answer)) return toRefusal(text.action, answer);
    memory.profiles.boostInstalled = false;
    steps.watch(watchCancel(steps.charger));
    // With a session of ours still to be halted the cancel is not done yet.
    return memory.runningSession()?.startedByGateway ? null : { kind: 'accepted' };
  };
  const answer = await steps.call(text, readLate);
  if (answer.kind === 'ended') return answer.verdict;
  if (!isCleared(answer)) return toRefusal(text.action, answer);
  memory.profiles.boostInstalled = false;
  return null;
}

/**
 * Where the composite schedule cannot be read, the charger's own answer about exactly our profile
 * id ("Accepted": it was there and is gone, "Unknown": it is not there) is its word on what it
 * holds, and counts as read back.
 */
async function ensureReadBack(steps: Steps): Promise<SendResult | null> {
  const { charger } = steps;
  const reading = await readLimit(steps, charger.memory.mainConnectorId());
  if (reading.kind === 'ended') return reading.verdict;
  const limitAmps = reading.kind === 'read' ? reading.limitAmps : null;
  await reportProfiles(charger, { limitAmps, readBack: true });
  return null;
}

/** Pause first, because it can be undone without unplugging; a remote stop is the last rung. */
async function ensureHalted(steps: Steps): Promise<SendResult | null> {
  const { charger } = steps;
  const { memory, clock, dialect } = charger;
  const session = memory.runningSession();
  const key = memory.runningKey();
  if (!session?.startedByGateway || !key) return null;
  const connectorId = memory.mainConnectorId();
  const curve = flatCurve(0, clock.nowMs());
  const wanted = { purpose: 'plan', connectorId, curve, session: key } as const;
  const rung = { unit: memory.facts.rateUnit, form: 'plain', place: 'session' } as const;
  const readLate: LateReading = (answer) => {
    steps.watch(watchCancel(charger));
    return hasStatus(answer, 'Accepted') ? { kind: 'accepted' } : null;
  };
  const answer = await steps.call(dialect.setProfile(makeProfile(wanted, rung, memory)), readLate);
  if (answer.kind === 'ended') return answer.verdict;
  if (hasStatus(answer, 'Accepted')) return null;
  return ensureStopped(steps, session);
}

/** A refusal to stop what has ended meanwhile is none. */
async function ensureStopped(steps: Steps, session: SessionReport): Promise<SendResult | null> {
  const { memory, dialect } = steps.charger;
  const key = memory.runningKey();
  const isRunning = () => memory.runningSession()?.sessionId === session.sessionId;
  if (!key || !isRunning()) return null;
  const text = dialect.remoteStop(key);
  const readLate: LateReading = (answer) => {
    steps.watch(watchCancel(steps.charger));
    const isDone = hasStatus(answer, 'Accepted') || !isRunning();
    return isDone ? { kind: 'accepted' } : toRefusal(text.action, answer);
  };
  const answer = await steps.call(text, readLate);
  if (answer.kind === 'ended') return answer.verdict;
  const isDone = hasStatus(answer, 'Accepted') || !isRunning();
  return isDone ? null : toRefusal(text.action, answer);
}
