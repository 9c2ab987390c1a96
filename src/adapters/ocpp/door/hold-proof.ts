import { callAt } from '../../../domain/call-at.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Proof } from './admission.ts';

/**
 * Looks at a proof once more when the route is written (between the door and that moment other
 * credentials may have been given, when there was no route yet that could be fenced), and keeps an
 * eye on the end of a certificate. Resolves false when it counts no more; calls `onEnd` when its
 * time is over, unless the link is gone by then.
 */
export async function holdProof(
  proof: Proof,
  link: {
    readonly clock: Clock;
    readonly gone: AbortSignal;
    attempt<T>(run: () => Promise<T>): Promise<T>;
  },
  onEnd: () => void,
): Promise<boolean> {
  if (!(await link.attempt(proof.confirm))) return false;
  if (proof.kind === 'secret' || link.gone.aborted) return true;
  const cancel = callAt(link.clock, proof.endsAtMs, onEnd);
  link.gone.addEventListener('abort', cancel, { once: true });
  return true;
}
