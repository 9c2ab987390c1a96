import type { SendResult } from '../../../domain/reply.ts';
import type { Steps } from '../procedure.ts';
import { climb } from '../profiles/ladder.ts';
import { flatCurve } from '../profiles/limit-curve.ts';
import { switchOff } from './on-off.ts';
import { toWanted } from './wanted-limit.ts';

/**
 * Brings the running session to rest: a pause first, because it can be undone without unplugging;
 * where that is refused, or known to end the session anyway, it is ended. `null`: done.
 */
export async function ensureHalted(steps: Steps, onDone: () => void): Promise<SendResult | null> {
  const { charger } = steps;
  const { memory, clock, traits } = charger;
  const key = memory.runningKey();
  if (!key) return null;
  if (memory.isSwitched || (await traits.read()).endsOnZero) return switchOff(steps, onDone);
  // Before the limit leaves: the end of a session may arrive before the answer to it.
  memory.paused = { sessionId: key.sessionId, atMs: clock.nowMs() };
  const climbed = await climb(steps, {
    wanted: toWanted(charger, 'plan', flatCurve(0, clock.nowMs())),
    places: ['session'],
    planId: null,
    onLate: () => {
      onDone();
      return { kind: 'accepted' };
    },
  });
  if (climbed.kind === 'ended') return climbed.verdict;
  if (climbed.kind === 'installed') return null;
  memory.paused = null;
  return switchOff(steps, onDone);
}
