import type { X509Certificate } from 'node:crypto';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';

const dayMs = 86_400_000;
const warnBeforeMs = 30 * dayMs;

/** Certificates by what they are called in the log. */
export type WatchedCertificates = Readonly<Record<string, X509Certificate>>;

/**
 * Warns of each certificate that ends within 30 days: now and every day. The returned function
 * ends the watch.
 */
export function watchEnds(
  watched: WatchedCertificates,
  { clock, log }: { clock: Clock; log: Log },
): () => void {
  const look = () => {
    for (const [certificate, { validTo }] of Object.entries(watched)) {
      const endMs = Date.parse(validTo);
      if (endMs - clock.nowMs() > warnBeforeMs) continue;
      log.warn({ certificate, endsAt: new Date(endMs).toISOString() }, 'a certificate ends soon');
    }
  };
  let cancel = () => {};
  const next = () => {
    look();
    cancel = clock.after(dayMs, next);
  };
  next();
  return () => cancel();
}
