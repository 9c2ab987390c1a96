import { suspend as spec } from '../../../domain/commands/suspend.ts';
import type { SendResult } from '../../../domain/reply.ts';
import type { Steps } from '../procedure.ts';
import type { CommandHandler } from '../version.ts';
import { clearProfile } from './clear-profile.ts';
import { ensureTestEnded } from './end-test.ts';
import { judgeLifted, toLifted } from './lifted-plan.ts';
import { allConnectorIds } from './list-own.ts';
import { ensureReadBack } from './read-back.ts';
import type { LimitReading } from './read-limit.ts';
import { ensureBegun } from './session-steps.ts';
import { watchProfiles } from './watch-profiles.ts';

/**
 * Stop controlling the charger (ocpp.md 3.2, "Suspend smart control"): our plan and our guard are
 * taken from every connector, a test that runs is ended, and nothing else is touched: the session
 * of a driver goes on, a boost stays. A session that a plan without a limit has ended is begun
 * again, once: nobody else would.
 */
export const suspend: CommandHandler = async (order, steps) => {
  if (steps.isPastDeadline()) return steps.end('past its deadline: nothing was sent').verdict;
  const { charger } = steps;
  const begins = order.command.kind === 'suspend' && order.command.params.begins === true;
  const lifted = toLifted(charger, ['test', 'plan', 'guard']);
  const judge = (reading: LimitReading) => judgeLifted(charger, lifted, reading);
  const ended =
    (await ensureTestEnded(steps, 'a suspension ended the test charge')) ??
    (await ensureCleared(steps)) ??
    (begins ? await ensureBegun(order, steps) : null) ??
    (await ensureReadBack(steps, judge));
  if (ended) return ended;
  const forMs = spec.policy.evidenceWindowMs ?? 0;
  const isEnough = () => !begins || charger.memory.runningSession() !== null;
  steps.watch(watchProfiles(charger, { forMs, judge, isEnough }));
  return { kind: 'accepted' };
};

async function ensureCleared(steps: Steps): Promise<SendResult | null> {
  for (const connectorId of allConnectorIds(steps.charger.memory)) {
    for (const purpose of ['plan', 'guard', 'test'] as const) {
      // A late answer to one of several steps decides nothing: the next attempt looks again.
      const ended = await clearProfile(steps, { purpose, connectorId }, () => null);
      if (ended) return ended;
    }
  }
  return null;
}
