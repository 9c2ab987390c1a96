import type { Charger } from '../charger.ts';
import { pause } from '../pause.ts';
import { type ProfilePurpose, toProfileId } from '../profiles/profile-slots.ts';

/** A device that is retired is not kept for longer, ms. */
const WITHIN_MS = 2_000;

/**
 * Takes every profile of ours that the charger is known or believed to hold from it, and puts back
 * what we took out of service, for nobody would ever do so again. Best effort, of a link that has
 * ended otherwise; never rejects.
 */
export async function leaveNothing(charger: Charger): Promise<void> {
  const { memory, clock, log } = charger;
  const purposes = toOwn(charger);
  if (purposes.length === 0 && memory.outOfServiceId === null) return;
  const over = new AbortController();
  const clear = async () => {
    const out = memory.outOfServiceId;
    if (out !== null) {
      const text = charger.dialect.changeAvailability({ connectorId: out, isOperative: true });
      await charger.call({ ...text, windowMs: WITHIN_MS, signal: over.signal });
    }
    for (const connectorId of memory.connectorIds()) {
      for (const purpose of purposes) {
        const id = toProfileId(connectorId, purpose);
        const text = charger.dialect.clearProfile({ id, connectorId });
        await charger.call({ ...text, windowMs: WITHIN_MS, signal: over.signal });
      }
    }
  };
  const cleared = clear().catch((error: unknown) => {
    log.warn({ err: error }, 'profiles of ours could not be taken from a charger that leaves');
  });
  await Promise.race([cleared, pause(clock, WITHIN_MS, over.signal)]);
  over.abort();
}

/** A session of ours may be paused by a limit that an earlier link has set. */
function toOwn({ memory }: Charger): readonly ProfilePurpose[] {
  const { boostInstalled, planId, guardInstalled } = memory.profiles;
  const mayBePaused = memory.runningSession()?.startedByGateway === true;
  const believed: Readonly<Record<ProfilePurpose, boolean>> = {
    plan: planId !== null || mayBePaused,
    boost: boostInstalled,
    test: memory.runningTest !== null,
    guard: guardInstalled,
  };
  const all = ['plan', 'boost', 'test', 'guard'] as const;
  return all.filter((purpose) => believed[purpose] || memory.held.has(purpose));
}
