import type { SendResult } from '../../../domain/reply.ts';
import type { Steps } from '../procedure.ts';
import { reportProfiles } from '../profiles/report-profiles.ts';
import { orListed } from './list-own.ts';
import { isWord, type LimitReading, readLimit } from './read-limit.ts';
import type { ReadBack } from './watch-profiles.ts';

/**
 * Reads back after a change that needs no limit to be seen, and stores what the charger holds, by
 * {@link takeWord} unless another judge is given. `null`: done.
 */
export async function ensureReadBack(
  steps: Steps,
  judge: (reading: LimitReading) => ReadBack = takeWord,
): Promise<SendResult | null> {
  const { charger } = steps;
  const reading = await readLimit(steps, charger.memory.mainConnectorId());
  if (reading.kind === 'ended') return reading.verdict;
  const shown = await orListed(charger, reading, steps.signal);
  const { limitAmps, isShown } = judge(shown);
  const readBack = isShown && isWord(charger.memory, shown);
  await reportProfiles(charger, { limitAmps, readBack });
  return null;
}

/**
 * Where the composite schedule cannot be read, the charger's own answer about exactly our profile
 * ids ("Accepted" when it was set, "Accepted" or "Unknown" when it was cleared) is its word on what
 * it holds, and counts as read back.
 */
export function takeWord(reading: LimitReading): ReadBack {
  return { limitAmps: reading.kind === 'read' ? reading.limitAmps : null, isShown: true };
}
