import type { Clock } from '../../domain/ports/clock.ts';
import type { OcppTimes } from './settings.ts';

/** What is asked of the link whose life is watched. */
export type LivenessHost = {
  readonly clock: Clock;
  readonly times: OcppTimes;
  ping(): void;
  /** False for models that no ping may be sent to. */
  mayPing(): boolean;
  /** Asks the charger for a sign of life; `onSent` when the frame has left. */
  probe(onSent: () => void): Promise<unknown>;
  onDead(why: string): void;
};

type Probe = { readonly kind: 'ping' | 'call'; leftAtMs: number | null };

/**
 * Watches one link for life (lifecycle rule 14): any inbound traffic counts. A silent link is
 * probed by a ping, and by a CALL where pings were never answered (some chargers never pong) or
 * only pings are. Nothing at all within the probe time, or no frame within the dead time, ends the
 * link. An unanswered command does not: closing sooner would kill its late answer.
 */
export class Liveness {
  readonly #host: LivenessHost;
  #lastMs: number;
  #lastFrameMs: number;
  #hasPonged = false;
  #probe: Probe | null = null;
  #cancel: () => void;

  constructor(host: LivenessHost) {
    this.#host = host;
    this.#lastMs = host.clock.nowMs();
    this.#lastFrameMs = this.#lastMs;
    this.#cancel = host.clock.after(host.times.idleMs, () => this.#look());
  }

  /** A frame came in, of whatever kind. */
  onFrame(): void {
    this.#hear();
    this.#lastFrameMs = this.#lastMs;
  }

  /** A ping or pong came in: life, but not yet a charger that speaks OCPP. */
  onPong(): void {
    this.#hear();
    this.#hasPonged = true;
  }

  /** When anything last came in, or the link began, Unix ms. */
  get heardAtMs(): number {
    return this.#lastMs;
  }

  stop(): void {
    this.#cancel();
  }

  /** Anything that comes in answers a probe that has left, within the same millisecond too. */
  #hear(): void {
    this.#lastMs = this.#host.clock.nowMs();
    if (this.#probe?.leftAtMs != null) this.#probe = null;
  }

  #look(): void {
    const { clock } = this.#host;
    const nowMs = clock.nowMs();
    const why = this.#whyDead(nowMs);
    if (why !== null) {
      this.#host.onDead(why);
      return;
    }
    if (!this.#probe) this.#beginProbe(nowMs);
    else if (this.#isOverdue(nowMs)) this.#sendCall();
    this.#cancel = clock.after(Math.max(1, this.#nextLookMs(nowMs) - nowMs), () => this.#look());
  }

  #whyDead(nowMs: number): string | null {
    const { times } = this.#host;
    if (nowMs - this.#lastFrameMs >= times.deadMs) return 'no frame came for too long';
    const isLast = this.#probe?.kind === 'call' || this.#hasPonged;
    return isLast && this.#isOverdue(nowMs) ? 'no answer to a probe' : null;
  }

  #isOverdue(nowMs: number): boolean {
    const leftAtMs = this.#probe?.leftAtMs ?? null;
    return leftAtMs !== null && nowMs - leftAtMs >= this.#host.times.probeMs;
  }

  #beginProbe(nowMs: number): void {
    const { times } = this.#host;
    const isIdle = nowMs - this.#lastMs >= times.idleMs;
    const isLate = nowMs - this.#lastFrameMs >= times.deadMs - times.idleMs;
    if (isLate || (isIdle && !this.#host.mayPing())) this.#sendCall();
    else if (isIdle) {
      this.#probe = { kind: 'ping', leftAtMs: nowMs };
      this.#host.ping();
    }
  }

  #sendCall(): void {
    const { clock } = this.#host;
    const mine: Probe = { kind: 'call', leftAtMs: null };
    this.#probe = mine;
    const onSent = () => {
      mine.leftAtMs = clock.nowMs();
    };
    void this.#host.probe(onSent).finally(() => {
      // It waited in vain behind another call: the next look begins anew.
      if (mine.leftAtMs === null && this.#probe === mine) this.#probe = null;
    });
  }

  #nextLookMs(nowMs: number): number {
    const { times } = this.#host;
    const deadAtMs = this.#lastFrameMs + times.deadMs;
    if (this.#probe) {
      return Math.min((this.#probe.leftAtMs ?? nowMs) + times.probeMs, deadAtMs);
    }
    return Math.min(this.#lastMs + times.idleMs, deadAtMs - times.idleMs);
  }
}
