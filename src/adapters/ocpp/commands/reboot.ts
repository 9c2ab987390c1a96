import { hasStatus, toRefusal } from '../procedure.ts';
import type { CommandHandler } from '../version.ts';

/**
 * Restart the charger (OCPP 1.6 5.14, OCPP 2.0.1 B11). One CALL and never a second: each is a
 * restart. Proved by the boot that follows.
 */
export const reboot: CommandHandler = async (_order, steps) => {
  if (steps.isPastDeadline()) return steps.end('past its deadline: nothing was sent').verdict;
  const text = steps.charger.dialect.reset();
  const isTaken = (answer: Parameters<typeof hasStatus>[0]) =>
    hasStatus(answer, 'Accepted', 'Scheduled');
  const answer = await steps.call(text, (late) =>
    isTaken(late) ? { kind: 'accepted' } : toRefusal(text.action, late),
  );
  if (answer.kind === 'ended') return answer.verdict;
  return isTaken(answer) ? { kind: 'accepted' } : toRefusal(text.action, answer);
};
