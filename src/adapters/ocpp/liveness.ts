import type { Clock } from '../../domain/ports/clock.ts';
import type { OcppTimes } from './settings.ts';

/** Watches one link for life. */
export type Liveness = {
  /** A frame came in, of whatever kind. */
  onFrame(): void;
  /** A ping or pong came in: life, but not yet a charger that speaks OCPP. */
  onPong(): void;
  stop(): void;
};

type Probe = { readonly kind: 'ping' | 'call'; leftAtMs: number | null };

/**
 * Lifecycle rule 14: any inbound traffic counts as life. A silent link is probed by a ping, and by
 * a CALL where pings were never answered (some chargers never pong) or only pings are. Nothing at
 * all within the probe time, or no frame within the dead time, ends the link. A command that stays
 * unanswered does not: closing sooner would kill its late answer.
 */
export function makeLiveness(options: {
  readonly clock: Clock;
  readonly times: OcppTimes;
  readonly ping: () => void;
  /** Asks the charger for a sign of life; `onSent` when the frame has left. */
  readonly call: (onSent: () => void) => Promise<void>;
  readonly onDead: (why: string) => void;
}): Liveness {
  const { clock, times } = options;
  let lastMs = clock.nowMs();
  let lastFrameMs = lastMs;
  let hasPonged = false;
  let probe: Probe | null = null;
  let cancel = clock.after(times.idleMs, look);

  function look(): void {
    const nowMs = clock.nowMs();
    if (probe && probe.leftAtMs !== null && lastMs > probe.leftAtMs) probe = null;
    const why = whyDead(nowMs);
    if (why !== null) {
      options.onDead(why);
      return;
    }
    if (!probe) beginProbe(nowMs);
    else if (isOverdue(probe, nowMs)) sendCall();
    cancel = clock.after(Math.max(1, nextLookMs() - nowMs), look);
  }

  function whyDead(nowMs: number): string | null {
    if (nowMs - lastFrameMs >= times.deadMs) return 'no frame came for too long';
    const isLast = probe !== null && (probe.kind === 'call' || hasPonged);
    return isLast && isOverdue(probe, nowMs) ? 'no answer to a probe' : null;
  }

  function isOverdue(sent: Probe | null, nowMs: number): boolean {
    return sent?.leftAtMs != null && nowMs - sent.leftAtMs >= times.probeMs;
  }

  function beginProbe(nowMs: number): void {
    if (nowMs - lastFrameMs >= times.deadMs - times.idleMs) sendCall();
    else if (nowMs - lastMs >= times.idleMs) {
      probe = { kind: 'ping', leftAtMs: nowMs };
      options.ping();
    }
  }

  function sendCall(): void {
    const mine: Probe = { kind: 'call', leftAtMs: null };
    probe = mine;
    void options
      .call(() => {
        mine.leftAtMs = clock.nowMs();
      })
      .finally(() => {
        // Waited in vain behind another call: the next look begins anew.
        if (mine.leftAtMs === null && probe === mine) probe = null;
      });
  }

  function nextLookMs(): number {
    const deadAtMs = lastFrameMs + times.deadMs;
    if (probe) return Math.min((probe.leftAtMs ?? clock.nowMs()) + times.probeMs, deadAtMs);
    return Math.min(lastMs + times.idleMs, Math.max(deadAtMs - times.idleMs, lastMs + 1));
  }

  return {
    onFrame() {
      lastMs = clock.nowMs();
      lastFrameMs = lastMs;
    },
    onPong() {
      lastMs = clock.nowMs();
      hasPonged = true;
    },
    stop: () => cancel(),
  };
}
