import { leastAmps } from '../../../domain/commands/charging-schedule.ts';
import type { SendResult } from '../../../domain/reply.ts';
import { forgetPower } from '../metering/forget-power.ts';
import { waitForMemory } from '../pause.ts';
import type { Steps } from '../procedure.ts';
import { climb } from '../profiles/ladder.ts';
import type { LimitCurve } from '../profiles/limit-curve.ts';
import type { WantedLimit } from '../profiles/make-profile.ts';
import { toPlaces } from '../profiles/places.ts';
import { skewMs } from '../skew.ts';
import type { CommandHandler } from '../version.ts';
import { isOwnStart } from './lift-limit.ts';
import { ensureOperative, ensureSession } from './session-steps.ts';
import { toWanted } from './wanted-limit.ts';
import { watchTest } from './watch-test.ts';

/** Payloads, so real seconds: then the test ends by itself, whatever becomes of us. */
const FULL_S = 90;
const WHOLE_S = 180;
const SAMPLE_WAIT_MS = 2_000;

/**
 * Prove that a vehicle can be charged, and that its charging can be controlled (ocpp.md 3.2, "Test
 * charge"): a base line, a session, and a schedule at full current that goes down and ends by
 * itself. What it shows is watched once the last step was answered; the report is the verdict.
 */
export const testCharge: CommandHandler = async (order, steps) => {
  if (steps.isPastDeadline()) return steps.end('past its deadline: nothing was sent').verdict;
  steps.charger.memory.calledOffUntilMs = null;
  const baselineW = await readBaseline(steps);
  const start = { onLate: () => null, limit: toTestLimit(steps), isTrial: true };
  const ended =
    (await ensureOperative(steps)) ??
    (await ensureSession(order, steps, start)) ??
    (await ensureTestProfile(steps));
  if (ended) return ended;
  const session = steps.charger.memory.runningSession();
  const watch = {
    transactionId: order.transactionId,
    baselineW,
    sinceMs: order.issuedAtMs - skewMs,
    isBegunHere: session === null || isOwnStart(order, session),
    sessionId: session?.sessionId ?? null,
  };
  steps.afterwards((own) => watchTest(own, watch));
  return { kind: 'accepted' };
};

/** What flows before anything is done, W; a charger need not say. */
async function readBaseline(steps: Steps): Promise<number | null> {
  const { memory, dialect, clock } = steps.charger;
  const connectorId = memory.mainConnectorId();
  forgetPower(steps.charger);
  const answer = await steps.call(dialect.trigger('meter', connectorId));
  if (answer.kind === 'ended') return null;
  const delayMs = clock.windowMs(SAMPLE_WAIT_MS);
  const isMetered = () => memory.main().powerW !== null;
  await waitForMemory(memory, isMetered, { clock, delayMs, signal: steps.signal });
  return memory.main().powerW;
}

/**
 * Where every way to set a limit is refused the test goes on without one: that the charging begins
 * is worth knowing, too.
 */
async function ensureTestProfile(steps: Steps): Promise<SendResult | null> {
  const { memory } = steps.charger;
  if (!memory.runningKey()) return null;
  const wanted = toTestLimit(steps);
  const climbed = await climb(steps, {
    wanted,
    places: toPlaces(memory, wanted.curve),
    planId: null,
    // The watch begins with the next attempt, which finds the session and the profile.
    onLate: () => null,
  });
  return climbed.kind === 'ended' ? climbed.verdict : null;
}

function toTestLimit({ charger }: Steps): WantedLimit {
  const { memory, clock } = charger;
  const curve: LimitCurve = {
    startMs: clock.nowMs(),
    stretches: [
      { afterS: 0, limitAmps: memory.facts.maxAmps },
      { afterS: FULL_S, limitAmps: leastAmps },
    ],
    durationS: WHOLE_S,
  };
  return toWanted(charger, 'test', curve);
}
