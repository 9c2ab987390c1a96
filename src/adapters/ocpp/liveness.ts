import type { Clock } from '../../domain/ports/clock.ts';
import type { OcppTimes } from './settings.ts';

type LivenessOptions = {
  readonly clock: Clock;
  readonly times: OcppTimes;
  readonly ping: () => void;
  /** False for models that no ping may be sent to. */
  readonly mayPing: () => boolean;
  /** Asks the charger for a sign of life; `onSent` when the frame has left. */
  readonly call: (onSent: () => void) => Promise<unknown>;
  readonly onDead: (why: string) => void;
};

type Probe = { readonly kind: 'ping' | 'call'; leftAtMs: number | null };

/**
 * Watches one link for life (lifecycle rule 14): any inbound traffic counts. A silent link is
 * probed by a ping, and by a CALL where pings were never answered (some chargers never pong) or
 * only pings are. Nothing at all within the probe time, or no frame within the dead time, ends the
 * link. An unanswered command does not: closing sooner would kill its late answer.
 */
export class Liveness {
  readonly #options: LivenessOptions;
  #lastMs: number;
  #lastFrameMs: number;
  #hasPonged = false;
  #probe: Probe | null = null;
  #cancel: () => void;

  constructor(options: LivenessOptions) {
    this.#options = options;
    this.#lastMs = options.clock.nowMs();
    this.#lastFrameMs = this.#lastMs;
    this.#cancel = options.clock.after(options.times.idleMs, () => this.#look());
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
    this.#lastMs = this.#options.clock.nowMs();
    if (this.#probe?.leftAtMs != null) this.#probe = null;
  }

  #look(): void {
    const { clock, onDead } = this.#options;
    const nowMs = clock.nowMs();
    const why = this.#whyDead(nowMs);
    if (why !== null) {
      onDead(why);
      return;
    }
    if (!this.#probe) this.#beginProbe(nowMs);
    else if (this.#isOverdue(nowMs)) this.#sendCall();
    this.#cancel = clock.after(Math.max(1, this.#nextLookMs(nowMs) - nowMs), () => this.#look());
  }

  #whyDead(nowMs: number): string | null {
    const { times } = this.#options;
    if (nowMs - this.#lastFrameMs >= times.deadMs) return 'no frame came for too long';
    const isLast = this.#probe?.kind === 'call' || this.#hasPonged;
    return isLast && this.#isOverdue(nowMs) ? 'no answer to a probe' : null;
  }

  #isOverdue(nowMs: number): boolean {
    const leftAtMs = this.#probe?.leftAtMs ?? null;
    return leftAtMs !== null && nowMs - leftAtMs >= this.#options.times.probeMs;
  }

  #beginProbe(nowMs: number): void {
    const { times, ping, mayPing } = this.#options;
    const isIdle = nowMs - this.#lastMs >= times.idleMs;
    const isLate = nowMs - this.#lastFrameMs >= times.deadMs - times.idleMs;
    if (isLate || (isIdle && !mayPing())) this.#sendCall();
    else if (isIdle) {
      this.#probe = { kind: 'ping', leftAtMs: nowMs };
      ping();
    }
  }

  #sendCall(): void {
    const { clock, call } = this.#options;
    const mine: Probe = { kind: 'call', leftAtMs: null };
    this.#probe = mine;
    const onSent = () => {
      mine.leftAtMs = clock.nowMs();
    };
    void call(onSent).finally(() => {
      // It waited in vain behind another call: the next look begins anew.
      if (mine.leftAtMs === null && this.#probe === mine) this.#probe = null;
    });
  }

  #nextLookMs(nowMs: number): number {
    const { times } = this.#options;
    const deadAtMs = this.#lastFrameMs + times.deadMs;
    if (this.#probe) {
      return Math.min((this.#probe.leftAtMs ?? nowMs) + times.probeMs, deadAtMs);
    }
    return Math.min(this.#lastMs + times.idleMs, deadAtMs - times.idleMs);
  }
}
