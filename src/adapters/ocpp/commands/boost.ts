import type { Order } from '../../../domain/ports/connections.ts';
import type { DeviceReply, SendResult } from '../../../domain/reply.ts';
import type { Steps } from '../procedure.ts';
import type { CommandHandler } from '../version.ts';
import { ensureLifted, toTopLimit } from './lift-limit.ts';
import { switchOff, waitForEnd } from './on-off.ts';
import { ensureOperative, ensureSession, type StartPlan } from './session-steps.ts';
import { watchBoost } from './watch-boost.ts';

/**
 * Charge now, until full (ocpp.md 3.2, rows A, B and D; C is refused before it gets here). Reads
 * what is and makes only the missing steps: an operative connector, a session, a lifted limit.
 */
export const boost: CommandHandler = async (order, steps) => {
  if (steps.isPastDeadline()) return readBackOnly(order, steps);
  steps.charger.memory.calledOffUntilMs = null;
  // Its session is the boost's from here on.
  steps.charger.memory.runningTest = null;
  const ended =
    (await ensureOperative(steps)) ??
    (await ensureSession(order, steps, toStart(steps))) ??
    (await ensureUnlimited(order, steps));
  if (ended) return ended;
  return watchFrom(steps);
};

/** Row A. A session that the charger itself withholds power from may be begun anew without it. */
async function ensureUnlimited(order: Order, steps: Steps): Promise<SendResult | null> {
  const lifted = await ensureLifted(order, steps, () => watchFrom(steps));
  if (lifted.kind === 'done') return null;
  if (lifted.kind === 'ended') return lifted.verdict;
  const { memory } = steps.charger;
  const session = memory.runningSession();
  if (!session || memory.main().status?.state !== 'suspended_charger') return lifted.refusal;
  const ended = await switchOff(steps, () => undefined);
  if (ended) return ended;
  // The rungs that are left: off and on again (ocpp.md 3.3, 4).
  if (!(await waitForEnd(steps, session))) return lifted.refusal;
  return ensureSession(order, steps, toStart(steps));
}

function toStart(steps: Steps): StartPlan {
  const limit = toTopLimit(steps.charger);
  return { onLate: () => watchFrom(steps), limit, isTrial: false };
}

function watchFrom(steps: Steps): DeviceReply {
  steps.watch(watchBoost(steps));
  return { kind: 'accepted' };
}

/** Past the deadline nothing is sent: what an earlier attempt did may show. */
function readBackOnly(order: Order, steps: Steps): SendResult {
  const { memory } = steps.charger;
  const session = memory.runningSession();
  const hasShown = session && (session.startedByGateway || memory.profiles.boostInstalled);
  if (order.attempt <= 1 || !hasShown) {
    return steps.end('past its deadline: nothing was sent').verdict;
  }
  return watchFrom(steps);
}
