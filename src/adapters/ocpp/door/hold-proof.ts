import { callAt } from '../../../domain/call-at.ts';
import type { Clock } from '../../../domain/ports/clock.ts';
import type { Proof } from './admission.ts';

/**
 * Looks at a proof once more when the route is written (between the door and that moment its
 * certificate may have been revoked), and keeps an eye on its end. Resolves false when it counts no
 * more; calls `onEnd` when its time is over, unless the link is gone by then.
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
  if (proof.kind === 'secret') return true;
  if (!(await link.attempt(proof.confirm))) return false;
  if (link.gone.aborted) return true;
  const cancel = callAt(link.clock, proof.endsAtMs, onEnd);
  link.gone.addEventListener('abort', cancel, { once: true });
  return true;
}
