import type { ReplayTable } from './replay-table.ts';
import type { Refusal, Request } from './request.ts';

/** How far a device's clock may be off (lifecycle.md, "Windows"). */
const SKEW_MS = 5_000;

/** What a device knows when it judges whether a request is still meant. */
export interface StaleContext {
  readonly replay: ReplayTable;
  readonly now: Date;
  /** `ttlS` is sent unscaled; each side divides when it arms the window. */
  readonly speed: number;
}

/** `stale` for a request that was overtaken or whose time to live is over, else null. */
export function judgeStale(request: Request, context: StaleContext): Refusal | null {
  if (context.replay.isOvertaken(request.seq)) {
    return { code: 'stale', detail: `seq ${request.seq} was overtaken by a later command` };
  }
  const ageMs = context.now.getTime() - request.issuedAt.getTime();
  const ttlMs = (request.ttlS * 1_000) / context.speed;
  if (ageMs > ttlMs + SKEW_MS) {
    return { code: 'stale', detail: `issued ${ageMs} ms ago, to live ${ttlMs} ms` };
  }
  return null;
}
